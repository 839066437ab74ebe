/** Which headings of the outline are the issues? Candidates are whole systems of numbers; evidence decides. */
import { findingScore, isFindingLike, isFollowUpHeading, isRecordHeading, namesFault, quotedFinding } from './finding-words.ts';
import { RANK } from './numbering.ts';
import type { MarkerKind } from './numbering.ts';
import { partOf, walk } from './outline.ts';
import type { Node } from './outline.ts';
import { leadingStatus, statusAfterTitle } from './status-label.ts';
import { themesOf } from './themes.ts';

export type IssueChoice = {
  readonly issues: readonly Node[];
  /** Did fields (整改情况：) or printed states show the issues, or only their words? */
  readonly labelled: boolean;
  /** Did several systems of numbers fit? Then the choice is worth a look. */
  readonly contested: boolean;
};

const ancestors = (node: Node): Node[] => (node.parent === null ? [] : [node.parent, ...ancestors(node.parent)]);

/** Evidence printed in the document: a field 整改情况, or a state after the title or at the head of the text. */
const hasPrintedEvidence = (node: Node): boolean =>
  node.answered ||
  statusAfterTitle(node.title).status !== null ||
  (isFindingLike(node.title) && leadingStatus(node.body[0]?.text ?? '') !== null);

const inRecordPart = (node: Node): boolean =>
  [node, ...ancestors(node)].some(
    (one) => RANK[one.kind] <= RANK['cn-paren'] && one.printed !== '' && isRecordHeading(one.title) && !/^(?:关于|针对)/.test(one.title),
  );

/** Evidence by words only: a finding, followed by what was done about it. */
const hasWorded = (node: Node): boolean => {
  if (!isFindingLike(node.title) || inRecordPart(node)) return false;
  const faults = node.children.filter((child) => isFindingLike(child.title)).length;
  if (node.children.length > 0 && faults * 2 >= node.children.length) return false;
  return node.body.length > 0 || node.children.length > 0 || /[。：:].{12,}/.test(node.title) || quotedFinding(node.title) !== null;
};

const issuesFor = (kind: MarkerKind, nodes: readonly Node[], direct: ReadonlySet<Node>): Node[] => {
  const parts = new Set([...direct].map(partOf));
  const above = new Set([...direct].flatMap(ancestors));
  const aspects = new Set([...direct].map((node) => node.parent));
  const chosen = new Set(
    nodes.filter(
      (node) =>
        node.kind === kind &&
        (direct.has(node) ||
          above.has(node) ||
          (parts.has(partOf(node)) && (isFindingLike(node.title) || (aspects.has(node.parent) && findingScore(node.title) > -1)))),
    ),
  );
  const under = (node: Node, set: ReadonlySet<Node>): boolean => ancestors(node).some((one) => set.has(one));
  const outermost = [...chosen].filter((node) => !under(node, chosen));
  const covered = new Set(outermost.flatMap((node) => [node, ...ancestors(node)]));
  const taken = new Set(outermost);
  // Aspects without sub-headings, and deeper findings whose parents were passed over.
  for (const node of nodes) if (direct.has(node) && !covered.has(node) && !under(node, taken)) taken.add(node);
  return nodes.filter((node) => taken.has(node));
};

const isAspect = (title: string): boolean => /方面(?:的?(?:问题|情况))?[。：:]?$|^聚焦|^(?:在|关于)?“.*”方面/.test(title);
const isAbout = (title: string): boolean => /^(?:关于|针对)/.test(title);
const isIssueForm = (title: string): boolean => isAbout(title) && /问题[”"]?[。：:]?$/.test(title) && namesFault(title);
const hasAnsweredParts = (node: Node, direct: ReadonlySet<Node>): boolean =>
  node.children.length > 0 && node.children.every((child) => direct.has(child));
/** Do the numbers run on under several parents (1-5, then 6-9), as those of issues do? */
const runsOn = (nodes: readonly Node[]): boolean =>
  new Set(nodes.map((node) => node.parent)).size > 1 &&
  nodes.every((node, at) => at === 0 || node.number === null || node.number > (nodes[at - 1]?.number ?? 0));

const choose = (nodes: readonly Node[], direct: ReadonlySet<Node>, claimed: number | null): { issues: Node[]; contested: boolean } => {
  const main = new Set([...direct].filter((node) => !ancestors(node).some((one) => isFollowUpHeading(one.title))));
  const counted = main.size > 0 ? main : direct;
  const parts = new Set([...counted].map(partOf));
  const holders = [
    ...new Set(
      [...counted].map((node) => node.parent).filter((node) => node !== null && node.parent !== null && hasAnsweredParts(node, counted)),
    ),
  ].filter((node) => node !== null);
  const candidates = [...counted, ...holders];
  const depth = (kind: MarkerKind): number => {
    const same = candidates.filter((node) => node.kind === kind).slice(0, 50);
    return same.reduce((sum, node) => sum + ancestors(node).length, 0) / Math.max(1, same.length);
  };
  const kinds = [...new Set(candidates.map((node) => node.kind))].toSorted((a, b) => depth(a) - depth(b));
  const share = (kind: MarkerKind): number => {
    const all = nodes.filter(
      (node) => node.kind === kind && parts.has(partOf(node)) && !ancestors(node).some((one) => isFollowUpHeading(one.title)),
    );
    const plainly = all.filter((node) => counted.has(node)).length;
    const running = runsOn(all);
    const whole = (node: Node): boolean =>
      counted.has(node) ||
      (hasAnsweredParts(node, counted) &&
        !isAspect(node.title) &&
        (plainly * 5 >= all.length ||
          (isIssueForm(node.title) && !node.children.some((child) => isAbout(child.title))) ||
          (running && !runsOn(all.flatMap((one) => one.children)))));
    return all.filter(whole).length / Math.max(1, all.length);
  };
  const best = kinds.find((kind) => share(kind) >= 0.5) ?? kinds.toSorted((a, b) => share(b) - share(a))[0];
  if (best === undefined) return { issues: [], contested: false };
  const issues = issuesFor(best, nodes, direct);
  if (claimed === null || issues.length === claimed) return { issues, contested: false };
  // The document says how many issues there are: another system that gives just that number wins.
  const others = [...new Set(nodes.map((node) => node.kind))].filter((kind) => kind !== best && kind !== 'part' && kind !== 'cn');
  for (const kind of others) {
    const candidate = issuesFor(kind, nodes, direct);
    if (candidate.length === claimed && candidate.length > 1) return { issues: candidate, contested: true };
  }
  return { issues, contested: false };
};

/** Chooses the issues of an outline. `claimed` is the number of issues that the document says it has, if it does. */
export const chooseIssues = (root: Node, claimed: number | null): IssueChoice => {
  const nodes = walk(root).slice(1);
  const printed = nodes.filter(hasPrintedEvidence);
  const worded = nodes.filter(hasWorded);
  const labelled = printed.length >= 2 ? printed.length * 4 >= worded.length : printed.length === 1 && worded.length <= 1;
  const direct = new Set(
    labelled ? printed.filter((node) => !(inRecordPart(node) && !node.answered)) : [...new Set([...printed, ...worded])],
  );
  const themes = labelled || printed.length > 0 ? [] : themesOf(nodes);
  if (themes.length > 0) return { issues: themes, labelled, contested: themes.length !== claimed };
  return { ...choose(nodes, direct, claimed), labelled };
};
