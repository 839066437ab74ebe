import type { RoundActType } from '../domain/round/act-schema.ts';
import type { RoundEventType, RoundMove } from '../domain/round/events.ts';
import { MILESTONE_NAMES } from '../domain/round/state.ts';
import { DEADLINE_NAMES } from '../domain/words.ts';

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

/** What a moved date of a round is called. */
export const ROUND_DATE_NAMES: Readonly<Record<RoundMove['what'], { readonly zh: string; readonly en: string }>> = {
  ...MILESTONE_NAMES,
  'round-plan': DEADLINE_NAMES['round-plan'],
  'round-plan-review': DEADLINE_NAMES['round-plan-review'],
  'round-report': DEADLINE_NAMES['round-report'],
  'round-assessment': DEADLINE_NAMES['round-assessment'],
};
