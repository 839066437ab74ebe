import type { IssueEvent, MovedDate } from '../domain/events.ts';
import type { Asked, HandOverSide, Numbering, PlanChange } from '../domain/issue.ts';
import { LINEAGE_NAMES } from '../domain/lineage.ts';
import { CAUSE_NAMES } from '../domain/look-back-causes.ts';
import { sourceInWords } from '../domain/look-back-source.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import { policyName } from '../domain/policy-diff.ts';
import { WITHHOLDING_NAMES } from '../domain/publication.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { NameBook } from '../ledger/people.ts';
import { outcomeSaid } from './outcome-words.ts';
import { noticeSaid, stepSaid } from './step-words.ts';
import { inBoth, type BothWords, type Voice } from './voice.ts';
import { GROUND_NAMES, KIND_NAMES, LOOK_BACK_NAMES, RATING_NAMES, shortId } from './words.ts';

/** The three who sign a hand-over. */
export const SIDE_NAMES: Readonly<Record<HandOverSide, BothWords>> = {
  outgoing: { zh: '移交人', en: 'outgoing owner' },
  incoming: { zh: '接任人', en: 'successor' },
  superior: { zh: '监交人（上级）', en: 'superior' },
};

/** `m1 改：时限2026-05-01→2026-06-01`: old and new beside each other. */
const changeSaid = ({ id, before, after, why }: PlanChange, { say, joined, names: { person } }: Voice): string => {
  if (after === null) return say(`取消${id}${before === null ? '' : ` ${before.text}`}（${why ?? ''}）`, `${id} dropped${before === null ? '' : `: ${before.text}`} (${why ?? ''})`);
  if (before === null) return say(`增加${id} ${after.text}（${person(after.owner)}，${after.due}）`, `${id} added: ${after.text} (${person(after.owner)}, ${after.due})`);
  const owner = before.owner === after.owner ? '' : say(`责任人${person(before.owner)}→${person(after.owner)}`, `owner ${person(before.owner)} → ${person(after.owner)}`);
  const due = before.due === after.due ? '' : say(`时限${before.due}→${after.due}`, `due ${before.due} → ${after.due}`);
  return say(`调整${id}：${[owner, due].filter((part) => part !== '').join('，')}`, `${id} changed: ${joined(owner, due)}`);
};

/** A change of a plan for papers and lists, which are Chinese. */
export const changeInWords = (change: PlanChange, names: NameBook): string => inBoth(names, (voice) => changeSaid(change, voice)).zh;

const askedSaid = (asked: Asked | null | undefined, { say }: Voice): string | null =>
  asked === null || asked === undefined ? null : say(`询问${asked.who ?? ''}${asked.count}人，${asked.confirmed}人证实`, `${asked.count} asked${asked.who === undefined || asked.who === null ? '' : ` (${asked.who})`}, ${asked.confirmed} confirmed it`);
const likenessSaid = (score: number | null, { say }: Voice): string | null => (score === null ? null : say(`相似度${score.toFixed(2)}`, `likeness ${score.toFixed(2)}`));
const numberingSaid = ({ corrected, split }: Numbering, { say, joined, list }: Voice): string =>
  joined(corrected !== null && say(`编号更正为第${corrected}号`, `number corrected to ${corrected}`), split.length > 0 && say(`拆分出第${list(split)}号`, `split off: ${list(split)}`));
const proposedSaid = (person: string | undefined, { say, names }: Voice): string | null => (person === undefined ? null : say(`${names.person(person)}申请`, `asked for by ${names.person(person)}`));
const movesSaid = (moves: readonly MovedDate[], { say, of }: Voice): string =>
  moves.length === 0 ? say('各时限不变', 'no date moves') : moves.map(({ kind, from, to }) => say(`${of(DEADLINE_NAMES[kind])}${from}改为${to}`, `${of(DEADLINE_NAMES[kind])} ${from} → ${to}`)).join(say('，', ', '));

/** What an event says beyond its name, in both languages; empty where the name says it all. Every kind of event has its line. */
export const eventDetails = (event: IssueEvent, names: NameBook): BothWords => inBoth(names, (voice) => detailsSaid(event, voice));

const detailsSaid = (event: IssueEvent, voice: Voice): string => {
  const { say, of, list, joined, names } = voice;
  const before = (day: string, zh: string, en: string): string => say(`${day}前${zh}`, `${en} by ${day}`);
  const due = (day: string): string => say(`整改时限${day}`, `due ${day}`);
  switch (event.type) {
    case 'opened':
      return joined(say(`${of(KIND_NAMES[event.kind])}，${due(event.due)}`, `${of(KIND_NAMES[event.kind])}, ${due(event.due)}`), event.words !== null && say(`原文“${event.words}”`, `in the original: “${event.words}”`), event.accept !== null && before(event.accept, '认领', 'to be accepted'), event.splitFrom !== undefined && say(`由第${event.splitFrom}号拆分`, `split off from ${event.splitFrom}`));
    case 'assigned':
      return joined(say(`责任人${names.party(event.owner)}`, `owner ${names.party(event.owner)}`), event.leader !== null && say(`责任领导${names.party(event.leader)}`, `leader ${names.party(event.leader)}`), before(event.accept, '认领', 'to be accepted'), event.note);
    case 'accepted':
      return event.planBy === null ? '' : before(event.planBy, '报送整改措施', 'measures to be proposed');
    case 'plan-proposed':
      return joined(...event.measures.map((one) => say(`${one.id} ${one.text}（${names.person(one.owner)}，${one.due}）`, `${one.id} ${one.text} (${names.person(one.owner)}, ${one.due})`)), before(event.review, '审核', 'to be reviewed'));
    case 'plan-approved':
      return '';
    case 'plan-returned':
      return joined(event.reason, before(event.planBy, '重新报送', 'to be proposed again'));
    case 'revision-proposed':
      return joined(...event.changes.map((one) => changeSaid(one, voice)), event.reason, before(event.review, '审核', 'to be reviewed'));
    case 'plan-revised':
      return joined(...event.changes.map((one) => changeSaid(one, voice)), event.reason, say(`${names.person(event.proposedBy)}提出`, `proposed by ${names.person(event.proposedBy)}`));
    case 'revision-refused':
    case 'extension-refused':
    case 'amendment-refused':
    case 'withholding-refused':
    case 'withholding-lifted':
      return event.reason;
    case 'progress-reported':
      return joined(event.measure !== null && say(`措施${event.measure}${event.done ? '已完成' : ''}`, `measure ${event.measure}${event.done ? ' done' : ''}`), event.note);
    case 'evidence-added': {
      const { name, size, sha256, measure, kind } = event.evidence;
      const of = kind === undefined || kind === null ? '' : say(`（${kind}）`, ` (${kind})`);
      return joined(say(`《${name}》${of}${size}字节，SHA-256 ${sha256.slice(0, 16)}…`, `${name}${of}, ${size} bytes, SHA-256 ${sha256.slice(0, 16)}…`), measure !== null && say(`措施${measure}`, `measure ${measure}`));
    }
    case 'extension-requested': {
      const levels = list(event.levels.map((level) => of(ROLE_NAMES[level])));
      return joined(say(`申请延至${event.to}${event.late ? '（逾期后提出）' : ''}`, `to ${event.to}${event.late ? ' (asked for when overdue)' : ''}`), event.reason, say(`${event.decide}前由${levels}审批`, `to be decided by ${event.decide}: ${levels}`));
    }
    case 'extension-endorsed':
      return say(`第${event.level}级同意；${event.decide}前由上一级审批`, `level ${event.level} agrees; the next level decides by ${event.decide}`);
    case 'extension-granted':
      return say(`时限由${event.from}延至${event.to}`, `due date ${event.from} → ${event.to}`);
    case 'submitted':
      return joined(say(`自评${of(RATING_NAMES[event.rating])}`, `own rating: ${of(RATING_NAMES[event.rating])}`), event.summary, before(event.verify, '核查', 'to be verified'));
    case 'site-checked':
      return joined(say(`${of(ROLE_NAMES[event.role])}，${event.on}`, `${of(ROLE_NAMES[event.role])}, ${event.on}`), event.seen, event.present.length > 0 && say(`在场：${list(event.present)}`, `present: ${list(event.present)}`));
    case 'signed':
      return joined(say(`${of(ROLE_NAMES[event.role])}，评价${of(RATING_NAMES[event.rating])}`, `${of(ROLE_NAMES[event.role])}, rating: ${of(RATING_NAMES[event.rating])}`), event.note);
    case 'closed':
      return joined(say(`核查评价${of(RATING_NAMES[event.rating])}`, `verified as ${of(RATING_NAMES[event.rating])}`), event.lookBacks.length > 0 && say(`回头看：${list(event.lookBacks)}`, `look-backs: ${list(event.lookBacks)}`));
    case 'sustained':
      return joined(say(`核查评价${of(RATING_NAMES[event.rating])}`, `verified as ${of(RATING_NAMES[event.rating])}`), say(`下次复查${event.cadence}`, `next review ${event.cadence}`));
    case 'returned':
      return joined(event.reason, due(event.due));
    case 'term-renewed':
      return say(`第${event.term}次集中整改，整改时限由${event.from}改为${event.due}`, `concentrated period ${event.term}, due date ${event.from} → ${event.due}`);
    case 'look-back-planned':
      return joined(say(`第${event.n}次，${event.due}前`, `number ${event.n}, by ${event.due}`), say(`${of(CAUSE_NAMES[event.cause])}：${sourceInWords(event.source, names.person).zh}`, `${of(CAUSE_NAMES[event.cause])}: ${sourceInWords(event.source, names.person).en}`));
    case 'look-back-recorded': {
      const { cause, photos = [] } = event;
      const why = cause === undefined || cause === 'interval' ? '' : say(`（${of(CAUSE_NAMES[cause])}）`, ` (${of(CAUSE_NAMES[cause])})`);
      return joined(
        say(`第${event.n}次${why}，结果${of(LOOK_BACK_NAMES[event.result])}`, `number ${event.n}${why}: ${of(LOOK_BACK_NAMES[event.result])}`),
        event.findings,
        say(`方式：${event.how}`, `how: ${event.how}`),
        askedSaid(event.asked, voice),
        photos.length > 0 && say(`现场照片${photos.length}张`, `${photos.length} photos`),
        event.next !== null && say(`下次${event.next}`, `next ${event.next}`),
      );
    }
    case 'reopened':
      return joined(event.cause === 'look-back' ? say('回头看发现反弹', 'a look-back found it again') : say('经决定重开', 'by decision'), event.reason, due(event.due));
    case 'archived':
      return event.reason ?? say('全部回头看已通过', 'every look-back has held');
    case 'suspended':
      return joined(say(`至${event.until}`, `until ${event.until}`), of(GROUND_NAMES[event.ground ?? 'other']), event.reason);
    case 'resumed':
      return joined(event.shiftDays === 0 ? say('各时限不变', 'no date moves') : say(`未到期的时限、已逾期的督办均顺延${event.shiftDays}天`, `every date still to come and the chasing of what is overdue move by ${event.shiftDays} days`), event.reason ?? say('暂停期满', 'the suspension is over'));
    case 'hand-over-started':
      return joined(fromTo(event, voice), event.reason, before(event.sign, '签齐', 'to be signed by all'));
    case 'hand-over-signed':
      return joined(of(SIDE_NAMES[event.side]), event.inStead && say('原责任人已离任，由上级代签', 'the owner has left; a superior signed instead'));
    case 'hand-over-cancelled':
      return joined(say(`接任人${names.party(event.to)}`, `successor ${names.party(event.to)}`), event.reason);
    case 'handed-over':
      return joined(fromTo(event, voice), event.measures.length > 0 && say(`措施${list(event.measures)}一并移交`, `with measures ${list(event.measures)}`), event.reason);
    case 'measures-passed':
      return joined(fromTo({ from: `person:${event.from}`, to: `person:${event.to}` }, voice), say(`措施${list(event.measures)}`, `measures ${list(event.measures)}`), event.reason);
    case 'corrected':
      return joined(event.numbering !== undefined && numberingSaid(event.numbering, voice), say(`改为：${event.title}`, `now: ${event.title}`), event.category !== '' && say(`类别：${event.category}`, `category: ${event.category}`), event.reason, proposedSaid(event.proposedBy, voice));
    case 'linked':
      return joined(say(`${of(LINEAGE_NAMES[event.kind])}：${shortId(event.issue)}`, `${of(LINEAGE_NAMES[event.kind])}: ${shortId(event.issue)}`), likenessSaid(event.score, voice), event.note);
    case 'unlinked':
      return joined(shortId(event.issue), event.reason);
    case 'link-rejected':
      return joined(shortId(event.issue), likenessSaid(event.score, voice), event.reason);
    case 'handed-to-units':
      return joined(say(`由${list(event.units)}共${event.units.length}个单位分别整改`, `${event.units.length} units, each for itself: ${list(event.units)}`), event.reason);
    case 'withdrawn':
      return joined(event.reason, proposedSaid(event.proposedBy, voice));
    case 'amendment-proposed': {
      const approvers = event.approvers.map((role) => of(ROLE_NAMES[role])).join(say('或', ' or '));
      return joined(
        event.kind === 'withdraw' ? say('申请撤销', 'to be withdrawn') : say(`申请更正为：${event.title}`, `to read: ${event.title}`),
        event.kind === 'correct' && numberingSaid(event.numbering, voice),
        event.reason,
        say(`${event.decide === undefined ? '' : `${event.decide}前`}由${approvers}批准`, `to be approved${event.decide === undefined ? '' : ` by ${event.decide}`}: ${approvers}`),
      );
    }
    case 'reminded':
      return joined(say(`催${list(event.roles.map((role) => of(ROLE_NAMES[role])))}`, `to ${list(event.roles.map((role) => of(ROLE_NAMES[role])))}`), event.note);
    case 'withholding-proposed':
      return joined(of(WITHHOLDING_NAMES[event.ground]), event.reason, event.decide !== undefined && before(event.decide, '批复', 'to be decided'));
    case 'withheld':
      return joined(of(WITHHOLDING_NAMES[event.ground]), event.reason, proposedSaid(event.proposedBy, voice));
    case 'outcome-recorded':
      return outcomeSaid(event.outcome, voice);
    case 'outcome-reversed':
      return joined(say(`冲销第${event.entry}号：${outcomeSaid(event.outcome, voice)}`, `entry ${event.entry} reversed: ${outcomeSaid(event.outcome, voice)}`), event.reason);
    case 'calendar-taken':
      return joined(say(`由${event.before}改为${event.days.version}`, `${event.before} → ${event.days.version}`), movesSaid(event.moves, voice));
    case 'policy-adopted':
      return joined(say(`由${event.before}改为${policyName(event.policy)}`, `${event.before} → ${policyName(event.policy)}`), event.reason, movesSaid(event.moves, voice));
    case 'acknowledged':
      return noticeSaid(event.step, voice);
    case 'fell-due':
      return say(`${event.day}前应${of(DEADLINE_NAMES[event.kind])}，未办`, `${of(DEADLINE_NAMES[event.kind])} was owed by ${event.day} and is not there`);
    case 'rung-opened':
      return say(`${of(DEADLINE_NAMES[event.kind])}逾期，${stepSaid(event.step, voice)}：${of(NOTICE_NAMES[event.notice])}`, `${of(DEADLINE_NAMES[event.kind])} overdue, ${stepSaid(event.step, voice)}: ${of(NOTICE_NAMES[event.notice])}`);
    default:
      return unknownEvent(event);
  }
};

const fromTo = ({ from, to }: Pick<Extract<IssueEvent, { type: 'handed-over' }>, 'from' | 'to'>, { say, names }: Voice): string => say(`由${names.party(from)}交${names.party(to)}`, `${names.party(from)} → ${names.party(to)}`);

/** Does not compile while a kind of event has no line above. */
const unknownEvent = (event: never): never => {
  throw new Error(`an event without words: ${JSON.stringify(event)}`);
};
