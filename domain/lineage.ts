import { similarAmong } from './similarity.ts';

/** Where a finding comes from: what earlier findings it may go back to. Nothing is linked without a person. */

/** What an earlier finding is to this one: not fixed last time (上次未整改), rebounded (反弹), repeated elsewhere (他处重复). */
export type LineageKind = 'not-fixed' | 'rebounded' | 'repeated';
export type Lineage = { readonly issue: string; readonly kind: LineageKind };

export const LINEAGE_NAMES: Readonly<Record<LineageKind, { readonly zh: string; readonly en: string }>> = {
  'not-fixed': { zh: '上次未整改到位', en: 'not fixed last time' },
  rebounded: { zh: '反弹回潮', en: 'rebounded' },
  repeated: { zh: '他处重复发生', en: 'repeated elsewhere' },
};

/** What a policy says of it; `policy-schema.ts` says it to zod. */
type LineageRules = { likeness: number; likenessRechecked: number; most: number };

/** What a policy means that says nothing of it. Ours, from trying sample reports: no source names a score. */
export const LINEAGE_DEFAULTS: LineageRules = { likeness: 0.35, likenessRechecked: 0.25, most: 3 };

/** A finding of an earlier round. */
export type EarlierFinding = {
  readonly id: string;
  readonly round: string;
  readonly unit: string;
  readonly title: string;
  /** Closed, sustained or archived: it counted as put right. */
  readonly done: boolean;
};

export type NewFinding = { readonly id: string; readonly title: string };

/** A new finding that reads like an earlier one, for a person to confirm or reject. */
export type LineageProposal = {
  readonly issue: string;
  readonly earlier: string;
  /** 0 to 1, in hundredths: how alike the words are. */
  readonly score: number;
  readonly kind: LineageKind;
  readonly title: string;
  readonly earlierTitle: string;
  readonly earlierUnit: string;
};

export type LineageSearch = {
  readonly unit: string;
  /** The round that the new one re-checks (回头看): its findings come first, and a weaker likeness is enough. */
  readonly recheckOf: string | null;
  readonly rules: LineageRules;
};

/** In the same unit it was never put right, or it is back; in another one it repeats. */
const kindOf = (earlier: EarlierFinding, { unit, recheckOf }: LineageSearch): LineageKind =>
  earlier.unit !== unit && earlier.round !== recheckOf ? 'repeated' : earlier.done ? 'rebounded' : 'not-fixed';

/**
 * The earlier findings that new ones are like: for each at most as many as the policy says, those of the re-checked round
 * before all others, the likest first. Pure; quick for a hundred findings beside ten thousand earlier ones.
 */
export const proposeLineage = (findings: readonly NewFinding[], earlier: readonly EarlierFinding[], search: LineageSearch): readonly LineageProposal[] => {
  const { likeness, likenessRechecked, most } = search.rules;
  const byId = new Map(earlier.map((one) => [one.id, one]));
  const textsOf = (some: readonly EarlierFinding[]) => similarAmong(some.map(({ id, title }) => ({ id, text: title })));
  const rechecked = textsOf(earlier.filter((one) => one.round === search.recheckOf));
  const others = textsOf(earlier.filter((one) => one.round !== search.recheckOf));
  return findings.flatMap(({ id: issue, title }) => {
    const found = [...rechecked(title, likenessRechecked, most), ...others(title, likeness, most)].slice(0, most);
    return found.flatMap(({ id, score }): readonly LineageProposal[] => {
      const one = byId.get(id);
      return one === undefined ? [] : [{ issue, earlier: id, score, kind: kindOf(one, search), title, earlierTitle: one.title, earlierUnit: one.unit }];
    });
  });
};
