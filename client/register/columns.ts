import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { hasSlippedMeasure, lookBackOverdueSince, overdueSince } from '../../domain/deadlines.ts';
import { isOpenWork, plannedLookBacks, type Measure } from '../../domain/issue.ts';
import { LINEAGE_NAMES } from '../../domain/lineage.ts';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { nextObligation } from '../../domain/obligations.ts';
import type { OutcomeKind } from '../../domain/outcome.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { NOTICE_NAMES, obligationInWords } from '../../domain/words.ts';
import { doerInWords } from '../../ledger/people.ts';
import { eventDetails } from '../event-details.ts';
import { outcomeInWords } from '../outcome-words.ts';
import { GROUND_NAMES, KIND_NAMES, LIGHT_NAMES, LOOK_BACK_NAMES, RATING_NAMES, shortId } from '../words.ts';
import { eventsOf, type RegisterEntry } from './entries.ts';

/** Set A is the register itself, set B the supervision office's view of it. */
export type Column = {
  readonly key: string;
  readonly zh: string;
  readonly set: 'A' | 'B';
  /** In characters of the sheet; a Chinese character takes two. */
  readonly width: number;
  readonly value: (entry: RegisterEntry) => string | number | null;
};

const dayAt = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : dayOf(at));
const lines = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join('\n'));

const measuresOf = ({ state }: RegisterEntry): readonly Measure[] => (state.measures.length > 0 ? state.measures : (state.proposal?.measures ?? []));
const measures = (entry: RegisterEntry): string | null =>
  measuresOf(entry).length === 0 ? (entry.details.measures ?? null) : lines(measuresOf(entry).map((one) => `${one.id} ${one.text}（${[entry.names.person(one.owner), one.due.day, ...(one.done ? ['已完成'] : [])].join('，')}）`));
/** What the document named, and what the measures do. */
const supporting = (entry: RegisterEntry): string | null => {
  const units = new Set([...(entry.details.supporting === undefined ? [] : [entry.details.supporting]), ...measuresOf(entry).flatMap((one) => one.supporting)]);
  return units.size === 0 ? null : [...units].join('、');
};

/** As many notes as fit into a cell that people still read. */
const SHOWN_NOTES = 3;
const progress = (entry: RegisterEntry): string | null => {
  const notes = [...eventsOf(entry, 'progress-reported').map(({ at, note }) => ({ at, note })), ...eventsOf(entry, 'submitted').map(({ at, summary }) => ({ at, note: summary }))];
  if (notes.length === 0) return entry.details.reported ?? null;
  return lines(notes.toSorted((a, b) => a.at - b.at).slice(-SHOWN_NOTES).map(({ at, note }) => `${dayOf(at)} ${note}`));
};

const status = ({ state }: RegisterEntry): string => {
  const marks = [overdueSince(state) !== null && '逾期', hasSlippedMeasure(state) && '措施滞后', state.suspension !== null && '暂停', state.cycle > 1 && `第${state.cycle}轮`].filter((mark) => mark !== false);
  return marks.length === 0 ? STATUS_NAMES[state.status].zh : `${STATUS_NAMES[state.status].zh}（${marks.join('，')}）`;
};

/** Why it is not done, in the words last given by anybody who gave some, and what the rules expect next. */
const whyOpen = (entry: RegisterEntry): string | null => {
  const { state, events, details } = entry;
  if (!isOpenWork(state.status)) return null;
  const told = events.findLast((event) => event.type === 'returned' || event.type === 'extension-requested' || event.type === 'reopened' || event.type === 'suspended');
  const next = nextObligation(state);
  const why = told !== undefined && 'reason' in told ? told.reason : details.whyOpen;
  return lines([...(why === undefined || why === null ? [] : [why]), ...(next === null ? [] : [`下一步：${obligationInWords(next)}`])]);
};

/** It came in as closed and nobody has taken it up again: what the table said of its closing holds. */
const cameClosed = ({ state, events }: RegisterEntry): boolean => state.cycle === 1 && events[0]?.type === 'opened' && (events[0].standing === 'closed' || events[0].standing === 'sustained');

const owner = ({ state, names, details }: RegisterEntry): string => {
  const first = state.parties.owner === null ? (details.owner ?? '—') : names.party(state.parties.owner);
  return details.otherOwners === undefined ? first : `${first}、${details.otherOwners}`;
};

const signatures = (entry: RegisterEntry): string | null =>
  (cameClosed(entry) ? entry.details.signatures : undefined) ??
  lines(eventsOf(entry, 'signed').filter((event) => event.cycle === entry.state.cycle && entry.state.closedAt !== null).map((event) => `${ROLE_NAMES[event.role].zh}（${doerInWords(event, entry.names)}）：${event.note}`));

const extensions = (entry: RegisterEntry): string | null =>
  lines([
    ...eventsOf(entry, 'extension-granted').map((event) => `${event.from} 延至 ${event.to}（${doerInWords(event, entry.names)}批准${askedLate(entry, event.seq) ? '，逾期后申请' : ''}）`),
    ...pendingExtension(entry),
  ]);

/** Was the extension that event `seq` granted asked for after the date had passed? */
const askedLate = (entry: RegisterEntry, seq: number): boolean => eventsOf(entry, 'extension-requested').findLast((event) => event.seq < seq)?.late ?? false;

const pendingExtension = ({ state: { extension } }: RegisterEntry): readonly string[] =>
  extension.pending === null ? [] : [`申请延至 ${extension.pending.to}，${extension.pending.decide.day}前审批${extension.pending.late ? '（逾期后申请）' : ''}`];

const suspensions = (entry: RegisterEntry): string | null =>
  lines(eventsOf(entry, 'suspended').map((event) => `${dayOf(event.at)} 至 ${event.until} ${GROUND_NAMES[event.ground ?? 'other'].zh}：${event.reason}（${doerInWords(event, entry.names)}批准）`));

const numbering = ({ state }: RegisterEntry): string | null => {
  const { corrected, split } = state.numbering;
  return lines([...(corrected === null ? [] : [corrected]), ...(split.length === 0 ? [] : [`拆分出${split.join('、')}`])]);
};

const urgings = (entry: RegisterEntry): string | null => {
  const rungs = eventsOf(entry, 'rung-opened');
  const last = rungs.at(-1);
  return last === undefined ? null : `${rungs.length}次；最近${dayOf(last.at)} ${NOTICE_NAMES[last.notice].zh}`;
};

const lookBackDays = (entry: RegisterEntry): string | null => {
  const late = lookBackOverdueSince(entry.state) !== null;
  const planned = plannedLookBacks(entry.state).map(({ due, cause }) => `${due.day} ${late && due.day < entry.on ? '逾期未看' : '待看'}${cause === 'interval' ? '' : `（${CAUSE_NAMES[cause].zh}）`}`);
  return lines([...eventsOf(entry, 'look-back-recorded').map((event) => `${dayOf(event.at)} 已看`), ...planned]);
};

const own = (entry: RegisterEntry): string | null => {
  const { own: mine, verified } = entry.state.ratings;
  return mine === null && verified === null ? null : `自评${mine === null ? '—' : RATING_NAMES[mine].zh}／核验${verified === null ? '—' : RATING_NAMES[verified].zh}`;
};

/** What came of it, with its source; what was reversed does not stand here. */
const outcomesOf = ({ state }: RegisterEntry, kinds: readonly OutcomeKind[]): readonly string[] => state.outcomes.filter((one) => !one.reversed && kinds.includes(one.kind)).map(outcomeInWords);

const siteChecks = (entry: RegisterEntry): string | null =>
  lines(eventsOf(entry, 'site-checked').filter((event) => event.cycle === entry.state.cycle).map((event) => `${event.on} ${doerInWords(event, entry.names)}：${event.seen}`));

const planChanges = (entry: RegisterEntry): string | null =>
  lines(eventsOf(entry, 'plan-revised').map((event) => `${dayOf(event.at)} ${eventDetails(event, entry.names).zh}（${doerInWords(event, entry.names)}同意）`));

/** The standard columns, in the order in which they are printed. Keys are stable: programs read them. */
export const COLUMNS: readonly Column[] = [
  { key: 'position', zh: '序号', set: 'A', width: 5, value: (entry) => entry.position },
  { key: 'round', zh: '轮次/巡察组', set: 'A', width: 12, value: ({ round }) => `${round.title}／${round.inspector}` },
  { key: 'unit', zh: '被巡察单位', set: 'A', width: 12, value: ({ round }) => round.unit },
  { key: 'number', zh: '反馈问题编号', set: 'A', width: 8, value: ({ state }) => state.number },
  { key: 'category', zh: '问题类别', set: 'A', width: 12, value: ({ state }) => state.category },
  { key: 'title', zh: '反馈问题（原文）', set: 'A', width: 32, value: ({ state }) => state.title },
  { key: 'manifestations', zh: '具体表现', set: 'A', width: 24, value: ({ details }) => lines(details.manifestations ?? []) },
  { key: 'kind', zh: '整改类型', set: 'A', width: 9, value: ({ state }) => KIND_NAMES[state.kind].zh },
  { key: 'goal', zh: '整改目标', set: 'A', width: 14, value: ({ details }) => details.goal ?? null },
  { key: 'measures', zh: '整改措施', set: 'A', width: 32, value: measures },
  { key: 'leadLeader', zh: '牵头领导', set: 'A', width: 12, value: ({ details, state, names }) => details.leadLeader ?? names.party(state.parties.head) },
  { key: 'leader', zh: '责任领导', set: 'A', width: 12, value: ({ state, names, details }) => (state.parties.leader === null ? (details.leader ?? '—') : names.party(state.parties.leader)) },
  { key: 'responsibleUnit', zh: '责任单位', set: 'A', width: 10, value: ({ round, state, names, details }) => (state.common?.unit == null ? (details.responsibleUnit ?? names.unit(state.parties.leader) ?? round.unit) : names.unitNamed(state.common.unit)) },
  { key: 'supporting', zh: '配合单位', set: 'A', width: 10, value: supporting },
  { key: 'owner', zh: '责任人', set: 'A', width: 9, value: owner },
  { key: 'due', zh: '整改时限', set: 'A', width: 12, value: ({ state }) => state.due.words ?? state.due.current.day },
  { key: 'progress', zh: '进展情况', set: 'A', width: 32, value: progress },
  { key: 'status', zh: '完成状态', set: 'A', width: 11, value: status },
  { key: 'whyOpen', zh: '未完成原因及下步打算', set: 'A', width: 24, value: whyOpen },
  { key: 'evidence', zh: '佐证材料', set: 'A', width: 16, value: ({ state, details }) => lines([...(details.evidence === undefined ? [] : [details.evidence]), ...state.evidence.map((piece) => (piece.kind === null ? piece.name : `${piece.name}（${piece.kind}）`))]) },
  { key: 'systems', zh: '建章立制', set: 'A', width: 12, value: (entry) => lines([...(entry.details.systems === undefined ? [] : [entry.details.systems]), ...outcomesOf(entry, ['rule'])]) },
  { key: 'accountability', zh: '追责问责情况', set: 'A', width: 12, value: (entry) => lines([...(entry.details.accountability === undefined ? [] : [entry.details.accountability]), ...outcomesOf(entry, ['accountability'])]) },
  { key: 'doneOn', zh: '完成时间', set: 'A', width: 11, value: (entry) => (entry.state.closedAt === null ? null : (dayAt(eventsOf(entry, 'submitted').at(-1)?.at) ?? entry.details.doneOn ?? null)) },
  { key: 'signatures', zh: '销号意见/审核人', set: 'A', width: 22, value: signatures },
  { key: 'closedOn', zh: '销号时间', set: 'A', width: 11, value: (entry) => (cameClosed(entry) ? entry.details.closedOn : undefined) ?? dayAt(entry.state.closedAt) },
  { key: 'common', zh: '共性问题', set: 'B', width: 6, value: ({ state }) => state.common?.number ?? null },
  { key: 'numberCorrected', zh: '更正后编号', set: 'B', width: 14, value: numbering },
  { key: 'dueOriginal', zh: '原定时限', set: 'B', width: 12, value: ({ state, details }) => details.dueOriginal ?? state.due.original },
  { key: 'dueCurrent', zh: '现时限', set: 'B', width: 12, value: ({ state }) => state.due.current.day },
  { key: 'extensions', zh: '延期次数/批准人', set: 'B', width: 30, value: extensions },
  { key: 'suspensions', zh: '暂停事由/批准人', set: 'B', width: 30, value: suspensions },
  { key: 'suspendedDays', zh: '累计暂停天数', set: 'B', width: 9, value: ({ state }) => state.suspendedDays },
  { key: 'daysLeft', zh: '剩余天数', set: 'B', width: 9, value: (entry) => entry.daysLeft },
  { key: 'light', zh: '亮灯', set: 'B', width: 6, value: ({ light }) => (light === null ? null : LIGHT_NAMES[light].zh) },
  { key: 'urgings', zh: '督办次数/最近督办', set: 'B', width: 24, value: urgings },
  { key: 'acceptedOn', zh: '签收时间', set: 'B', width: 12, value: ({ state }) => dayAt(state.acceptedAt) },
  { key: 'returns', zh: '退回次数', set: 'B', width: 9, value: ({ state }) => state.returns },
  { key: 'ratings', zh: '自评/核验评价', set: 'B', width: 20, value: own },
  { key: 'lookBackDays', zh: '回头看日期', set: 'B', width: 18, value: lookBackDays },
  { key: 'lookBackResults', zh: '回头看结果', set: 'B', width: 18, value: (entry) => lines(eventsOf(entry, 'look-back-recorded').map((event) => LOOK_BACK_NAMES[event.result].zh)) },
  { key: 'rebounded', zh: '是否反弹', set: 'B', width: 9, value: (entry) => (eventsOf(entry, 'reopened').some((event) => event.cause === 'look-back') ? '是' : '否') },
  { key: 'siteChecks', zh: '现场核查', set: 'B', width: 24, value: siteChecks },
  { key: 'reminders', zh: '催办', set: 'B', width: 18, value: (entry) => lines(eventsOf(entry, 'reminded').slice(-SHOWN_NOTES).map((event) => `${dayOf(event.at)} ${doerInWords(event, entry.names)}：${event.note}`)) },
  { key: 'planChanges', zh: '措施调整', set: 'B', width: 24, value: planChanges },
  { key: 'petitions', zh: '信访件·线索', set: 'B', width: 18, value: (entry) => lines(outcomesOf(entry, ['petition-received', 'petition-settled', 'lead-referred', 'lead-settled'])) },
  { key: 'recovered', zh: '挽回损失', set: 'B', width: 18, value: (entry) => lines(outcomesOf(entry, ['recovered'])) },
  { key: 'lineage', zh: '历史关联', set: 'B', width: 20, value: ({ state }) => lines(state.lineage.map((one) => `${LINEAGE_NAMES[one.kind].zh} ${shortId(one.issue)}`)) },
  { key: 'publication', zh: '公开情况', set: 'B', width: 12, value: ({ details }) => details.publication ?? null },
];
