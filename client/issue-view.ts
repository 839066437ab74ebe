import type { Actor } from '../domain/actor.ts';
import { STATUS_NAMES } from '../domain/acts/context.ts';
import type { ActType } from '../domain/command-schema.ts';
import { deadlinesOf, hasSlippedMeasure, overdueSince } from '../domain/deadlines.ts';
import { missingForMeasure } from '../domain/evidence.ts';
import { issueIdOf, plannedLookBacks, type IssueState, type Measure, type Rating, type Status } from '../domain/issue.ts';
import { LINEAGE_NAMES } from '../domain/lineage.ts';
import { CAUSE_NAMES } from '../domain/look-back-causes.ts';
import { nextObligation } from '../domain/obligations.ts';
import { PERMISSIONS, relationsOf, ROLE_NAMES } from '../domain/permissions.ts';
import { roleSchema } from '../domain/policy-schema.ts';
import { WITHHOLDING_NAMES } from '../domain/publication.ts';
import { dayOf, instantInWords } from '../domain/time.ts';
import { DEADLINE_NAMES, obligationInWords } from '../domain/words.ts';
import { actorOf } from '../ledger/actors.ts';
import { findingsOf, laterFindings, type LinkedFinding } from '../ledger/lineage.ts';
import { doerInWords, loadNames, type NameBook } from '../ledger/people.ts';
import type { HuitoukanClient } from './client.ts';
import { changeInWords } from './event-details.ts';
import { outcomeInWords } from './outcome-words.ts';
import { GROUND_NAMES, KIND_NAMES, numberInWords, RATING_NAMES, shortId } from './words.ts';

/** Acts that this person's standing permits; whether the rules allow one at this moment is decided when it is asked for. */
const permitted = (state: IssueState, actor: Actor | null): readonly ActType[] => {
  if (actor === null) return [];
  const relations = relationsOf(state, actor);
  return (Object.keys(PERMISSIONS) as ActType[]).filter((act) => PERMISSIONS[act].some((relation) => relations.includes(relation)));
};

/** From whose eyes, or for whom a deputy looks; nobody's: null. */
export type Viewer = { readonly person: string | null; readonly onBehalfOf?: string };

/** One issue for programs and for people. The policy and the day table are named, not shown: they are the same for a round. */
export const showIssue = async (client: HuitoukanClient, issueId: string, { person, onBehalfOf }: Viewer) => {
  const today = dayOf(Date.now());
  const [state, names, later, actor] = await Promise.all([
    client.issue(issueId),
    loadNames(client.ledger, today),
    laterFindings(client.ledger, issueId),
    person === null ? null : actorOf(client.ledger, person, today, { subject: issueId, onBehalfOf }),
  ]);
  const earlier = await earlierOf(client, state);
  const { policy, days, ...rest } = state;
  const next = nextObligation(state);
  const json = {
    issue: { id: issueIdOf(state), ...rest, policy: `${policy.name}@${policy.version}`, days: days.version },
    overdueSince: overdueSince(state),
    deadlines: deadlinesOf(state).map(({ key, kind, subject, date }) => ({ key, kind, subject, day: date.day })),
    next: next === null ? null : { at: next.at, deadline: next.deadline.key, step: next.step?.id ?? null },
    earlier,
    later,
    may: permitted(state, actor),
  };
  return { json, text: inWords(state, names, [...earlier.map(linkInWords('关联以往问题')), ...later.map(linkInWords('此后再现于'))], json.may) };
};

/** What it goes back to, with the words of then. */
const earlierOf = async (client: HuitoukanClient, state: IssueState): Promise<readonly LinkedFinding[]> => {
  const findings = await findingsOf(client.ledger, state.lineage.map((one) => one.issue));
  return state.lineage.flatMap(({ issue, kind }) => findings.filter((one) => one.id === issue).map(({ title, unit, status }) => ({ issue, kind, title, unit, status: status as Status })));
};

const linkInWords =
  (how: string) =>
  ({ issue, kind, title, unit, status }: LinkedFinding): string =>
    `${how}：${LINEAGE_NAMES[kind].zh} ${shortId(issue)} ${title}（${unit}，${STATUS_NAMES[status].zh}）`;

const rated = (rating: Rating | null): string => (rating === null ? '—' : RATING_NAMES[rating].zh);

/** A measure with whom it needs and what is still missing before it can be reported done. */
const measureInWords = (state: IssueState, measure: Measure, names: NameBook): string => {
  const missing = missingForMeasure(state, measure);
  const lacks = [...(missing.pieces > 0 ? [`${missing.pieces}份`] : []), ...missing.kinds].join('、');
  const parts = [names.person(measure.owner), measure.due.day, ...(measure.supporting.length === 0 ? [] : [`配合：${measure.supporting.join('、')}`]), ...(measure.done ? ['已完成'] : lacks === '' ? [] : [`尚缺佐证：${lacks}`])];
  return `措施 ${measure.id}：${measure.text}（${parts.join('，')}）`;
};

const inWords = (state: IssueState, names: NameBook, links: readonly string[], may: readonly ActType[]): string => {
  const overdue = overdueSince(state);
  const next = nextObligation(state);
  const marks = [
    overdue === null ? '' : `逾期自${dayOf(overdue)}`,
    hasSlippedMeasure(state) ? '措施滞后' : '',
    state.suspension === null ? '' : `暂停至${state.suspension.until.day}（${GROUND_NAMES[state.suspension.ground].zh}）`,
    state.cycle === 1 ? '' : `第${state.cycle}轮`,
    state.extension.pending === null ? '' : `${state.extension.pending.late ? '逾期后' : ''}申请延至${state.extension.pending.to}`,
    state.amendment === null ? '' : state.amendment.kind === 'withdraw' ? '申请撤销待批' : '申请更正待批',
    state.publication.withheld === null ? '' : `不予公开（${WITHHOLDING_NAMES[state.publication.withheld.ground].zh}）`,
    state.publication.asked === null ? '' : '申请不予公开待批',
  ].filter((mark) => mark !== '');
  return [
    `${issueIdOf(state)} 第${state.seq}版：${state.title}`,
    ...(state.numbering.corrected === null && state.numbering.split.length === 0 ? [] : [`编号 ${numberInWords(state)}`]),
    ...(state.common === null ? [] : [`共性问题 第${state.common.number}号${state.common.unit === null ? '：已分交各单位' : `的一件：${names.unitNamed(state.common.unit)}`}`]),
    `${STATUS_NAMES[state.status].zh}${marks.length === 0 ? '' : `（${marks.join('，')}）`}；${KIND_NAMES[state.kind].zh}；${state.category}`,
    `整改时限 ${state.due.current.day}（原定 ${state.due.original}${state.due.words === null ? '' : `，“${state.due.words}”`}）；延期${state.extension.granted}次共${state.extension.totalDays}天；暂停累计${state.suspendedDays}天；退回${state.returns}次`,
    ...links,
    ...roleSchema.options.map((role) => `${ROLE_NAMES[role].zh}：${names.party(state.parties[role])}`),
    `自评：${rated(state.ratings.own)}；核验：${rated(state.ratings.verified)}`,
    ...state.measures.map((one) => measureInWords(state, one, names)),
    ...(state.revision === null ? [] : [`待审调整：${state.revision.changes.map((one) => changeInWords(one, names)).join('；')}（${doerInWords(state.revision, names)}提出：${state.revision.reason}）`]),
    ...(state.submission?.siteChecks ?? []).map((one) => `现场核查 ${one.on} ${names.person(one.by)}`),
    ...state.outcomes.map((one) => `成果 第${one.entry}号 ${outcomeInWords(one)}${one.reversed ? '（已冲销）' : ''}`),
    ...state.evidence.map((one) => `佐证 ${one.name}（${one.kind === null ? '' : `${one.kind}，`}${one.size}字节，${one.sha256.slice(0, 12)}…）`),
    ...plannedLookBacks(state).flatMap(({ n, cause, source }) => (cause === 'interval' ? [] : [`回头看第${n}次缘由：${CAUSE_NAMES[cause].zh}，${source ?? ''}`])),
    ...deadlinesOf(state).map(({ kind, subject, date }) => `${date.day} 前${DEADLINE_NAMES[kind].zh}${subject ?? ''}`),
    next === null ? '不会再自动发生什么' : `下一步 ${instantInWords(next.at)}：${obligationInWords(next)}`,
    ...(may.length === 0 ? [] : [`您可办理：${may.join(' ')}`]),
  ].join('\n');
};
