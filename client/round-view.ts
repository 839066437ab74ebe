import type { Actor } from '../domain/actor.ts';
import { PLAN_GRADE_NAMES } from '../domain/field-words.ts';
import { policyName } from '../domain/policy-diff.ts';
import { makeRoundId, PHASE_NAMES, phaseOf, type RoundState } from '../domain/round/state.ts';
import { chasedRound, deadlinesOfRound, nextRoundObligation } from '../domain/round/deadlines.ts';
import { ROUND_PERMISSIONS } from '../domain/round/permissions.ts';
import type { RoundActType } from '../domain/round/act-schema.ts';
import { roundObligationInWords } from '../domain/round/words.ts';
import { relationsOf } from '../domain/permissions.ts';
import { dayOf, instantInWords } from '../domain/time.ts';
import { DEADLINE_NAMES } from '../domain/words.ts';
import { actorOf } from '../ledger/actors.ts';
import { recheckedBy } from '../ledger/lineage.ts';
import { doerInWords, loadNames, type NameBook } from '../ledger/people.ts';
import type { StoredRound } from '../ledger/rounds.ts';
import type { HuitoukanClient } from './client.ts';
import { countsInWords } from './counts-words.ts';
import { outcomeInWords } from './outcome-words.ts';
import { roundCounts } from './round-counts.ts';
import type { Viewer } from './issue-view.ts';
import { loadRoundState } from './round-state.ts';
import { roundEventDetails } from './round-details.ts';
import { ROUND_EVENT_NAMES } from './round-words.ts';

/** Acts that this person's standing permits; whether the rules allow one at this moment is decided when it is asked for. */
const permitted = (state: RoundState, actor: Actor | null): readonly RoundActType[] => {
  if (actor === null || state.status !== 'running') return [];
  const relations = relationsOf(chasedRound(state), actor);
  return (Object.keys(ROUND_PERMISSIONS) as RoundActType[]).filter((act) => ROUND_PERMISSIONS[act].some((role) => relations.includes(role)));
};

/** One round: where it stands, what it owes, what happened to it. */
export const viewRound = async (client: HuitoukanClient, id: string, { person, onBehalfOf }: Viewer) => {
  const { ledger } = client;
  const today = dayOf(Date.now());
  const [{ state, stored }, names, recheckedByRounds, actor] = await Promise.all([
    loadRoundState(ledger, id),
    loadNames(ledger, today),
    recheckedBy(ledger, id),
    person === null ? null : actorOf(ledger, person, today, { subject: makeRoundId(id), onBehalfOf }),
  ]);
  const { milestones, status, check, plan, term, report, assessment, seq } = state;
  const next = nextRoundObligation(state);
  const policy = policyName(state.policy);
  const json = {
    round: stored.head,
    recheckedBy: recheckedByRounds,
    status,
    phase: phaseOf(state),
    version: seq,
    policy,
    milestones,
    nextCheck: check,
    issues: stored.issues,
    plan,
    term,
    report,
    assessment,
    outcomes: state.outcomes,
    deadlines: deadlinesOfRound(state).map(({ key, kind, date }) => ({ key, kind, day: date.day })),
    next: next === null ? null : { at: next.at, milestone: next.milestone, deadline: next.deadline?.key ?? null, step: next.step?.id ?? null },
    may: permitted(state, actor),
    events: stored.events,
  };
  return { json, state, stored, names };
};

/** The same for programs and for people, with the counts of its issues. */
export const showRound = async (client: HuitoukanClient, id: string, viewer: Viewer) => {
  const [{ json, state, stored, names }, counts] = await Promise.all([viewRound(client, id, viewer), roundCounts(client.ledger, id)]);
  return { json: { ...json, counts }, text: [countsInWords(stored.head, state, json.policy, counts), ...(json.recheckedBy.length === 0 ? [] : [`“回头看”轮次：${json.recheckedBy.join('、')}`]), '', standing(state, names), '', history(stored, state, names), ...(json.may.length === 0 ? [] : ['', `您可办理：${json.may.join(' ')}`])].join('\n') };
};

const standing = (state: RoundState, names: NameBook): string => {
  const { plan, term, report, assessment, policy } = state;
  const next = nextRoundObligation(state);
  const gradeName = (id: string): string => policy.round.assessment.grades.find((one) => one.id === id)?.zh ?? id;
  const planLine =
    plan.boundAt !== null ? `已审核通过（${dayOf(plan.boundAt)}）` : plan.review !== null ? `第${plan.submission?.n ?? 1}稿待审核，${plan.review.day}前` : plan.due !== null ? `${plan.due.day}前报送` : '未报送';
  return [
    `阶段：${PHASE_NAMES[phaseOf(state)].zh} ${PHASE_NAMES[phaseOf(state)].en}；第${state.seq}版`,
    `整改方案：${planLine}${plan.grade === null ? '' : `，评定${PLAN_GRADE_NAMES[plan.grade].zh}`}${plan.returns === 0 ? '' : `，退回${plan.returns}次`}`,
    `集中整改：第${term.n}次，至${term.end}${term.over ? '（已满）' : ''}；报告${report.submittedAt === null ? '未报送' : `已于${dayOf(report.submittedAt)}报送`}`,
    ...assessment.results.map((one) => `评估：第${one.term}次集中整改 ${gradeName(one.grade)}${one.score === null ? '' : `，${one.score}分`}（${dayOf(one.at)}，${names.person(one.by)}）`),
    ...state.outcomes.map((one) => `成果 第${one.entry}号 ${outcomeInWords(one)}${one.reversed ? '（已冲销）' : ''}`),
    ...deadlinesOfRound(state).map(({ kind, date }) => `${date.day}前${DEADLINE_NAMES[kind].zh}`),
    next === null ? '不会再自动发生什么' : `下一步 ${instantInWords(next.at)}：${roundObligationInWords(next)}`,
  ].join('\n');
};

const history = (stored: StoredRound, state: RoundState, names: NameBook): string =>
  stored.events
    .map((event) => {
      const details = roundEventDetails(event, state.policy.round, names).zh;
      return `${instantInWords(event.at)} ${ROUND_EVENT_NAMES[event.type].zh} · ${doerInWords(event, names)}${details === '' ? '' : `：${details}`}`;
    })
    .join('\n');
