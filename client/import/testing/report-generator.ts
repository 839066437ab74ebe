/** Writes fictional reports in many systems of numbers, together with what an importer has to find in them. */
import fc from 'fast-check';
import { combinedStatus } from '../status-label.ts';
import type { ReportStatus } from '../status-label.ts';
import { ASPECTS, CN, DUES, FRAMES, LABELS, ORDERS, PAST, STATES, STEPS, STYLES, TITLES, wide } from './report-words.ts';
import type { Style } from './report-words.ts';

export type ExpectedIssue = {
  readonly title: string;
  readonly status: ReportStatus;
  readonly dues: readonly string[];
  readonly subItems: number;
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
  deadline: fc.boolean(),
});
const planArbitrary = fc.record({
  order: fc.nat(ORDERS.length - 1),
  pick: fc.nat(11),
  label: fc.nat(LABELS.length - 1),
  place: fc.constantFrom('line', 'own-line', 'inline', 'no-label'),
  measures: fc.constantFrom('running', 'numbered-lines'),
  stateAt: fc.constantFrom('lead', 'title', 'field', 'end'),
  restart: fc.boolean(),
  aspectSizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  issues: fc.array(issueArbitrary, { minLength: 20, maxLength: 20 }),
  titles: fc.shuffledSubarray(TITLES, { minLength: 18, maxLength: 18 }),
  blankLines: fc.boolean(),
  crlf: fc.boolean(),
  pages: fc.boolean(),
  indent: fc.boolean(),
});
type Plan = typeof planArbitrary extends fc.Arbitrary<infer T> ? T : never;
type Issue = Plan['issues'][number];

const style = (plan: Plan, level: 0 | 1 | 2): Style | null => {
  const name = ORDERS[plan.order]?.[level] ?? null;
  return name === null ? null : (STYLES[name][plan.pick % STYLES[name].length] ?? null);
};

/** The lines that tell what was done: label, state, steps, promise. */
const answerLines = (plan: Plan, issue: Issue, withPromise: boolean): string[] => {
  const label = plan.place === 'no-label' ? '' : (LABELS[plan.label] ?? '整改情况：');
  const state = STATES[issue.state]?.[1] ?? '';
  const lead = plan.stateAt === 'lead' && state !== '' ? `${state}。` : '';
  const promise = withPromise && issue.due !== null ? [DUES[issue.due]?.[0] ?? ''] : [];
  const steps = [...issue.steps.map((step) => STEPS[step] ?? ''), ...(issue.past === null ? [] : [PAST[issue.past] ?? '']), ...promise];
  const end = plan.stateAt === 'end' && state !== '' ? `目前${state}。` : '';
  const inner = style(plan, 2);
  if (plan.measures === 'numbered-lines' && inner !== null) {
    const head = `${label}${lead}`;
    return [...(head === '' ? [] : [head]), ...steps.map((step, at) => `${inner(at + 1)}${step}。${at === steps.length - 1 ? end : ''}`)];
  }
  const running = `${lead}${steps.map((step, at) => `${CN[at]}是${step}。`).join('')}${end}`;
  return plan.place === 'own-line' ? [label, running] : [`${label}${running}`];
};

const writeIssue = (plan: Plan, issue: Issue, title: string, number: number): { lines: string[]; expected: ExpectedIssue } => {
  const marker = style(plan, 1)?.(number) ?? '';
  const [status, state] = STATES[issue.state] ?? ['not-stated', ''];
  // Without a number a finding has to say that it is one.
  const framed = FRAMES[style(plan, 1) === null ? issue.frame % 3 : issue.frame]?.(title) ?? title;
  const bracket = plan.stateAt === 'title' && state !== '' ? `（${state}）` : '';
  const due = issue.due === null ? undefined : DUES[issue.due];
  const subMarker = style(plan, 2);
  const fields = [
    ...(plan.stateAt === 'field' && state !== '' ? [`整改状态：${state}`] : []),
    ...(issue.deadline && due === undefined && status !== 'done' ? ['整改时限：2026年8月底'] : []),
  ];
  const dues = [...(due === undefined ? [] : [due[1]]), ...(fields.some((line) => line.startsWith('整改时限')) ? ['2026-08-31'] : [])];
  const head = `${marker}${framed}${bracket}`;
  // Sub-items with answers of their own, each in the state of the issue.
  // Only under a numbered title 关于…的问题: a bare phrase over answered items is an aspect just as well.
  if (
    issue.subItems > 0 &&
    issue.frame < 3 &&
    marker !== '' &&
    subMarker !== null &&
    plan.stateAt === 'lead' &&
    plan.measures === 'running' &&
    plan.place !== 'no-label'
  ) {
    const lines = Array.from({ length: issue.subItems }, (_, at) => [
      `${subMarker(at + 1)}${['登记不齐全', '审批不严格', '公示不及时'][at]}。`,
      ...answerLines(plan, issue, at === 0),
    ]).flat();
    return { lines: [head, ...lines, ...fields], expected: { title: framed, status, dues, subItems: issue.subItems } };
  }
  const answer = answerLines(plan, issue, true);
  const joined =
    plan.place === 'inline' && plan.measures === 'running'
      ? [`${head}${/[。）]$/.test(head) ? '' : '。'}${answer.join('')}`]
      : [head, ...answer];
  return { lines: [...joined, ...fields], expected: { title: framed, status, dues, subItems: 0 } };
};

const write = (plan: Plan): GeneratedReport => {
  const body: string[] = [];
  const issues: ExpectedIssue[] = [];
  const aspect = style(plan, 0);
  // One heading level less where the aspects themselves are numbered 1.
  let number = 0;
  plan.aspectSizes.forEach((size, at) => {
    if (aspect !== null) body.push(`${aspect(at + 1)}${ASPECTS[at]}`);
    if (plan.restart && aspect !== null) number = 0;
    for (let count = 0; count < size && issues.length < TITLES.length; count += 1) {
      const issue = plan.issues[issues.length];
      const title = plan.titles[issues.length];
      if (issue === undefined || title === undefined) break;
      number += 1;
      const written = writeIssue(plan, issue, title, number);
      body.push(...written.lines);
      issues.push(written.expected);
    }
  });
  const unit = '中共杉溪县交通运输局党组';
  const lines = [
    '当前位置：首页 > 政务公开',
    `${unit}关于县委巡察整改进展情况的通报`,
    '发布时间：2025-06-10 来源：县交通运输局',
    '根据县委统一部署，2024年8月5日至10月11日，县委第五巡察组对县交通运输局党组开展了常规巡察，2024年11月20日反馈了巡察意见。现将整改情况公布如下。',
    '一、整改工作组织情况',
    '局党组高度重视，召开会议部署，压实责任。',
    '二、反馈问题整改情况',
    ...body,
    '三、下一步工作打算',
    '下一步，局党组将持续抓好整改，巩固成果。',
    unit,
    '2025年6月5日',
    '版权所有 杉溪县交通运输局',
  ];
  const paged = plan.pages ? lines.flatMap((line, at) => (at > 0 && at % 9 === 0 ? [`— ${at / 9} —`, line] : [line])) : lines;
  const text = paged.map((line) => (plan.indent ? `　　${line}` : line)).join(`${plan.crlf ? '\r' : ''}\n${plan.blankLines ? '\n' : ''}`);
  return { text, feedbackDate: '2024-11-20', unit, issues };
};

/** Reports of 1 to 18 issues in random styles, each with its answer key. */
export const reportArbitrary: fc.Arbitrary<GeneratedReport> = planArbitrary.map(write);
