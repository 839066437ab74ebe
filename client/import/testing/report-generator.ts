/** Writes fictional reports in many systems of numbers, together with what an importer has to find in them. */
import fc from 'fast-check';
import { combinedStatus } from '../status-label.ts';
import type { ReportStatus } from '../status-label.ts';
import { ASPECTS, CN, DUES, FIGURES, FRAMES, LABELS, ORDERS, PAST, SHORTCOMINGS, STATES, STEPS, STYLES, TITLES, wide } from './report-words.ts';
import type { Style } from './report-words.ts';

export type ExpectedIssue = {
  readonly title: string;
  readonly status: ReportStatus;
  readonly dues: readonly string[];
  readonly subItems: number;
  readonly followUps: number;
  /** Sums in the rectification, in yuan, and people dealt with. */
  readonly yuan: number;
  readonly people: number;
  /** 责任单位 and the like. */
  readonly responsible: readonly string[];
};
export type GeneratedReport = {
  readonly text: string;
  readonly feedbackDate: string;
  readonly unit: string;
  readonly issues: readonly ExpectedIssue[];
};

const issueArbitrary = fc.record({
  frame: fc.nat(FRAMES.length - 1),
  state: fc.nat(STATES.length - 1),
  steps: fc.array(fc.nat(STEPS.length - 1), { minLength: 1, maxLength: 4 }),
  due: fc.option(fc.nat(DUES.length - 1), { freq: 2 }),
  past: fc.option(fc.nat(PAST.length - 1)),
  subItems: fc.constantFrom(0, 0, 0, 2, 3),
  subStates: fc.array(fc.nat(STATES.length - 2), { minLength: 3, maxLength: 3 }),
  ownStates: fc.boolean(),
  deadline: fc.boolean(),
  unit: fc.boolean(),
  gap: fc.constantFrom(0, 0, 0, 0, 1, 2),
  unnumbered: fc.constantFrom(false, false, false, false, true),
  comeBack: fc.boolean(),
});
const planArbitrary = fc.record({
  order: fc.nat(ORDERS.length - 1),
  pick: fc.nat(11),
  label: fc.nat(LABELS.length - 1),
  place: fc.constantFrom('line', 'own-line', 'inline', 'no-label'),
  measures: fc.constantFrom('running', 'numbered-lines', 'paragraphs'),
  stateAt: fc.constantFrom('lead', 'title', 'field', 'end'),
  restart: fc.boolean(),
  aspectTwice: fc.boolean(),
  laterPart: fc.boolean(),
  aspectSizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  issues: fc.array(issueArbitrary, { minLength: 20, maxLength: 20 }),
  titles: fc.shuffledSubarray(TITLES, { minLength: 18, maxLength: 18 }),
  blankLines: fc.boolean(),
  crlf: fc.boolean(),
  pages: fc.constantFrom('none', 'between', 'inside'),
  indent: fc.boolean(),
  wide: fc.constantFrom(false, false, true),
});
type Plan = typeof planArbitrary extends fc.Arbitrary<infer T> ? T : never;
type Issue = Plan['issues'][number];

const style = (plan: Plan, level: 0 | 1 | 2): Style | null => {
  const name = ORDERS[plan.order]?.[level] ?? null;
  return name === null ? null : (STYLES[name][plan.pick % STYLES[name].length] ?? null);
};

type Told = { readonly lines: string[]; readonly yuan: number; readonly people: number };

/** The lines that tell what was done: label, state, steps, promise. */
const answer = (plan: Plan, issue: Issue, state: string, withPromise: boolean): Told => {
  const label = plan.place === 'no-label' ? '' : (LABELS[plan.label] ?? '整改情况：');
  const lead = plan.stateAt === 'lead' && state !== '' ? `${state}。` : '';
  const promise = withPromise && issue.due !== null ? [DUES[issue.due]?.[0] ?? ''] : [];
  const steps = [...issue.steps.map((step) => STEPS[step] ?? ''), ...(issue.past === null ? [] : [PAST[issue.past] ?? '']), ...promise];
  const figures = issue.steps.map((step) => FIGURES[STEPS[step] ?? ''] ?? { yuan: 0, people: 0 });
  const [yuan, people] = [figures.reduce((sum, one) => sum + one.yuan, 0), figures.reduce((sum, one) => sum + one.people, 0)];
  const end = plan.stateAt === 'end' && state !== '' ? `目前${state}。` : '';
  const inner = style(plan, 2);
  const numbered = plan.measures === 'numbered-lines' && inner !== null;
  if (numbered || plan.measures === 'paragraphs') {
    const head = `${label}${lead}`;
    const lines = steps.map((step, at) => `${numbered ? inner(at + 1) : ''}${step}。${at === steps.length - 1 ? end : ''}`);
    return { lines: [...(head === '' ? [] : [head]), ...lines], yuan, people };
  }
  const running = `${lead}${steps.map((step, at) => `${CN[at]}是${step}。`).join('')}${end}`;
  return { lines: plan.place === 'own-line' ? [label, running] : [`${label}${running}`], yuan, people };
};

/** Sub-items with answers of their own only where a reader could tell them from aspects and steps. */
const hasSubItems = (plan: Plan, issue: Issue, marker: string): boolean =>
  issue.subItems > 0 && issue.frame < 3 && marker !== '' && style(plan, 2) !== null && plan.stateAt === 'lead' && plan.measures === 'running' && plan.place !== 'no-label';

type Written = { readonly lines: string[]; readonly expected: ExpectedIssue };

const writeSubItems = (plan: Plan, issue: Issue, head: string, rest: Omit<ExpectedIssue, 'status' | 'subItems' | 'yuan' | 'people'>, fields: readonly string[]): Written => {
  const subMarker = style(plan, 2) ?? String;
  const states = Array.from({ length: issue.subItems }, (_, at) => STATES[issue.ownStates ? (issue.subStates[at] ?? 0) : issue.state] ?? STATES[0]);
  const told = states.map((state, at) => ({ head: `${subMarker(at + 1)}${SHORTCOMINGS[at]}。`, ...answer(plan, issue, state?.[1] ?? '', at === 0) }));
  return {
    lines: [head, ...told.flatMap((one) => [one.head, ...one.lines]), ...fields],
    expected: {
      ...rest,
      status: combinedStatus(states.map((state) => state?.[0] ?? 'not-stated')),
      subItems: issue.subItems,
      yuan: told.reduce((sum, one) => sum + one.yuan, 0),
      people: told.reduce((sum, one) => sum + one.people, 0),
    },
  };
};

const writeIssue = (plan: Plan, issue: Issue, title: string, marker: string): Written => {
  const [status, state] = STATES[issue.state] ?? ['not-stated', ''];
  // Without a number a finding has to say that it is one.
  const framed = FRAMES[marker === '' ? issue.frame % 3 : issue.frame]?.(title) ?? title;
  const bracket = plan.stateAt === 'title' && state !== '' ? `（${state}）` : '';
  const due = issue.due === null ? undefined : DUES[issue.due];
  const term = issue.deadline && due === undefined && status !== 'done';
  const fields = [
    ...(plan.stateAt === 'field' && state !== '' ? [`整改状态：${state}`] : []),
    ...(term ? ['整改时限：2026年8月底'] : []),
    ...(issue.unit ? ['责任单位：运输科、财务科'] : []),
  ];
  const head = `${marker}${framed}${bracket}`;
  const rest = { title: framed, dues: [...(due === undefined ? [] : [due[1]]), ...(term ? ['2026-08-31'] : [])], followUps: 0, responsible: issue.unit ? ['运输科、财务科'] : [] };
  if (hasSubItems(plan, issue, marker)) return writeSubItems(plan, issue, head, rest, fields);
  const { lines, yuan, people } = answer(plan, issue, state, true);
  const joined = plan.place === 'inline' && plan.measures === 'running' ? [`${head}${/[。）]$/.test(head) ? '' : '。'}${lines.join('')}`] : [head, ...lines];
  return { lines: [...joined, ...fields], expected: { ...rest, status, subItems: 0, yuan, people } };
};

type Body = { readonly lines: string[]; readonly issues: ExpectedIssue[]; readonly numbers: (number | null)[]; readonly comesBack: boolean[] };

const writeBody = (plan: Plan): Body => {
  const body: Body = { lines: [], issues: [], numbers: [], comesBack: [] };
  const [aspect, marker] = [style(plan, 0), style(plan, 1)];
  let number = 0;
  plan.aspectSizes.forEach((size, at) => {
    // Real reports count an aspect twice: 三, 三, 四.
    const shown = plan.aspectTwice && at === 2 ? at : at + 1;
    if (aspect !== null) body.lines.push(`${aspect(shown)}${ASPECTS[at]}`);
    if (plan.restart && aspect !== null) number = 0;
    for (let count = 0; count < size && body.issues.length < TITLES.length; count += 1) {
      const issue = plan.issues[body.issues.length];
      const title = plan.titles[body.issues.length];
      if (issue === undefined || title === undefined) break;
      // A finding that lost its number is known by its form and its field, which needs another before it.
      const lost = issue.unnumbered && count > 0 && plan.place !== 'no-label' && plan.place !== 'inline' && plan.measures === 'running';
      if (!lost) number = Math.min(number + 1 + (count > 0 ? issue.gap : 0), CN.length);
      const written = writeIssue(plan, issue, title, lost || marker === null ? '' : marker(number));
      body.lines.push(...written.lines);
      body.issues.push(written.expected);
      body.numbers.push(lost || marker === null ? null : number);
      body.comesBack.push(issue.comeBack && written.expected.status === 'in-progress');
    }
  });
  return body;
};

/** A later part that comes back by number to issues that are not finished. */
const writeLaterPart = (plan: Plan, body: Body): { lines: string[]; issues: ExpectedIssue[] } => {
  const known = body.numbers.filter((one) => one !== null);
  const clear = plan.laterPart && !(plan.restart && style(plan, 0) !== null) && new Set(known).size === known.length;
  const picked = body.issues.flatMap((issue, at) => (clear && body.comesBack[at] === true && body.numbers[at] !== null ? [{ issue, at }] : []));
  if (picked.length === 0) return { lines: [], issues: body.issues };
  const lines = picked.flatMap(({ issue, at }, index) => [
    `（${CN[index]}）第${body.numbers[at]}项“${plan.titles[at] ?? issue.title}”问题`,
    '未完成原因：涉及部门较多。',
    '下一步措施：加强协调，确保2026年11月底前完成整改。',
  ]);
  const issues = body.issues.map((issue, at) => (picked.some((one) => one.at === at) ? { ...issue, followUps: 1, dues: [...issue.dues, '2026-11-30'] } : issue));
  return { lines: ['三、尚未完成整改的问题', ...lines], issues };
};

/** Page numbers between the lines, or in the middle of a sentence. */
const paged = (plan: Plan, lines: readonly string[]): string[] =>
  lines.flatMap((line, at) => {
    if (plan.pages === 'none' || at === 0 || at % 9 !== 0) return [line];
    const page = `— ${at / 9} —`;
    const pause = line.indexOf('，', 28);
    return plan.pages === 'inside' && pause > 0 ? [line.slice(0, pause + 1), page, line.slice(pause + 1)] : [page, line];
  });

const write = (plan: Plan): GeneratedReport => {
  const body = writeBody(plan);
  const later = writeLaterPart(plan, body);
  const unit = '中共杉溪县交通运输局党组';
  const lines = [
    '当前位置：首页 > 政务公开',
    `${unit}关于县委巡察整改进展情况的通报`,
    '发布时间：2025-06-10 来源：县交通运输局',
    '根据县委统一部署，2024年8月5日至10月11日，县委第五巡察组对县交通运输局党组开展了常规巡察，2024年11月20日反馈了巡察意见。现将整改情况公布如下。',
    '一、整改工作组织情况',
    '局党组高度重视，召开会议部署，压实责任。',
    '二、反馈问题整改情况',
    ...body.lines,
    ...later.lines,
    `${later.lines.length === 0 ? '三' : '四'}、下一步工作打算`,
    '下一步，局党组将持续抓好整改，巩固成果。',
    unit,
    '2025年6月5日',
    '版权所有 杉溪县交通运输局',
  ];
  const set = paged(plan, lines).map((line) => (plan.indent ? `　　${line}` : line));
  const text = (plan.wide ? set.map(wide) : set).join(`${plan.crlf ? '\r' : ''}\n${plan.blankLines ? '\n' : ''}`);
  const issues = plan.wide ? later.issues.map((issue) => ({ ...issue, title: wide(issue.title) })) : later.issues;
  return { text, feedbackDate: '2024-11-20', unit, issues };
};

/** Reports of 1 to 18 issues in random styles, each with its answer key. */
export const reportArbitrary: fc.Arbitrary<GeneratedReport> = planArbitrary.map(write);
