import { PLAN_GRADE_NAMES } from '../domain/field-words.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import { policyName } from '../domain/policy-diff.ts';
import type { RoundActType } from '../domain/round/act-schema.ts';
import type { RoundEvent, RoundEventType } from '../domain/round/events.ts';
import type { RoundRules } from '../domain/round/rules-schema.ts';
import type { RoundMove } from '../domain/round/rules-change.ts';
import { MILESTONE_NAMES } from '../domain/round/state.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import { outcomeInWords } from './outcome-words.ts';

/** What each thing that can happen to a round is called. */
export const ROUND_EVENT_NAMES: Readonly<Record<RoundEventType, { readonly zh: string; readonly en: string }>> = {
  'round-opened': { zh: '开立轮次', en: 'round opened' },
  'milestone-reached': { zh: '节点已到', en: 'milestone reached' },
  'round-checked': { zh: '每月核对', en: 'monthly look' },
  'round-plan-submitted': { zh: '报送整改方案', en: 'plan submitted' },
  'round-plan-returned': { zh: '退回整改方案', en: 'plan sent back' },
  'round-plan-bound': { zh: '整改方案审核通过', en: 'plan binds' },
  'round-report-submitted': { zh: '报送进展情况报告', en: 'progress report submitted' },
  'round-assessed': { zh: '整改成效评估', en: 'rectification assessed' },
  'round-term-begun': { zh: '启动二次整改', en: 'second rectification begun' },
  'round-look-backs-forced': { zh: '追加回头看', en: 'look-backs forced' },
  'round-issues-told': { zh: '未完成问题转入二次整改', en: 'open issues taken into the second period' },
  'round-outcome-recorded': { zh: '登记成果', en: 'outcome recorded' },
  'round-outcome-reversed': { zh: '冲销成果登记', en: 'outcome reversed' },
  'round-calendar-taken': { zh: '按新放假安排重排', en: 'calendar taken' },
  'round-policy-adopted': { zh: '改按新办法', en: 'policy adopted' },
  'round-handed-out': { zh: '共性问题分交各单位', en: 'common issue handed out' },
  'round-split-off': { zh: '拆分出新问题', en: 'issue split off' },
  'round-parts-opened': { zh: '已开立', en: 'opened' },
  'round-acknowledged': { zh: '签收', en: 'acknowledged' },
  'round-fell-due': { zh: '到期', en: 'fell due' },
  'round-rung-opened': { zh: '督办升级', en: 'rung opened' },
  'round-closed': { zh: '轮次结束', en: 'round closed' },
};

/** What an act on a round is called on a button. */
export const ROUND_ACT_NAMES: Readonly<Record<RoundActType, { readonly zh: string; readonly en: string }>> = {
  'submit-plan': { zh: '报送整改方案', en: 'hand in the plan' },
  'review-plan': { zh: '审核整改方案', en: 'review the plan' },
  'submit-report': { zh: '报送进展情况报告', en: 'hand in the progress report' },
  assess: { zh: '评估整改成效', en: 'assess the rectification' },
  'record-outcome': { zh: '登记成果', en: 'record an outcome' },
  'reverse-outcome': { zh: '冲销成果登记', en: 'reverse an outcome' },
  'take-calendar': { zh: '采用新的放假安排', en: 'take a new calendar' },
  'adopt-policy': { zh: '改用新办法', en: 'adopt another policy' },
  'hand-out': { zh: '分交共性问题', en: 'hand out a common issue' },
  'split-off': { zh: '拆分出新问题', en: 'split an issue off' },
  acknowledge: { zh: '签收', en: 'acknowledge' },
};

const files = (documents: readonly { readonly name: string }[]): string => documents.map((one) => `《${one.name}》`).join('');

/** What a moved date of a round is called. */
export const ROUND_DATE_NAMES: Readonly<Record<RoundMove['what'], { readonly zh: string; readonly en: string }>> = {
  ...MILESTONE_NAMES,
  'round-plan': DEADLINE_NAMES['round-plan'],
  'round-plan-review': DEADLINE_NAMES['round-plan-review'],
  'round-report': DEADLINE_NAMES['round-report'],
  'round-assessment': DEADLINE_NAMES['round-assessment'],
};
const roundMovesInWords = (moves: readonly RoundMove[]): string => (moves.length === 0 ? '各节点不变' : moves.map(({ what, from, to }) => `${ROUND_DATE_NAMES[what].zh}${from}改为${to}`).join('，'));

/** What an event of a round says beyond its name; `rules` knows the words of the grades. */
export const roundEventDetails = (event: RoundEvent, rules: RoundRules): string => {
  switch (event.type) {
    case 'round-opened':
      return `${event.issues}个问题`;
    case 'milestone-reached':
      return `${event.day} ${MILESTONE_NAMES[event.milestone].zh}`;
    case 'round-checked':
      return `未结问题${event.open}个，下次${event.next}`;
    case 'round-plan-submitted':
      return `第${event.n}稿${files(event.documents)}；${event.summary}；${event.review}前审核`;
    case 'round-plan-returned':
      return `评定${PLAN_GRADE_NAMES[event.grade].zh}；${event.note}；${event.again}前重新报送`;
    case 'round-plan-bound':
      return `评定${PLAN_GRADE_NAMES[event.grade].zh}；${event.note}`;
    case 'round-report-submitted':
      return `${files(event.documents)}${event.summary}`;
    case 'round-assessed': {
      const grade = rules.assessment.grades.find((one) => one.id === event.grade)?.zh ?? event.grade;
      return [`等次${grade}`, ...(event.score === null ? [] : [`${event.score}分`]), event.note, ...(event.veto === null ? [] : [`一票否决：${event.veto}`])].join('；');
    }
    case 'round-term-begun':
      return `第${event.term}次集中整改至${event.end}，${event.report}前报送报告`;
    case 'round-look-backs-forced':
      return `${event.by}前对已销号问题回头看`;
    case 'round-issues-told':
      return `第${event.term}次集中整改，${event.issues}个问题`;
    case 'round-outcome-recorded':
      return `第${event.seq}号 ${outcomeInWords(event.outcome)}`;
    case 'round-outcome-reversed':
      return `冲销第${event.entry}号：${outcomeInWords(event.outcome)}；${event.reason}`;
    case 'round-calendar-taken':
      return [`由${event.before}改为${event.days.version}`, roundMovesInWords(event.moves)].join('；');
    case 'round-policy-adopted':
      return [`由${event.before}改为${policyName(event.policy)}`, event.reason, roundMovesInWords(event.moves), ...event.owed.map(({ what, day }) => `${day === null ? '不再要求' : `${day}前须`}${DEADLINE_NAMES[`round-${what}`].zh}`)].join('；');
    case 'round-handed-out':
      return `第${event.number}号，${event.parts.map(({ common }) => common?.unit ?? '').join('、')}；${event.reason}`;
    case 'round-split-off':
      return `由第${event.from}号拆分出第${event.parts.map(({ number }) => number).join('、')}号；${event.reason}`;
    case 'round-parts-opened':
      return `${event.parts}件`;
    case 'round-acknowledged':
      return `${event.step}（${event.roles.map((role) => ROLE_NAMES[role].zh).join('、')}）`;
    case 'round-fell-due':
      return `${event.day}前应${DEADLINE_NAMES[event.kind].zh}，未办`;
    case 'round-rung-opened':
      return `${DEADLINE_NAMES[event.kind].zh}逾期，${event.step}：${NOTICE_NAMES[event.notice].zh}`;
    case 'round-closed':
      return '';
  }
};
