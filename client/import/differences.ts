/** Where a report contradicts itself: its counts against its items, and states against dates still to come. */
import type { ClaimName, Claims } from './claimed.ts';
import type { Difference, ParsedIssue } from './parsed-report.ts';
import type { ReportStatus } from './status-label.ts';

/** The words for where a line stands. */
export type PlaceOf = (line: number) => { readonly zh: string; readonly en: string };

const nameOf = (issue: ParsedIssue): string => issue.number ?? `行${issue.line}`;

const NAMES: Readonly<Partial<Record<ClaimName, readonly [string, string]>>> = {
  total: ['问题总数', 'issues in all'],
  done: ['已完成', 'done'],
  partialKeep: ['阶段性成效', 'partial result'],
  inProgress: ['整改中', 'in progress'],
};

const against = (name: ClaimName, claims: Claims, issues: readonly ParsedIssue[], placeOf: PlaceOf): Difference[] => {
  const claim = claims[name];
  const words = NAMES[name];
  if (claim === undefined || words === undefined || claim.value === issues.length) return [];
  return [
    {
      code: `COUNT_${name.replace(/[A-Z]/g, (sign) => `_${sign}`).toUpperCase()}`,
      claimed: claim.value,
      found: issues.length,
      issues: [],
      zh: `文中称${words[0]} ${claim.value}（${placeOf(claim.line).zh}：${claim.quote}），逐项数得 ${issues.length}`,
      en: `The document claims ${claim.value} ${words[1]} (${placeOf(claim.line).en}: ${claim.quote}); its items give ${issues.length}`,
    },
  ];
};

const UNFINISHED =
  /[^，,。；;]{0,16}(?:正在(?:办理|推进|筹备|申请|审查|建设|施工|协调|对接|立案|积极向上|调查)|尚未(?:完成|开工|验收|到位|整改)|剩余[^，,。；;]{1,16}未[^，,。；;]{1,8})[^，,。；;]{0,12}/u;
const unfinishedWords = (issue: ParsedIssue): string | null => {
  for (const block of [...issue.rectification, ...issue.subItems.flatMap((item) => item.rectification)]) {
    const match = UNFINISHED.exec(block.text);
    if (match !== null) return match[0];
  }
  return null;
};

/** Numbers that a running list leaves out: 5, 6, 8. */
const gapsIn = (issues: readonly ParsedIssue[]): string[] => {
  const figures = issues.map((issue) => Number(/\d+/.exec(issue.number?.normalize('NFKC') ?? '')?.[0] ?? Number.NaN));
  return figures.flatMap((figure, at) => {
    const before = figures[at - 1];
    return before !== undefined && figure > before + 1 ? [`${before}→${figure}`] : [];
  });
};

/** All contradictions of a report, for people to settle: nothing is changed because of them. */
export const findDifferences = (claims: Claims, issues: readonly ParsedIssue[], placeOf: PlaceOf): Difference[] => {
  const of = (...statuses: ReportStatus[]): ParsedIssue[] => issues.filter((issue) => statuses.includes(issue.status));
  const done = of('done', 'done-keep');
  const stated = issues.some((issue) => issue.status !== 'not-stated');
  const found = [
    ...against('total', claims, issues, placeOf),
    ...(stated
      ? [
          ...against('done', claims, done, placeOf),
          ...against('partialKeep', claims, of('partial-keep'), placeOf),
          ...against('inProgress', claims, of('in-progress'), placeOf),
        ]
      : []),
  ];
  const rate = claims.ratePercent;
  const percent = issues.length === 0 ? 0 : (done.length / issues.length) * 100;
  if (rate !== undefined && stated && Math.abs(rate.value - percent) > 0.51) {
    found.push({
      code: 'RATE',
      claimed: rate.value,
      found: Math.round(percent * 100) / 100,
      issues: [],
      zh: `文中称完成率 ${rate.value}%，逐项算得 ${percent.toFixed(2)}%`,
      en: `The document claims a rate of ${rate.value} %; its items give ${percent.toFixed(2)} %`,
    });
  }
  for (const issue of done) {
    const open = issue.promises.filter(
      (promise) => (promise.kind === 'dated' && !(promise.fromField && promise.pastWhenSigned)) || promise.kind === 'event',
    );
    if (open.length > 0) {
      const words = open.map((promise) => promise.text).join('；');
      found.push({
        code: 'DONE_WITH_PROMISE',
        claimed: null,
        found: open.length,
        issues: [nameOf(issue)],
        zh: `问题 ${nameOf(issue)} 标为“${issue.statusText ?? '已完成'}”，却仍有待办：${words}`,
        en: `Issue ${nameOf(issue)} is labelled "${issue.statusText ?? '已完成'}" but still promises: ${words}`,
      });
    }
    const unfinished = unfinishedWords(issue);
    if (unfinished !== null && open.length === 0) {
      found.push({
        code: 'DONE_BUT_UNFINISHED',
        claimed: null,
        found: null,
        issues: [nameOf(issue)],
        zh: `问题 ${nameOf(issue)} 标为“${issue.statusText ?? '已完成'}”，正文却写着“${unfinished}”`,
        en: `Issue ${nameOf(issue)} is labelled "${issue.statusText ?? '已完成'}", yet its text says "${unfinished}"`,
      });
    }
    if (issue.followUps.length > 0) {
      found.push({
        code: 'DONE_BUT_TAKEN_UP_AGAIN',
        claimed: null,
        found: null,
        issues: [nameOf(issue)],
        zh: `问题 ${nameOf(issue)} 标为已完成，后文又列为需进一步整改`,
        en: `Issue ${nameOf(issue)} is labelled done, yet a later part lists it as needing more work`,
      });
    }
  }
  const numbers = issues.map((issue) => `${issue.path.join('/')}#${issue.number}`);
  const twice = issues.filter((issue, at) => issue.number !== null && numbers.indexOf(`${issue.path.join('/')}#${issue.number}`) !== at);
  if (twice.length > 0)
    found.push({
      code: 'NUMBER_TWICE',
      claimed: null,
      found: twice.length,
      issues: twice.map(nameOf),
      zh: `编号重复：${twice.map(nameOf).join('、')}`,
      en: `Numbers used twice: ${twice.map(nameOf).join(', ')}`,
    });
  const gaps = gapsIn(issues);
  if (gaps.length > 0)
    found.push({
      code: 'NUMBER_GAP',
      claimed: null,
      found: gaps.length,
      issues: [],
      zh: `编号不连续：${gaps.join('、')}`,
      en: `Gaps in the numbers: ${gaps.join(', ')}`,
    });
  for (const heading of new Set(issues.flatMap((issue) => issue.path))) {
    if (!/已完成(?:整改)?的?整改?(?:事项|问题|任务)/.test(heading)) continue;
    const other = issues.filter(
      (issue) => issue.path.includes(heading) && (issue.status === 'in-progress' || issue.status === 'partial-keep'),
    );
    if (other.length > 0)
      found.push({
        code: 'HEADING_SAYS_DONE',
        claimed: null,
        found: other.length,
        issues: other.map(nameOf),
        zh: `标题“${heading}”下有未完成的问题：${other.map(nameOf).join('、')}`,
        en: `Under the heading "${heading}" stand issues that are not done: ${other.map(nameOf).join(', ')}`,
      });
  }
  return found;
};
