/** Later parts that come back to issues reported before: matched by number or by words, never counted twice. */
import { chineseNumber } from '../../domain/chinese-date.ts';
import { isFollowUpHeading } from './finding-words.ts';
import { walk } from './outline.ts';
import type { Node } from './outline.ts';

const REFERENCE =
  /第\s?([0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:点|项|个|条|号|大?方面)|(?:问题|序号|编号|事项)\s?[（(]?([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}(?=[)）“"：:，、。（(]))[)）]?/u;

/** The number of the issue that a title refers to: 关于反馈第3点…问题. */
const referenceIn = (title: string): number | null => {
  const match = REFERENCE.exec(title.slice(0, 40));
  const number = match === null ? Number.NaN : chineseNumber(match[1] ?? match[2] ?? '');
  return Number.isNaN(number) ? null : number;
};

const coreOf = (title: string): string =>
  title
    .replace(
      /^(?:关于|针对|对于|围绕)?(?:巡[察视])?(?:反馈)?(?:的)?(?:第\s?[0-9０-９一二三四五六七八九十百]{1,5}\s?[点项个条号])?(?:问题(?:[一二三四五六七八九十]{1,3}(?=[“"：:，、（(]))?)?/u,
      '',
    )
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/的?问题$/, '')
    .slice(0, 60);

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

type Words = { readonly core: string; readonly pairs: ReadonlySet<string> };
const wordsOf = (title: string): Words => {
  // What became of the finding may stand in the same line.
  const core = coreOf(/^[^。；;]{6,}?(?=[。；;])/u.exec(title)?.[0] ?? title);
  return { core, pairs: pairsOf(core) };
};

/** How much of the shorter title's words stand in the other, 0 to 1. */
const likeness = (a: Words, b: Words): number => {
  const [short, long] = a.core.length <= b.core.length ? [a, b] : [b, a];
  if (short.core.length < 4) return 0;
  if (long.core.includes(short.core)) return 1;
  return [...short.pairs].filter((pair) => long.pairs.has(pair)).length / short.pairs.size;
};

/** Real reports have some hundreds of issues; a longer list is compared only so far, so that time stays linear. */
const MOST_COMPARED = 500;

const ancestorFollowUp = (node: Node): Node | null => {
  for (let up = node.parent; up !== null; up = up.parent) if (up.title !== '' && isFollowUpHeading(up.title)) return up;
  return null;
};

const contextOf = (node: Node): Node | null => {
  let up = node;
  while (up.parent !== null && up.parent.parent !== null) up = up.parent;
  return up;
};

type Known = { readonly node: Node; readonly words: Words; readonly part: Node | null; readonly heading: Node | null };

const targetOf = (node: Node, earlier: readonly Known[], strict: boolean): Node | null => {
  const number = referenceIn(node.title);
  const words = wordsOf(node.title);
  const scored = earlier.map((known) => ({ one: known.node, score: likeness(known.words, words) })).toSorted((a, b) => b.score - a.score);
  const best = scored[0];
  const numbered = number === null ? [] : scored.filter(({ one }) => one.number === number);
  const byNumber = numbered[0];
  if (byNumber !== undefined && (byNumber.score >= 0.3 || (numbered.length === 1 && !strict))) return byNumber.one;
  return best !== undefined && best.score >= (strict ? 0.85 : 0.6) ? best.one : null;
};

const NAMED = /^(?:其中[，,：:]?)?(?:反馈的?)?(?:第\s?[0-9０-９一二三四五六七八九十百]{1,5}\s?[点项个条](?:问题|事项|任务)?|问题\s?[0-9０-９一二三四五六七八九十]{1,3}(?![0-9０-９]))/u;

/** Sentences of a later part that begin with an issue's number: 第3个问题未完成的原因是…. Each becomes a heading of its own, outside the tree. */
const namedInText = (node: Node): Node[] =>
  node.body.flatMap((block) =>
    block.text.split(/(?<=[。；;])/u).flatMap((sentence): Node[] => {
      const title = NAMED.exec(sentence.trim())?.[0];
      if (title === undefined) return [];
      const body = [{ role: 'answer' as const, label: null, text: sentence.trim(), lines: block.lines }];
      return [{ kind: 'bullet', number: null, printed: '', title, lines: block.lines, parent: node, children: [], body, answered: false }];
    }),
  );

/** Splits the chosen issues into issues proper and follow-ups of earlier ones; finds follow-ups that were not chosen, too. */
export const separateFollowUps = (root: Node, chosen: readonly Node[]): { issues: Node[]; followUps: Map<Node, Node[]> } => {
  const order = new Map(walk(root).map((node, at) => [node, at] as const));
  const followUps = new Map<Node, Node[]>();
  const taken = new Set<Node>();
  const issues: Known[] = [];
  const candidates = new Set<Node>(chosen);
  for (const node of order.keys()) if (node !== root && ancestorFollowUp(node) !== null) candidates.add(node);
  const picked = new Set(chosen);
  for (const node of [...candidates].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))) {
    if (node.parent !== null && taken.has(node.parent)) {
      taken.add(node);
      continue;
    }
    const heading = ancestorFollowUp(node);
    const part = heading ?? contextOf(node);
    // Only what stands in another part can be come back to.
    const earlier = issues.slice(0, MOST_COMPARED).filter((one) => (heading === null ? one.part !== part : one.heading !== heading));
    const target = earlier.length === 0 ? null : targetOf(node, earlier, heading === null);
    if (target === null) {
      if (picked.has(node)) issues.push({ node, words: wordsOf(node.title), part: contextOf(node), heading });
      continue;
    }
    taken.add(node);
    followUps.set(target, [...(followUps.get(target) ?? []), node]);
  }
  const first = issues[0] === undefined ? 0 : (order.get(issues[0].node) ?? 0);
  const within = new Set(issues.flatMap((known) => walk(known.node)));
  for (const [node, at] of order) {
    if (at < first || within.has(node) || taken.has(node)) continue;
    for (const named of namedInText(node)) {
      const number = referenceIn(named.title);
      const numbered = issues.filter((known) => known.node.number === number);
      const [only] = numbered;
      if (number !== null && only !== undefined && numbered.length === 1) followUps.set(only.node, [...(followUps.get(only.node) ?? []), named]);
    }
  }
  return { issues: issues.map((known) => known.node), followUps };
};
