import { STATUS_NAMES } from '../../domain/acts/context.ts';
import type { EventOf, IssueEvent } from '../../domain/events.ts';
import { evolve } from '../../domain/evolve.ts';
import { issueIdOf, type IssueState } from '../../domain/issue.ts';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { type PartyRef, SYSTEM } from '../../domain/party.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import type { RoundHead } from '../../domain/round/state.ts';
import type { IssueStory } from '../../domain/rollup.ts';
import { dayInWords, dayOf, type Day } from '../../domain/time.ts';
import type { NameBook } from '../../ledger/people.ts';
import { KIND_NAMES, LOOK_BACK_NAMES, RATING_NAMES } from '../words.ts';
import { paperName, type FormKind, type Paper, type PaperData, type SignedLine } from './paper.ts';

/** Names as they were on a day: posts change hands, papers do not. */
export type NamesOn = (day: Day) => NameBook;
export type FormContext = { readonly head: RoundHead; readonly namesOn: NamesOn };

const SIDE_NAMES = { outgoing: '移交人', incoming: '接任人', superior: '监交人（上级）' } as const;

export const roundData = (head: RoundHead): PaperData['round'] => ({ title: head.title, unit: head.unit, inspector: head.inspector, feedback: dayInWords(head.feedback) });

export const issueData = (state: IssueState, names: NameBook): NonNullable<PaperData['issue']> => ({
  number: state.numbering.corrected ?? state.number,
  title: state.title,
  category: state.category,
  kind: KIND_NAMES[state.kind].zh,
  status: STATUS_NAMES[state.status].zh,
  due: dayInWords(state.due.current.day),
  originalDue: dayInWords(state.due.original),
  owner: names.party(state.parties.owner),
  leader: names.party(state.parties.leader),
  head: names.party(state.parties.head),
});

export const measuresData = (state: IssueState, names: NameBook): PaperData['measures'] =>
  state.measures.map((one, at) => ({ at: String(at + 1), text: one.text, owner: names.person(one.owner), due: dayInWords(one.due.day), done: one.done ? '已完成' : '未完成' }));

/** Everything that a paper can say of nothing in particular. */
export const EMPTY: Omit<PaperData, 'name' | 'letter' | 'date' | 'to' | 'office' | 'round' | 'issue'> = {
  redHead: null,
  copies: null,
  what: null,
  day: null,
  overdueDays: null,
  measures: [],
  evidence: [],
  visits: [],
  own: null,
  signatures: [],
  result: null,
  handOver: null,
  lookBack: null,
};

/** Who supervises, as the sender of a paper: the office itself, not its holder. */
export const officeOf = (names: NameBook, party: PartyRef | null): string => names.party(party).replace(/（[^（）]*）$/u, '');

type Form = { readonly kind: FormKind; readonly event: IssueEvent; readonly to: string; readonly more: Partial<PaperData> };

/** Every form that an issue's history calls for, in order of time: notice, hand-overs, closures, look-backs. */
export const formsOf = ({ events }: IssueStory, context: FormContext): readonly Paper[] => {
  const papers: Paper[] = [];
  let state: IssueState | null = null;
  for (const event of events) {
    const before: IssueState | null = state;
    state = evolve(state, event);
    const names = context.namesOn(dayOf(event.at));
    const form = formOf(event, before ?? state, state, events, names);
    if (form !== null) papers.push(paperOf(form, state, context.head, names));
  }
  return papers;
};

const formOf = (event: IssueEvent, before: IssueState, after: IssueState, events: readonly IssueEvent[], names: NameBook): Form | null => {
  const owner = names.party(after.parties.owner);
  switch (event.type) {
    case 'opened':
      // One that came in finished, or belongs to nobody yet, has nobody to be told.
      return (event.standing === 'assigned' || event.standing === 'rectifying') && event.parties.owner !== null ? { kind: 'rectification-notice', event, to: toOwner(after, names), more: {} } : null;
    case 'assigned':
      return { kind: 'rectification-notice', event, to: toOwner(after, names), more: {} };
    case 'handed-over':
      return { kind: 'hand-over', event, to: owner, more: handedOver(event, before, events, names) };
    case 'closed':
    case 'sustained':
      return { kind: 'closure', event, to: owner, more: closure(event, before, events, names) };
    case 'look-back-recorded':
      return { kind: 'look-back', event, to: owner, more: { lookBack: lookBack(event, before, names), result: LOOK_BACK_NAMES[event.result].zh } };
    default:
      return null;
  }
};

const toOwner = (state: IssueState, names: NameBook): string => [state.parties.leader, state.parties.owner].filter((party) => party !== null).map((party) => names.party(party)).join('、');

const handedOver = (event: EventOf<'handed-over'>, before: IssueState, events: readonly IssueEvent[], names: NameBook): Partial<PaperData> => {
  const started = events.findLast((one) => one.type === 'hand-over-started' && one.seq < event.seq);
  const signed = events.filter((one): one is EventOf<'hand-over-signed'> => one.type === 'hand-over-signed' && one.seq < event.seq && one.seq > (started?.seq ?? 0));
  const lines = signed.map((one): SignedLine => ({ role: SIDE_NAMES[one.side], name: names.person(one.by), rating: '', note: one.inStead ? '原责任人已离任，代签' : '', date: dayInWords(dayOf(one.at)) }));
  const last: SignedLine = { role: '登记', name: names.person(event.by), rating: '', note: '', date: dayInWords(dayOf(event.at)) };
  return {
    handOver: { from: names.party(event.from), to: names.party(event.to), reason: event.reason, measures: event.measures.join('、') },
    measures: measuresData(before, names),
    signatures: lines.length > 0 ? lines : [last],
  };
};

const closure = (event: EventOf<'closed' | 'sustained'>, before: IssueState, events: readonly IssueEvent[], names: NameBook): Partial<PaperData> => {
  const submitted = events.findLast((one): one is EventOf<'submitted'> => one.type === 'submitted' && one.seq < event.seq);
  const since = submitted?.seq ?? 0;
  const between = events.filter((one) => one.seq > since && one.seq <= event.seq);
  return {
    measures: measuresData(before, names),
    evidence: before.evidence.filter((one) => one.cycle === before.cycle).map((one, at) => ({ at: String(at + 1), name: one.name, kind: one.kind ?? '', sha256: one.sha256 })),
    visits: between.flatMap((one) => (one.type === 'site-checked' ? [{ date: dayInWords(one.on), name: names.person(one.by), seen: one.seen, present: one.present.join('、') }] : [])),
    own: submitted === undefined ? null : { rating: RATING_NAMES[submitted.rating].zh, summary: submitted.summary, name: names.person(submitted.by), date: dayInWords(dayOf(submitted.at)) },
    signatures: between.flatMap((one) => (one.type === 'signed' ? [{ role: ROLE_NAMES[one.role].zh, name: names.person(one.by), rating: RATING_NAMES[one.rating].zh, note: one.note, date: dayInWords(dayOf(one.at)) }] : [])),
    result: event.type === 'closed' ? '同意销号' : '取得阶段性成效，转入长期坚持',
  };
};

const lookBack = (event: EventOf<'look-back-recorded'>, before: IssueState, names: NameBook): NonNullable<PaperData['lookBack']> => {
  const planned = before.lookBacks.find((one) => one.n === event.n) ?? before.cadence;
  const cause = event.cause ?? planned?.cause ?? 'interval';
  const source = event.source ?? planned?.source ?? null;
  const { asked } = event;
  return {
    n: String(event.n),
    cause: `${CAUSE_NAMES[cause].zh}${source === null ? '' : `：${source}`}`,
    result: LOOK_BACK_NAMES[event.result].zh,
    findings: event.findings,
    how: event.how,
    asked: asked == null ? '' : `询问${asked.count}人，${asked.confirmed}人证实${asked.who === null ? '' : `（${asked.who}）`}`,
    name: event.by === SYSTEM ? '' : names.person(event.by),
  };
};

const paperOf = ({ kind, event, to, more }: Form, state: IssueState, head: RoundHead, names: NameBook): Paper => {
  const day = dayOf(event.at);
  const { zh } = paperName(kind);
  return {
    kind,
    subject: issueIdOf(state),
    fileName: `${zh}-第${state.number}号-${event.seq}.docx`,
    day,
    author: head.inspector,
    data: { ...EMPTY, name: zh, letter: `${head.id}-${state.number}-${event.seq}`, date: dayInWords(day), to, office: officeOf(names, state.parties.supervision), round: roundData(head), issue: issueData(state, names), ...more },
  };
};
