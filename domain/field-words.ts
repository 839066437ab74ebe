import type { SuspensionGround } from './command-schema.ts';
import type { LookBackResult, Rating } from './issue.ts';
import type { IssueKind, Light } from './policy-schema.ts';

/** Words of the field for values that lists, timelines, the register and the page share, both languages. */
type Words<T extends string> = Readonly<Record<T, { readonly zh: string; readonly en: string }>>;

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
