import { createHash } from 'node:crypto';
import type { Day } from '../../domain/time.ts';
import { parseReport } from '../import/parse-report.ts';
import { accountOf, type IssueAccount } from './account.ts';
import { accountsOnce } from './common-account.ts';
import { checkReport, type CheckResult } from './check.ts';
import { textOf, type Block, type Gap } from './document.ts';
import type { Facts } from './facts.ts';
import { figuresOf, type Figures } from './figures.ts';
import { readBack } from './read-back.ts';
import type { RoundRecord } from './record.ts';
import { writeReport } from './write.ts';

export type BuildOptions = {
  readonly facts: Facts;
  /** The day that it is signed on; the last day that counts by default. */
  readonly date?: Day;
  /** Leaves out what is withheld; names are masked afterwards. */
  readonly isPublic: boolean;
};

export type BuiltReport = {
  readonly blocks: readonly Block[];
  readonly gaps: readonly Gap[];
  readonly figures: Figures;
  readonly accounts: readonly IssueAccount[];
  readonly date: Day;
  /** Numbers of the issues that the public version leaves out. */
  readonly withheld: readonly string[];
  /** Asked for and not decided yet. */
  readonly undecided: readonly string[];
};

/** The accounts of every issue that counts, in the order of their numbers. */
export const accountsOf = (record: RoundRecord, facts: Facts): readonly IssueAccount[] =>
  accountsOnce(
    record.stories.flatMap((story) => {
      const account = accountOf(story, record.printed.get(story.state.common?.number ?? story.state.number), facts);
      return account === null ? [] : [{ story, account }];
    }),
  );

/** A report out of a round's record: pure, the same record and facts make the same text. @throws Refusal COUNTS_DO_NOT_ADD_UP */
export const buildReport = (record: RoundRecord, { facts, date = record.asOf, isPublic }: BuildOptions): BuiltReport => {
  const all = accountsOf(record, facts).map((account) => ({ ...account, withheld: isPublic && account.withheld }));
  const withheld = new Set(record.stories.filter(({ state }) => isPublic && state.publication.withheld !== null).map(({ state }) => state.number));
  const figures = figuresOf(record.head.id, record.stories.map((story) => story.state), (state) => !withheld.has(state.number));
  const { blocks, gaps } = writeReport({ record, accounts: all.filter((account) => !account.withheld), figures, facts, date });
  return {
    blocks,
    gaps,
    figures,
    accounts: all,
    date,
    withheld: all.filter((account) => account.withheld).map((account) => account.number),
    undecided: record.stories.filter(({ state }) => isPublic && state.publication.asked !== null).map(({ state }) => state.number),
  };
};

/**
 * Every report is read back by our own importer before it is handed over: a count or an issue that a reader would find
 * otherwise than it was meant is said, with both values.
 */
export const selfCheck = ({ blocks, figures, accounts }: Pick<BuiltReport, 'blocks' | 'figures' | 'accounts'>): CheckResult => checkReport(readBack(parseReport(textOf(blocks))), figures, accounts);

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
