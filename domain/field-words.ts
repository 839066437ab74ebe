import type { SuspensionGround } from './command-schema.ts';
import type { DeliveryState } from './delivery-states.ts';
import type { LookBackResult, Rating } from './issue.ts';
import type { Form, OutcomeKind, Sanction } from './outcome.ts';
import type { IssueKind, Light } from './policy-schema.ts';
import type { PlanGrade } from './round/rules-schema.ts';

/** Words of the field for values that lists, timelines, the register and the page share, both languages. */
type Words<T extends string | number> = Readonly<Record<T, { readonly zh: string; readonly en: string }>>;

export const KIND_NAMES: Words<IssueKind> = {
  immediate: { zh: '立行立改', en: 'immediate' },
  dated: { zh: '限期整改', en: 'dated' },
  sustained: { zh: '长期坚持', en: 'sustained' },
};

export const RATING_NAMES: Words<Rating> = {
  done: { zh: '已完成', en: 'done' },
  largely: { zh: '基本完成', en: 'largely done' },
  partly: { zh: '部分完成', en: 'partly done' },
  not: { zh: '未完成', en: 'not done' },
};

/** What a report says of an issue's state. */
export const REPORT_STATUS_NAMES = {
  done: { zh: '已完成', en: 'done' },
  'done-keep': { zh: '已完成并长期坚持', en: 'done and kept up' },
  'partial-keep': { zh: '阶段性成效', en: 'partial result' },
  'in-progress': { zh: '整改中', en: 'in progress' },
  'not-stated': { zh: '未说明', en: 'not stated' },
} as const satisfies Words<string>;
export const REPORT_STATUSES = Object.keys(REPORT_STATUS_NAMES) as readonly (keyof typeof REPORT_STATUS_NAMES)[];

/** 好 / 中 / 差: how the inspecting body judges a round's plan. */
export const PLAN_GRADE_NAMES: Words<PlanGrade> = {
  good: { zh: '好', en: 'good' },
  fair: { zh: '中', en: 'fair' },
  poor: { zh: '差', en: 'poor' },
};

export const LOOK_BACK_NAMES: Words<LookBackResult> = {
  held: { zh: '成效保持', en: 'held' },
  partly: { zh: '部分反弹', en: 'partly rebounded' },
  rebounded: { zh: '反弹', en: 'rebounded' },
};

export const LIGHT_NAMES: Words<Light> = {
  green: { zh: '绿', en: 'green' },
  blue: { zh: '蓝', en: 'blue' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
};

/** Why work stands still. */
export const GROUND_NAMES: Words<SuspensionGround> = {
  'force-majeure': { zh: '不可抗力', en: 'force majeure' },
  'court-case': { zh: '案件在办', en: 'a case in court or under investigation' },
  'frozen-ground': { zh: '冻土期', en: 'frozen ground' },
  other: { zh: '其他', en: 'other' },
};

/** Outcomes as published reports name them. */
export const OUTCOME_NAMES: Words<OutcomeKind> = {
  'petition-received': { zh: '受理信访件', en: 'petitions received' },
  'petition-settled': { zh: '办结信访件', en: 'petitions settled' },
  'lead-referred': { zh: '移交问题线索', en: 'leads referred' },
  'lead-settled': { zh: '办结问题线索', en: 'leads settled' },
  accountability: { zh: '追责问责', en: 'persons held to account' },
  recovered: { zh: '挽回损失', en: 'money recovered' },
  rule: { zh: '建章立制', en: 'rules made' },
};

export const SANCTION_NAMES: Words<Sanction> = {
  criticism: { zh: '批评教育', en: 'criticism' },
  admonition: { zh: '诫勉', en: 'admonition' },
  organisational: { zh: '组织处理', en: 'organisational measure' },
  'party-discipline': { zh: '党纪处分', en: 'party discipline' },
  'government-discipline': { zh: '政务处分', en: 'government discipline' },
};

export const FORM_NAMES: Words<Form> = {
  1: { zh: '第一种形态', en: 'first form' },
  2: { zh: '第二种形态', en: 'second form' },
  3: { zh: '第三种形态', en: 'third form' },
  4: { zh: '第四种形态', en: 'fourth form' },
};

export const DELIVERY_NAMES: Words<DeliveryState> = {
  planned: { zh: '待发', en: 'planned' },
  claimed: { zh: '正在发送', en: 'being sent' },
  handed_over: { zh: '已交出，未答复', en: 'handed over' },
  accepted: { zh: '对方服务器已接收', en: 'accepted' },
  rejected: { zh: '被拒收', en: 'rejected' },
  uncertain: { zh: '是否送达不明', en: 'uncertain' },
  suppressed: { zh: '未发', en: 'not sent' },
  bundled: { zh: '已随当日合并通知送达', en: 'sent in the bundle of the day' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};
