import type { CommonEvent } from '../domain/common.ts';
import { DRAW_TOPIC_NAMES, type DrawTopic } from '../domain/draw-notices.ts';
import type { EventType } from '../domain/events.ts';
import type { Addressee } from '../domain/issue.ts';
import type { DeadlineKind, Light } from '../domain/policy-schema.ts';
import type { RoundEventType } from '../domain/round/events.ts';

/** A phrase in both languages; Chinese is what people act on. */
export type Phrase = { readonly zh: string; readonly en: string };

/** `sign` shows its colour in text and HTML alike. */
export const LIGHT_WORDS: Readonly<Record<Light, Phrase & { readonly sign: string }>> = {
  green: { zh: '绿灯', en: 'green', sign: '🟢' },
  blue: { zh: '蓝灯', en: 'blue', sign: '🔵' },
  yellow: { zh: '黄灯', en: 'yellow', sign: '🟡' },
  red: { zh: '红灯', en: 'red', sign: '🔴' },
};

type Deed = {
  /** For whoever has to do it. */
  readonly act: Phrase;
  /** For those above, who see to it that it is done. */
  readonly urge: Phrase;
  readonly doers: readonly Addressee[];
};

/** What to do next, by the kind of deadline. */
export const DEEDS: Readonly<Record<DeadlineKind, Deed>> = {
  accept: {
    act: { zh: '请认领该问题；不属于您职责的，请说明理由退回督查室重新交办', en: 'Accept the issue, or tell the supervision office why it is not yours' },
    urge: { zh: '请督促责任人认领该问题', en: 'See to it that the owner accepts the issue' },
    doers: ['owner'],
  },
  plan: {
    act: { zh: '请报送整改措施，逐条写明责任人和完成时限', en: 'Hand in the measures, each with an owner and a date' },
    urge: { zh: '请督促责任人报送整改措施', en: 'See to it that the measures are handed in' },
    doers: ['owner'],
  },
  'plan-review': {
    act: { zh: '请审核报来的整改措施，通过或者退回', en: 'Review the measures: approve or return them' },
    urge: { zh: '请督促审核整改措施', en: 'See to it that the measures are reviewed' },
    doers: ['supervision'],
  },
  due: {
    act: { zh: '请完成整改，上传佐证材料并申请销号；确需延期的，请在到期前申请', en: 'Finish, add the evidence and submit for closure; ask for an extension before the date if you must' },
    urge: { zh: '请督促责任人完成整改并申请销号', en: 'See to it that the issue is finished and submitted for closure' },
    doers: ['owner'],
  },
  measure: {
    act: { zh: '请完成该项措施并报告进展', en: 'Carry out the measure and report it done' },
    urge: { zh: '请督促措施责任人按期完成', en: 'See to it that the measure is carried out' },
    doers: ['owner'],
  },
  extension: {
    act: { zh: '请审批延期申请，同意或者不同意', en: 'Decide on the extension: grant or refuse it' },
    urge: { zh: '请督促审批延期申请', en: 'See to it that the extension is decided' },
    doers: ['leader', 'head', 'superior', 'supervision'],
  },
  verify: {
    act: { zh: '请核查整改情况，签署意见或者退回', en: 'Verify the work: sign, or return it with your reasons' },
    urge: { zh: '请督促核查销号', en: 'See to it that the work is verified' },
    doers: ['supervision', 'team', 'head', 'leader'],
  },
  'look-back': {
    act: { zh: '请开展“回头看”，核实整改是否巩固，并记录结果', en: 'Look back: has it held? Record what you find' },
    urge: { zh: '请督促开展“回头看”', en: 'See to it that the look-back is held' },
    doers: ['supervision', 'team'],
  },
  cadence: {
    act: { zh: '请复查长效机制执行情况，并记录结果', en: 'Review whether it is kept up, and record what you find' },
    urge: { zh: '请督促按期复查', en: 'See to it that the review is held' },
    doers: ['owner', 'supervision', 'team'],
  },
  suspension: {
    act: { zh: '暂停期将满，届时各项时限恢复计算，请做好准备', en: 'The suspension ends; every term runs on from then' },
    urge: { zh: '暂停期将满，届时各项时限恢复计算，请做好准备', en: 'The suspension ends; every term runs on from then' },
    doers: ['owner', 'leader', 'supervision'],
  },
  'hand-over': {
    act: { zh: '请当面核对后在交接上签字；签齐之前仍由原责任人负责', en: 'Go through it together and sign the hand-over; until all have signed the outgoing owner stays responsible' },
    urge: { zh: '请签字，并督促交、接双方签字', en: 'Sign, and see to it that both sides sign' },
    doers: ['owner', 'successor'],
  },
  amendment: {
    act: { zh: '请审批更正或撤销申请，批准或者不予批准', en: 'Decide on the correction or withdrawal: approve or refuse it' },
    urge: { zh: '请督促审批更正或撤销申请', en: 'See to it that the correction or withdrawal is decided' },
    doers: ['leader', 'head', 'superior', 'supervision', 'team'],
  },
  withholding: {
    act: { zh: '请审批不予公开的申请，批准或者不予批准', en: 'Decide whether it is withheld from publication: approve or refuse it' },
    urge: { zh: '请督促审批不予公开的申请', en: 'See to it that the request not to publish it is decided' },
    doers: ['superior', 'supervision', 'team'],
  },
  'round-plan': {
    act: { zh: '请组织制定整改方案，经集体研究后报送', en: 'Have the rectification plan drawn up and hand it in' },
    urge: { zh: '请督促被巡察单位报送整改方案', en: 'See to it that the unit hands in its plan' },
    doers: ['head'],
  },
  'round-plan-review': {
    act: { zh: '请审核整改方案，评定好、中、差，通过或者退回', en: 'Review the plan: good, fair or poor; let it bind or send it back' },
    urge: { zh: '请督促审核整改方案', en: 'See to it that the plan is reviewed' },
    doers: ['team', 'supervision'],
  },
  'round-report': {
    act: { zh: '请报送集中整改进展情况报告', en: 'Hand in the progress report' },
    urge: { zh: '请督促被巡察单位报送进展情况报告', en: 'See to it that the unit hands in its progress report' },
    doers: ['head'],
  },
  'round-assessment': {
    act: { zh: '请评估整改成效，评定等次', en: 'Assess the rectification and give a grade' },
    urge: { zh: '请督促开展整改成效评估', en: 'See to it that the rectification is assessed' },
    doers: ['supervision', 'team'],
  },
};

type News = {
  readonly what: Phrase;
  /** For whoever has to act on it. */
  readonly next: Phrase;
  /** For roles that have something else to do about it. */
  readonly others?: Partial<Record<Addressee, Phrase>>;
};

const FOLLOW: Phrase = { zh: '请跟踪督办，待重新申请销号后再行核查', en: 'Follow it up, and verify anew when it is submitted again' };
const KNOW: Phrase = { zh: '请知悉，并按调整后的时限跟踪督办', en: 'For your information; follow it up by the date shown' };

/** To the supervision office, of a post and not of an issue. */
export const VACANCY: News = {
  what: { zh: '岗位空缺，提醒已转上一级', en: 'the post is vacant; its reminders go to the next one up' },
  next: { zh: '请督促任命或指定代行人，并在人员表中登记', en: 'See to it that somebody is appointed, and record it' },
};

/** What happened, where a notice tells of an event, and what it asks for. */
export const NEWS: Readonly<Partial<Record<EventType, News>>> = {
  opened: { what: { zh: '反馈问题交办', en: 'issue assigned to you' }, next: DEEDS.accept.act },
  assigned: { what: { zh: '问题交办', en: 'issue assigned to you' }, next: DEEDS.accept.act },
  'plan-proposed': { what: { zh: '整改措施已报送', en: 'measures handed in' }, next: DEEDS['plan-review'].act },
  'plan-approved': { what: { zh: '整改措施已审核通过', en: 'measures approved' }, next: { zh: '请按措施抓好整改', en: 'Carry the measures out' } },
  'plan-returned': { what: { zh: '整改措施被退回', en: 'measures returned' }, next: { zh: '请修改后重新报送', en: 'Revise them and hand them in again' } },
  'revision-proposed': { what: { zh: '整改措施调整已报送', en: 'a revision of the measures handed in' }, next: { zh: '请审核措施调整，通过或者不予通过', en: 'Review the revision: approve or refuse it' } },
  'plan-revised': { what: { zh: '整改措施调整已通过', en: 'revision of the measures approved' }, next: { zh: '请按调整后的措施抓好整改', en: 'Carry the measures out as revised' } },
  'revision-refused': { what: { zh: '整改措施调整未获通过', en: 'revision of the measures refused' }, next: { zh: '原措施仍然有效，请按原时限完成', en: 'The measures stand as they were' } },
  'extension-requested': { what: { zh: '有延期申请待审批', en: 'an extension is asked for' }, next: DEEDS.extension.act },
  'extension-endorsed': { what: { zh: '延期申请已经上一级同意', en: 'the extension has passed the level below' }, next: DEEDS.extension.act },
  'extension-granted': { what: { zh: '延期申请已批准', en: 'extension granted' }, next: { zh: '请按新的时限完成整改', en: 'Finish by the new date' } },
  'extension-refused': { what: { zh: '延期申请未获批准', en: 'extension refused' }, next: { zh: '时限不变，请抓紧完成整改', en: 'The date stands; please finish' } },
  submitted: { what: { zh: '已申请销号', en: 'submitted for closure' }, next: DEEDS.verify.act },
  signed: { what: { zh: '核查意见已签署，转您核查', en: 'signed by the party before you' }, next: DEEDS.verify.act },
  returned: { what: { zh: '销号申请被退回', en: 'closure returned' }, next: { zh: '请按退回意见继续整改，重新申请销号', en: 'Put right what was found and submit again' } },
  'term-renewed': { what: { zh: '纳入二次整改', en: 'taken into the second rectification' }, next: { zh: '请在二次整改期限内完成整改并申请销号', en: 'Finish within the second period and submit for closure' } },
  closed: { what: { zh: '问题已销号', en: 'issue closed' }, next: { zh: '请巩固成效，迎接“回头看”', en: 'Keep it up; look-backs will follow' } },
  sustained: { what: { zh: '取得阶段性成效，转入长期坚持', en: 'done for now, to be kept up' }, next: { zh: '请按期复查', en: 'It is reviewed on a cadence from now on' } },
  'look-back-planned': { what: { zh: '新安排“回头看”', en: 'a look-back is planned' }, next: DEEDS['look-back'].act },
  archived: { what: { zh: '问题已归档', en: 'issue archived' }, next: { zh: '无需办理', en: 'Nothing to do' } },
  'amendment-proposed': { what: { zh: '有更正或撤销申请待批准', en: 'a correction or withdrawal waits for approval' }, next: DEEDS.amendment.act },
  'withholding-proposed': { what: { zh: '有不予公开的申请待批准', en: 'withholding it from publication waits for approval' }, next: DEEDS.withholding.act },
  withheld: { what: { zh: '已批准不予公开', en: 'withheld from publication' }, next: { zh: '整改照常进行', en: 'The rectification goes on as it is' } },
  'withholding-refused': { what: { zh: '不予公开的申请未获批准', en: 'withholding it was refused' }, next: { zh: '该问题随通报公开', en: 'The issue is published with the report' } },
  'withholding-lifted': { what: { zh: '改为公开', en: 'no longer withheld from publication' }, next: { zh: '该问题随通报公开', en: 'The issue is published with the report' } },
  'amendment-refused': { what: { zh: '更正或撤销申请未获批准', en: 'correction or withdrawal refused' }, next: { zh: '问题照原样办理', en: 'The issue goes on as it is' } },
  'handed-to-units': { what: { zh: '问题转为共性问题，分交各单位整改', en: 'the issue was handed to several units' }, next: { zh: '本件不再办理，各单位分别认领', en: 'Nothing to do here: each unit accepts its own part' } },
  withdrawn: { what: { zh: '问题已撤销', en: 'issue withdrawn' }, next: { zh: '无需办理', en: 'Nothing to do' } },
  reopened: { what: { zh: '问题反弹，重新整改', en: 'issue reopened: the fault is back' }, next: DEEDS.due.act, others: { leader: DEEDS.due.urge, head: DEEDS.due.urge, superior: DEEDS.due.urge, supervision: FOLLOW, team: FOLLOW } },
  reminded: { what: { zh: '催办', en: 'you are reminded' }, next: { zh: '请抓紧办理，并报告进展', en: 'Please get on with it, and report progress' } },
  suspended: { what: { zh: '整改暂停', en: 'issue suspended' }, next: { zh: '暂停期满后时限恢复计算', en: 'Terms run on when the suspension ends' } },
  resumed: { what: { zh: '整改恢复', en: 'issue resumed' }, next: { zh: '请按顺延后的时限完成整改', en: 'Finish by the date shown' }, others: { leader: DEEDS.due.urge, supervision: KNOW } },
  linked: { what: { zh: '认定与以往反馈问题有关联', en: 'found to go back to an earlier finding' }, next: { zh: '请对照以往整改情况，查明原因，举一反三', en: 'Compare with what was done then, and find out why' } },
  'calendar-taken': { what: { zh: '放假安排公布，时限调整', en: 'the holiday table came out: a date has moved' }, next: { zh: '请按新的时限办理', en: 'Go by the new date' } },
  'policy-adopted': { what: { zh: '改按新办法，时限调整', en: 'another policy applies: a date has moved' }, next: { zh: '请按新的时限办理', en: 'Go by the new date' } },
  'hand-over-started': { what: { zh: '责任人交接，待签字', en: 'hand-over to be signed' }, next: DEEDS['hand-over'].act },
  'hand-over-cancelled': { what: { zh: '交接已撤回', en: 'hand-over cancelled' }, next: { zh: '责任人不变，请继续整改', en: 'The owner stays and goes on with it' } },
  'measures-passed': { what: { zh: '措施责任人变更', en: 'measures passed on' }, next: { zh: '请知悉；接任者请按时限完成所移交的措施', en: 'For your information; the successor carries the measures out in time' } },
  'handed-over': { what: { zh: '责任人交接', en: 'issue handed over' }, next: { zh: '请接任者按时限继续整改', en: 'The successor goes on with it' }, others: { leader: { zh: '请督促接任者按时限继续整改', en: 'See to it that the successor goes on with it' }, supervision: KNOW } },
};

/** To those who watch over a common issue, of the whole and not of one unit's part. */
export const COMMON_NEWS: Readonly<Partial<Record<CommonEvent['type'], News>>> = {
  'common-closed': { what: { zh: '共性问题各单位均已销号', en: 'every unit has closed its part of the common issue' }, next: { zh: '请知悉；回头看逐单位进行', en: 'For your information; look-backs are held unit by unit' } },
  'common-reopened': { what: { zh: '共性问题重新打开', en: 'the common issue is open again' }, next: { zh: '请跟踪督办，并研判其他单位是否存在同样情况', en: 'Follow it up, and see whether it came back in other units' } },
};

/** The same for what happened to a round itself. */
export const ROUND_NEWS: Readonly<Partial<Record<RoundEventType, News>>> = {
  'round-opened': { what: { zh: '反馈意见已送达，请制定整改方案', en: 'feedback handed over; the plan is due' }, next: DEEDS['round-plan'].act },
  'milestone-reached': { what: { zh: '集中整改期结束', en: 'the concentrated period is over' }, next: { zh: '未完成的问题转入持续整改；巡察机构将组织成效评估', en: 'What is open is followed up; an assessment follows' } },
  'round-plan-submitted': { what: { zh: '整改方案已报送', en: 'rectification plan handed in' }, next: DEEDS['round-plan-review'].act },
  'round-plan-returned': { what: { zh: '整改方案被退回', en: 'rectification plan sent back' }, next: { zh: '请按审核意见修改后重新报送', en: 'Revise it and hand it in again' } },
  'round-plan-bound': { what: { zh: '整改方案审核通过', en: 'the rectification plan binds' }, next: { zh: '请按方案抓好集中整改', en: 'Carry it out within the concentrated period' } },
  'round-report-submitted': { what: { zh: '进展情况报告已报送', en: 'progress report handed in' }, next: { zh: '请审阅', en: 'Please read it' } },
  'round-assessed': { what: { zh: '整改成效评估结果', en: 'result of the assessment' }, next: { zh: '请查看评估意见', en: 'Please read the findings' } },
  'round-term-begun': { what: { zh: '启动二次整改', en: 'second rectification begun' }, next: { zh: '请组织对未完成问题开展二次集中整改，并按期报送报告', en: 'Put right what is open within the second period, and report' } },
  'round-look-backs-forced': { what: { zh: '追加“回头看”', en: 'look-backs forced' }, next: { zh: '请在期限前对已销号问题开展“回头看”', en: 'Look back at what is closed by the date shown' } },
  'round-calendar-taken': { what: { zh: '放假安排公布，轮次节点调整', en: 'the holiday table came out: a date of the round has moved' }, next: { zh: '请按新的时限办理', en: 'Go by the new date' } },
  'round-policy-adopted': { what: { zh: '改按新办法，轮次节点调整', en: 'another policy applies to the round' }, next: { zh: '请按新的时限和要求办理', en: 'Go by the new dates and demands' } },
  'round-closed': { what: { zh: '本轮次整改全部办结', en: 'the round is closed' }, next: { zh: '无需办理', en: 'Nothing to do' } },
};

const WAIT: Phrase = { zh: '请知悉；抽中哪些问题，以抽签结果为准，此前无人知晓', en: 'For your information; which issues are drawn nobody knows before the draw' };

/** The same for a draw by lot. */
export const DRAW_NEWS: Readonly<Record<DrawTopic, News>> = {
  'draw-announced': { what: DRAW_TOPIC_NAMES['draw-announced'], next: WAIT, others: { team: { zh: '请由公告人以外的人按期提交承诺（review commit）', en: 'Somebody else than who announced it commits to a secret in time (review commit)' } } },
  'draw-committed': { what: DRAW_TOPIC_NAMES['draw-committed'], next: WAIT, others: { team: { zh: '请在抽签时刻之后按期公布密语（review reveal）；逾期抽签作废', en: 'Reveal the secret in time after the draw’s moment (review reveal), or the draw is void' } } },
  'draw-revealed': { what: DRAW_TOPIC_NAMES['draw-revealed'], next: { zh: '请配合对抽中问题的回头看', en: 'Look-backs at what was drawn follow' }, others: { team: DEEDS['look-back'].act, supervision: DEEDS['look-back'].urge } },
  'draw-void': { what: DRAW_TOPIC_NAMES['draw-void'], next: { zh: '请查明原因并重新公告抽签（review announce）', en: 'Find out why, and announce another draw (review announce)' } },
};
