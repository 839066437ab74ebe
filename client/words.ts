import type { SuspensionGround } from '../domain/command-schema.ts';
import type { LookBackResult, Numbering, Rating } from '../domain/issue.ts';
import type { IssueKind, Light } from '../domain/policy-schema.ts';
import type { DeliveryState } from '../ledger/database.ts';

/** Words of the field that lists, timelines and the register share, both languages. */
export type Words<T extends string | number> = Readonly<Record<T, { readonly zh: string; readonly en: string }>>;

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

export const DELIVERY_NAMES: Words<DeliveryState> = {
  planned: { zh: '待发', en: 'planned' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  claimed: { zh: '正在发送', en: 'being sent' },
  handed_over: { zh: '已交出，未答复', en: 'handed over' },
  accepted: { zh: '对方服务器已接收', en: 'accepted' },
  rejected: { zh: '被拒收', en: 'rejected' },
  uncertain: { zh: '是否送达不明', en: 'uncertain' },
  suppressed: { zh: '未发', en: 'suppressed' },
  bundled: { zh: '已随当日合并通知送达', en: 'sent in the bundle of the day' },
};

/** Channels by the name that deliveries keep; an unknown one shows as it is. */
export const channelInWords = (channel: string): string => ({ mail: '电子邮件' })[channel] ?? channel.replace(/^robot:/, '群机器人 ');

/** Why work stands still. */
export const GROUND_NAMES: Words<SuspensionGround> = {
  'force-majeure': { zh: '不可抗力', en: 'force majeure' },
  'court-case': { zh: '案件在办', en: 'a case in court or under investigation' },
  'frozen-ground': { zh: '冻土期', en: 'frozen ground' },
  other: { zh: '其他', en: 'other' },
};

/** `第10号（更正为第11号）`, `第10号（拆分出第12号）`: the printed number first. */
export const numberInWords = ({ number, numbering }: { readonly number: string; readonly numbering: Numbering }): string => {
  const notes = [numbering.corrected === null ? '' : `更正为第${numbering.corrected}号`, numbering.split.length === 0 ? '' : `拆分出第${numbering.split.join('、')}号`].filter((note) => note !== '');
  return notes.length === 0 ? `第${number}号` : `第${number}号（${notes.join('，')}）`;
};
