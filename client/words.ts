import type { CommonEvent, CommonPhase } from '../domain/common.ts';
import type { Numbering } from '../domain/issue.ts';
import type { LetterRow } from '../ledger/notice-record.ts';
import type { BothWords } from './voice.ts';

export { DELIVERY_NAMES, GROUND_NAMES, KIND_NAMES, LIGHT_NAMES, LOOK_BACK_NAMES, RATING_NAMES } from '../domain/field-words.ts';

/** Words that lists, timelines and the register share, both languages. */
export type Words<T extends string | number> = Readonly<Record<T, { readonly zh: string; readonly en: string }>>;

/** What became of a letter that has a number. */
export const LETTER_STATE_NAMES: Words<LetterRow['state']> = {
  issued: { zh: '已发', en: 'sent' },
  pending: { zh: '待发', en: 'to be sent' },
  void: { zh: '作废', en: 'void' },
};

/** An issue as people write it: `r1/3`. */
export const shortId = (issueId: string): string => issueId.replace(/^issue\//, '');

/** The number of an issue in its round; null for a subject that is no issue. */
export const issueNumberOf = (subject: string): string | null => /^issue\/[^/]+\/(.+)$/.exec(subject)?.[1] ?? null;

/** Channels by the name that deliveries keep; an unknown one shows as it is. */
export const channelInWords = (channel: string): BothWords => (channel === 'mail' ? { zh: '电子邮件', en: 'e-mail' } : { zh: channel.replace(/^robot:/, '群机器人 '), en: channel.replace(/^robot:/, 'group robot ') });

/** Where a common issue stands as a whole. */
export const COMMON_PHASE_NAMES: Words<CommonPhase> = {
  open: { zh: '整改中', en: 'open' },
  closed: { zh: '各单位均已销号', en: 'closed in every unit' },
  withdrawn: { zh: '各单位均已撤出', en: 'withdrawn from every unit' },
};

export const COMMON_EVENT_NAMES: Words<CommonEvent['type']> = {
  'unit-joined': { zh: '分交', en: 'handed out' },
  'unit-left': { zh: '撤出', en: 'taken out' },
  'common-closed': { zh: '各单位均已销号', en: 'closed in every unit' },
  'common-reopened': { zh: '重新打开', en: 'open again' },
  'common-withdrawn': { zh: '各单位均已撤出', en: 'withdrawn from every unit' },
  'common-reworded': { zh: '文字更正', en: 'reworded' },
};

/** `第10号（更正为第11号）`, `第10号（拆分出第12号）`: the printed number first. */
export const numberInWords = ({ number, numbering }: { readonly number: string; readonly numbering: Numbering }): string => {
  const notes = [numbering.corrected === null ? '' : `更正为第${numbering.corrected}号`, numbering.split.length === 0 ? '' : `拆分出第${numbering.split.join('、')}号`].filter((note) => note !== '');
  return notes.length === 0 ? `第${number}号` : `第${number}号（${notes.join('，')}）`;
};
