import type { EventType, IssueEvent, MovedDate, PlanChange } from '../domain/events.ts';
import type { Asked, HandOverSide, Numbering } from '../domain/issue.ts';
import { LINEAGE_NAMES } from '../domain/lineage.ts';
import { CAUSE_NAMES, type LookBackCause } from '../domain/look-back-causes.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import { policyName } from '../domain/policy-diff.ts';
import type { IssueKind } from '../domain/policy-schema.ts';
import { WITHHOLDING_NAMES } from '../domain/publication.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { NameBook } from '../ledger/people.ts';
import { outcomeInWords } from './outcome-words.ts';
import { GROUND_NAMES, KIND_NAMES, LOOK_BACK_NAMES, RATING_NAMES, shortId } from './words.ts';

/** What each thing that can happen is called. */
export const EVENT_NAMES: Readonly<Record<EventType, { readonly zh: string; readonly en: string }>> = {
  opened: { zh: '立项', en: 'opened' },
  assigned: { zh: '交办', en: 'assigned' },
  accepted: { zh: '认领', en: 'accepted' },
  'plan-proposed': { zh: '报送整改措施', en: 'plan proposed' },
  'plan-approved': { zh: '审核通过整改措施', en: 'plan approved' },
  'plan-returned': { zh: '退回整改措施', en: 'plan returned' },
  'revision-proposed': { zh: '报送措施调整', en: 'revision proposed' },
  'plan-revised': { zh: '调整整改措施', en: 'plan revised' },
  'revision-refused': { zh: '措施调整未通过', en: 'revision refused' },
  'progress-reported': { zh: '报告进展', en: 'progress reported' },
  'evidence-added': { zh: '提交佐证材料', en: 'evidence added' },
  'extension-requested': { zh: '申请延期', en: 'extension requested' },
  'extension-endorsed': { zh: '延期申请本级同意，转上级', en: 'extension endorsed' },
  'extension-granted': { zh: '批准延期', en: 'extension granted' },
  'extension-refused': { zh: '不予延期', en: 'extension refused' },
  submitted: { zh: '申请销号', en: 'submitted for closure' },
  'site-checked': { zh: '现场核查', en: 'site check' },
  signed: { zh: '核查签字', en: 'signed' },
  closed: { zh: '销号', en: 'closed' },
  sustained: { zh: '转入长期坚持', en: 'sustained' },
  returned: { zh: '退回', en: 'returned' },
  'term-renewed': { zh: '二次整改', en: 'second rectification' },
  'look-back-planned': { zh: '安排回头看', en: 'look-back planned' },
  'look-back-recorded': { zh: '回头看', en: 'look-back recorded' },
  reopened: { zh: '重新整改', en: 'reopened' },
  archived: { zh: '归档', en: 'archived' },
  suspended: { zh: '暂停', en: 'suspended' },
  resumed: { zh: '恢复', en: 'resumed' },
  'hand-over-started': { zh: '发起交接', en: 'hand-over started' },
  'hand-over-signed': { zh: '交接签字', en: 'hand-over signed' },
  'hand-over-cancelled': { zh: '撤回交接', en: 'hand-over cancelled' },
  'handed-over': { zh: '交接', en: 'handed over' },
  'measures-passed': { zh: '措施移交', en: 'measures passed on' },
  corrected: { zh: '更正', en: 'corrected' },
  linked: { zh: '关联以往问题', en: 'linked to an earlier finding' },
  unlinked: { zh: '解除关联', en: 'link taken back' },
  'link-rejected': { zh: '认定无关联', en: 'found to be another matter' },
  withdrawn: { zh: '撤销', en: 'withdrawn' },
  'handed-to-units': { zh: '作为共性问题分交各单位', en: 'handed to several units' },
  'amendment-proposed': { zh: '申请更正或撤销', en: 'correction or withdrawal proposed' },
  'amendment-refused': { zh: '不予更正或撤销', en: 'correction or withdrawal refused' },
  reminded: { zh: '催办', en: 'reminded' },
  'withholding-proposed': { zh: '申请不予公开', en: 'withholding proposed' },
  withheld: { zh: '批准不予公开', en: 'withheld from publication' },
  'withholding-refused': { zh: '不予公开未获批准', en: 'withholding refused' },
  'withholding-lifted': { zh: '改为公开', en: 'withholding lifted' },
  'outcome-recorded': { zh: '登记成果', en: 'outcome recorded' },
  'outcome-reversed': { zh: '冲销成果登记', en: 'outcome reversed' },
  'calendar-taken': { zh: '按新放假安排重排', en: 'calendar taken' },
  'policy-adopted': { zh: '改按新办法', en: 'policy adopted' },
  acknowledged: { zh: '签收', en: 'acknowledged' },
  'fell-due': { zh: '到期', en: 'fell due' },
  'rung-opened': { zh: '督办升级', en: 'rung opened' },
};

/** The three who sign a hand-over. */
export const SIDE_NAMES: Readonly<Record<HandOverSide, { readonly zh: string; readonly en: string }>> = {
  outgoing: { zh: '移交人', en: 'outgoing owner' },
  incoming: { zh: '接任人', en: 'successor' },
  superior: { zh: '监交人（上级）', en: 'superior' },
};

const joined = (...parts: readonly (string | null | false)[]): string => parts.filter((part) => typeof part === 'string' && part !== '').join('；');
const kindOf = (kind: IssueKind): string => KIND_NAMES[kind].zh;

/** `m1 改：时限2026-05-01→2026-06-01`: old and new beside each other. */
export const changeInWords = ({ id, before, after, why }: PlanChange, names: NameBook): string => {
  if (after === null) return `取消${id}${before === null ? '' : ` ${before.text}`}（${why ?? ''}）`;
  if (before === null) return `增加${id} ${after.text}（${names.person(after.owner)}，${after.due}）`;
  const owner = before.owner === after.owner ? '' : `责任人${names.person(before.owner)}→${names.person(after.owner)}`;
  const due = before.due === after.due ? '' : `时限${before.due}→${after.due}`;
  return `调整${id}：${[owner, due].filter((part) => part !== '').join('，')}`;
};
const causeOf = (cause: LookBackCause | undefined): string => (cause === undefined || cause === 'interval' ? '' : `（${CAUSE_NAMES[cause].zh}）`);
const askedInWords = (asked: Asked | null | undefined): string | null =>
  asked === null || asked === undefined ? null : `询问${asked.who ?? ''}${asked.count}人，${asked.confirmed}人证实`;

const likenessInWords = (score: number | null): string | null => (score === null ? null : `相似度${score.toFixed(2)}`);
const numberingInWords = ({ corrected, split }: Numbering): string => joined(corrected !== null && `编号更正为第${corrected}号`, split.length > 0 && `拆分出第${split.join('、')}号`);
const proposedInWords = (person: string | undefined, names: NameBook): string | null => (person === undefined ? null : `${names.person(person)}申请`);

const movesInWords = (moves: readonly MovedDate[]): string => (moves.length === 0 ? '各时限不变' : moves.map(({ kind, from, to }) => `${DEADLINE_NAMES[kind].zh}${from}改为${to}`).join('，'));

/** What an event says beyond its name; empty where the name says it all. Every kind of event has its line. */
export const eventDetails = (event: IssueEvent, names: NameBook): string => {
  switch (event.type) {
    case 'opened':
      return joined(`${kindOf(event.kind)}，整改时限${event.due}`, event.words !== null && `原文“${event.words}”`, event.accept !== null && `${event.accept}前认领`, event.splitFrom !== undefined && `由第${event.splitFrom}号拆分`);
    case 'assigned':
      return joined(
        `责任人${names.party(event.owner)}`,
        event.leader !== null && `责任领导${names.party(event.leader)}`,
        `${event.accept}前认领`,
        event.note,
      );
    case 'accepted':
      return event.planBy === null ? '' : `${event.planBy}前报送整改措施`;
    case 'plan-proposed':
      return joined(...event.measures.map((one) => `${one.id} ${one.text}（${names.person(one.owner)}，${one.due}）`), `${event.review}前审核`);
    case 'plan-approved':
      return '';
    case 'plan-returned':
      return joined(event.reason, `${event.planBy}前重新报送`);
    case 'revision-proposed':
      return joined(...event.changes.map((one) => changeInWords(one, names)), event.reason, `${event.review}前审核`);
    case 'plan-revised':
      return joined(...event.changes.map((one) => changeInWords(one, names)), event.reason, `${names.person(event.proposedBy)}提出`);
    case 'revision-refused':
      return event.reason;
    case 'progress-reported':
      return joined(event.measure !== null && `措施${event.measure}${event.done ? '已完成' : ''}`, event.note);
    case 'evidence-added': {
      const { name, size, sha256, measure, kind } = event.evidence;
      return joined(`《${name}》${kind === undefined || kind === null ? '' : `（${kind}）`}${size}字节，SHA-256 ${sha256.slice(0, 16)}…`, measure !== null && `措施${measure}`);
    }
    case 'extension-requested':
      return joined(`申请延至${event.to}${event.late ? '（逾期后提出）' : ''}`, event.reason, `${event.decide}前由${event.levels.map((level) => ROLE_NAMES[level].zh).join('、')}审批`);
    case 'extension-endorsed':
      return `第${event.level}级同意；${event.decide}前由上一级审批`;
    case 'extension-granted':
      return `时限由${event.from}延至${event.to}`;
    case 'extension-refused':
      return event.reason;
    case 'submitted':
      return joined(`自评${RATING_NAMES[event.rating].zh}`, event.summary, `${event.verify}前核查`);
    case 'site-checked':
      return joined(`${ROLE_NAMES[event.role].zh}，${event.on}`, event.seen, event.present.length > 0 && `在场：${event.present.join('、')}`);
    case 'signed':
      return joined(`${ROLE_NAMES[event.role].zh}，评价${RATING_NAMES[event.rating].zh}`, event.note);
    case 'closed':
      return joined(`核查评价${RATING_NAMES[event.rating].zh}`, event.lookBacks.length > 0 && `回头看：${event.lookBacks.join('、')}`);
    case 'sustained':
      return joined(`核查评价${RATING_NAMES[event.rating].zh}`, `下次复查${event.cadence}`);
    case 'returned':
      return joined(event.reason, `整改时限${event.due}`);
    case 'term-renewed':
      return `第${event.term}次集中整改，整改时限由${event.from}改为${event.due}`;
    case 'look-back-planned':
      return joined(`第${event.n}次，${event.due}前`, `${CAUSE_NAMES[event.cause].zh}：${event.source}`);
    case 'look-back-recorded':
      return joined(`第${event.n}次${causeOf(event.cause)}，结果${LOOK_BACK_NAMES[event.result].zh}`, event.findings, `方式：${event.how}`, askedInWords(event.asked), (event.photos?.length ?? 0) > 0 && `现场照片${event.photos?.length ?? 0}张`, event.next !== null && `下次${event.next}`);
    case 'reopened':
      return joined(event.cause === 'look-back' ? '回头看发现反弹' : '经决定重开', event.reason, `整改时限${event.due}`);
    case 'archived':
      return event.reason ?? '全部回头看已通过';
    case 'suspended':
      return joined(`至${event.until}`, GROUND_NAMES[event.ground ?? 'other'].zh, event.reason);
    case 'resumed':
      return joined(event.shiftDays === 0 ? '各时限不变' : `未到期的时限、已逾期的督办均顺延${event.shiftDays}天`, event.reason ?? '暂停期满');
    case 'hand-over-started':
      return joined(`由${names.party(event.from)}交${names.party(event.to)}`, event.reason, `${event.sign}前签齐`);
    case 'hand-over-signed':
      return joined(SIDE_NAMES[event.side].zh, event.inStead && '原责任人已离任，由上级代签');
    case 'hand-over-cancelled':
      return joined(`接任人${names.party(event.to)}`, event.reason);
    case 'handed-over':
      return joined(`由${names.party(event.from)}交${names.party(event.to)}`, event.measures.length > 0 && `措施${event.measures.join('、')}一并移交`, event.reason);
    case 'measures-passed':
      return joined(`由${names.party(`person:${event.from}`)}交${names.party(`person:${event.to}`)}`, `措施${event.measures.join('、')}`, event.reason);
    case 'corrected':
      return joined(event.numbering !== undefined && numberingInWords(event.numbering), `改为：${event.title}`, event.category !== '' && `类别：${event.category}`, event.reason, proposedInWords(event.proposedBy, names));
    case 'linked':
      return joined(`${LINEAGE_NAMES[event.kind].zh}：${shortId(event.issue)}`, likenessInWords(event.score), event.note);
    case 'unlinked':
      return joined(shortId(event.issue), event.reason);
    case 'link-rejected':
      return joined(shortId(event.issue), likenessInWords(event.score), event.reason);
    case 'handed-to-units':
      return joined(`由${event.units.join('、')}共${event.units.length}个单位分别整改`, event.reason);
    case 'withdrawn':
      return joined(event.reason, proposedInWords(event.proposedBy, names));
    case 'amendment-proposed':
      return joined(
        event.kind === 'withdraw' ? '申请撤销' : `申请更正为：${event.title}`,
        event.kind === 'correct' && numberingInWords(event.numbering),
        event.reason,
        `${event.decide === undefined ? '' : `${event.decide}前`}由${event.approvers.map((role) => ROLE_NAMES[role].zh).join('或')}批准`,
      );
    case 'amendment-refused':
      return event.reason;
    case 'reminded':
      return joined(`催${event.roles.map((role) => ROLE_NAMES[role].zh).join('、')}`, event.note);
    case 'withholding-proposed':
      return joined(WITHHOLDING_NAMES[event.ground].zh, event.reason, event.decide !== undefined && `${event.decide}前批复`);
    case 'withheld':
      return joined(WITHHOLDING_NAMES[event.ground].zh, event.reason, proposedInWords(event.proposedBy, names));
    case 'withholding-refused':
    case 'withholding-lifted':
      return event.reason;
    case 'outcome-recorded':
      return outcomeInWords(event.outcome);
    case 'outcome-reversed':
      return joined(`冲销第${event.entry}号：${outcomeInWords(event.outcome)}`, event.reason);
    case 'calendar-taken':
      return joined(`由${event.before}改为${event.days.version}`, movesInWords(event.moves));
    case 'policy-adopted':
      return joined(`由${event.before}改为${policyName(event.policy)}`, event.reason, movesInWords(event.moves));
    case 'acknowledged':
      return event.step;
    case 'fell-due':
      return `${event.day}前应${DEADLINE_NAMES[event.kind].zh}，未办`;
    case 'rung-opened':
      return `${DEADLINE_NAMES[event.kind].zh}逾期，${event.step.startsWith('chase-') ? `第${event.step.slice('chase-'.length)}次持续催办` : event.step}：${NOTICE_NAMES[event.notice].zh}`;
    default:
      return unknownEvent(event);
  }
};

/** Does not compile while a kind of event has no line above. */
const unknownEvent = (event: never): never => {
  throw new Error(`an event without words: ${JSON.stringify(event)}`);
};
