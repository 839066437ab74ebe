import { FORM_NAMES, GROUND_NAMES, LOOK_BACK_NAMES, OUTCOME_NAMES, RATING_NAMES, SANCTION_NAMES } from '../../domain/field-words.ts';
import { LINEAGE_NAMES } from '../../domain/lineage.ts';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { WITHHOLDING_NAMES } from '../../domain/publication.ts';
import type { Words } from '../api/types.ts';

/** What a field of a form is called; `act.field` where the same field means another thing in that act. */
const FIELDS: Readonly<Record<string, Words>> = {
  owner: { zh: '责任人', en: 'Owner' },
  leader: { zh: '责任领导', en: 'Leader' },
  note: { zh: '说明', en: 'Note' },
  'report-progress.note': { zh: '进展情况', en: 'What has been done' },
  'remind.note': { zh: '催办内容', en: 'What you want to say' },
  'assign.note': { zh: '交办要求', en: 'What you ask for' },
  'sign.note': { zh: '核查意见', en: 'What you found' },
  'record-outcome.note': { zh: '备注', en: 'Remark' },
  reason: { zh: '理由', en: 'Reason' },
  'return.reason': { zh: '退回的理由和要求', en: 'Why it goes back, and what is asked' },
  'return-plan.reason': { zh: '退回的理由和要求', en: 'Why it goes back, and what is asked' },
  measure: { zh: '对应措施', en: 'Measure' },
  measures: { zh: '整改措施', en: 'Measures' },
  done: { zh: '这条措施已经完成', en: 'This measure is done' },
  to: { zh: '延至', en: 'Until' },
  'hand-over.to': { zh: '接任人', en: 'Successor' },
  'pass-measures.from': { zh: '离任的措施责任人', en: 'Who leaves' },
  'pass-measures.to': { zh: '接任人', en: 'Successor' },
  rating: { zh: '整改结论', en: 'Rating' },
  'submit-for-closure.rating': { zh: '自评结论', en: 'Own rating' },
  'sign.rating': { zh: '核查结论', en: 'Rating found' },
  summary: { zh: '整改完成情况', en: 'What was put right' },
  on: { zh: '日期', en: 'Day' },
  seen: { zh: '现场所见', en: 'What was seen' },
  present: { zh: '在场人员', en: 'Present' },
  result: { zh: '回头看结论', en: 'Result' },
  findings: { zh: '核查发现', en: 'Findings' },
  how: { zh: '核查方式（现场、查阅资料、询问）', en: 'How it was looked at (on site, files, asking)' },
  asked: { zh: '询问群众', en: 'People asked' },
  count: { zh: '数量', en: 'Number' },
  confirmed: { zh: '其中证实已整改', en: 'Of them confirmed' },
  who: { zh: '询问了哪些人', en: 'Who they were' },
  'asked.count': { zh: '询问人数', en: 'Asked' },
  cause: { zh: '缘由', en: 'Cause' },
  source: { zh: '依据', en: 'Source' },
  by: { zh: '完成期限', en: 'By' },
  until: { zh: '暂停至', en: 'Until' },
  ground: { zh: '暂停事由', en: 'Ground' },
  'propose-withholding.ground': { zh: '不公开的事由', en: 'Ground for withholding' },
  'propose-withholding.reason': { zh: '单位的说明', en: 'The unit’s explanation' },
  title: { zh: '更正后的问题表述', en: 'Finding, corrected' },
  category: { zh: '更正后的类别', en: 'Category, corrected' },
  number: { zh: '更正后的编号', en: 'Number, corrected' },
  split: { zh: '拆分出的编号', en: 'Numbers split off' },
  kind: { zh: '种类', en: 'Kind' },
  'link.kind': { zh: '与以往问题的关系', en: 'How it goes back to it' },
  issue: { zh: '以往的问题', en: 'Earlier issue' },
  'unlink.issue': { zh: '解除与哪个问题的关联', en: 'Which link is taken back' },
  form: { zh: '第几种形态', en: 'Form (1-4)' },
  sanction: { zh: '处理方式', en: 'Sanction' },
  fen: { zh: '金额（元）', en: 'Amount (yuan)' },
  entry: { zh: '冲销哪一条登记', en: 'Which entry is reversed' },
  add: { zh: '新增措施', en: 'Measures to add' },
  drop: { zh: '取消措施', en: 'Measures to drop' },
  change: { zh: '调整措施', en: 'Measures to change' },
  text: { zh: '措施内容', en: 'What will be done' },
  due: { zh: '完成时限', en: 'By' },
  supporting: { zh: '配合单位', en: 'Supporting units' },
  pieces: { zh: '完成须附佐证（份）', en: 'Pieces of evidence to be done' },
  kinds: { zh: '其中必须有的种类', en: 'Kinds that must be among them' },
};

const OPTIONS: Readonly<Record<string, Words>> = {
  ...RATING_NAMES,
  ...LOOK_BACK_NAMES,
  ...CAUSE_NAMES,
  ...GROUND_NAMES,
  ...OUTCOME_NAMES,
  ...SANCTION_NAMES,
  ...FORM_NAMES,
};

export const fieldWords = (act: string, field: string): Words => FIELDS[`${act}.${field}`] ?? FIELDS[field] ?? { zh: field, en: field };

/** `partly` is a rating and a result of a look-back, `rebounded` a result and a way in which a finding goes back to an earlier one: the field says which. */
const OF_FIELD: Readonly<Record<string, Readonly<Record<string | number, Words>>>> = { rating: RATING_NAMES, result: LOOK_BACK_NAMES, 'link.kind': LINEAGE_NAMES, 'propose-withholding.ground': WITHHOLDING_NAMES };

/** What an answer among several is called. */
export const optionWords = (act: string, field: string, option: string | number): Words => (OF_FIELD[`${act}.${field}`] ?? OF_FIELD[field] ?? OPTIONS)[option] ?? { zh: String(option), en: String(option) };
