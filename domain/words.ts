import { STATUS_NAMES } from './acts/context.ts';
import { overdueSince } from './deadlines.ts';
import type { IssueState } from './issue.ts';
import type { Obligation } from './obligations.ts';
import { nextObligation } from './obligations.ts';
import type { DeadlineKind, NoticeKind } from './policy-schema.ts';
import { dayInWords, dayOf } from './time.ts';

/** The words of the field for what can fall due and for the papers of the ladder, both languages. */
export const DEADLINE_NAMES: Readonly<Record<DeadlineKind, { zh: string; en: string }>> = {
  accept: { zh: '认领', en: 'acceptance' },
  plan: { zh: '报送整改措施', en: 'plan' },
  'plan-review': { zh: '审核整改措施', en: 'review of the plan' },
  due: { zh: '完成整改', en: 'completion' },
  measure: { zh: '完成措施', en: 'measure' },
  extension: { zh: '审批延期', en: 'decision on the extension' },
  verify: { zh: '核查销号', en: 'verification' },
  'look-back': { zh: '回头看', en: 'look-back' },
  cadence: { zh: '长期坚持复查', en: 'review of the sustained issue' },
  suspension: { zh: '暂停期满', en: 'end of the suspension' },
  'hand-over': { zh: '交接签字', en: 'signatures of the hand-over' },
  amendment: { zh: '审批更正或撤销', en: 'decision on the correction or withdrawal' },
  withholding: { zh: '审批不予公开', en: 'decision on withholding it from publication' },
  'round-plan': { zh: '报送整改方案', en: 'rectification plan of the round' },
  'round-plan-review': { zh: '审核整改方案', en: 'review of the rectification plan' },
  'round-report': { zh: '报送整改进展情况报告', en: 'progress report of the round' },
  'round-assessment': { zh: '整改成效评估', en: 'assessment of the rectification' },
};

export const NOTICE_NAMES: Readonly<Record<NoticeKind, { zh: string; en: string }>> = {
  information: { zh: '通知', en: 'notice' },
  reminder: { zh: '提醒', en: 'reminder' },
  urging: { zh: '督促', en: 'urging' },
  'supervision-letter': { zh: '督办函', en: 'supervision letter' },
  'guidance-letter': { zh: '督查指导书', en: 'guidance letter' },
  'warning-letter': { zh: '告诫书', en: 'warning letter' },
  'interview-notice': { zh: '约谈通知', en: 'notice of an interview' },
  'accountability-notice': { zh: '问责建议', en: 'accountability notice' },
  circular: { zh: '通报', en: 'circular' },
};

/** `9月30日前完成整改，逾期升级` in short, for a timer's summary. */
export const obligationInWords = ({ deadline, step }: Obligation): string => {
  const what = deadline.subject === null ? DEADLINE_NAMES[deadline.kind].zh : `${DEADLINE_NAMES[deadline.kind].zh}${deadline.subject}`;
  const until = `${dayInWords(deadline.date.day)}前${what}`;
  return step === null ? until : `${until}，未办则${NOTICE_NAMES[step.notice].zh}`;
};

/** Markdown for the engine's own page: where the issue stands and what comes next. */
export const detailsInWords = (state: IssueState): string => {
  const overdue = overdueSince(state);
  const marks = [
    overdue === null ? null : `逾期（自${dayOf(overdue)}）`,
    state.suspension === null ? null : `暂停至${state.suspension.until.day}`,
    state.cycle === 1 ? null : `反弹后第${state.cycle}轮`,
  ].filter((mark) => mark !== null);
  const next = nextObligation(state);
  return [
    `**第${state.number}号 ${STATUS_NAMES[state.status].zh}**${marks.length === 0 ? '' : `（${marks.join('，')}）`}`,
    '',
    state.title,
    '',
    `- 时限：原定${state.due.original}，现为${state.due.current.day}`,
    `- 下一步：${next === null ? '无' : obligationInWords(next)}`,
  ].join('\n');
};
