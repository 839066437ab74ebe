import type { Actor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RoundAct } from '../domain/round/act-schema.ts';
import { decideRound } from '../domain/round/decide.ts';
import type { RoundMove } from '../domain/round/events.ts';
import type { RoundState } from '../domain/round/state.ts';
import { applyToRound } from '../domain/round/step.ts';
import { dayOf } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import { makeRoundId } from '../workflows/messages.ts';
import { sendRoundAct } from '../worker/send-act.ts';
import type { HuitoukanClient } from './client.ts';
import type { NewRulesOptions } from './new-rules.ts';
import { loadRoundState } from './round-state.ts';
import { ROUND_DATE_NAMES } from './round-words.ts';

export type NotChangedRound = { readonly round: string; readonly code: string; readonly zh: string; readonly en: string };

/** The same as for issues, of the rounds themselves. */
export type NewRoundRulesResult = {
  readonly changed: number;
  readonly already: number;
  readonly moved: readonly (RoundMove & { readonly round: string })[];
  readonly told: number;
  readonly failed: readonly NotChangedRound[];
};

export type NewRoundRulesOptions = Pick<NewRulesOptions, 'person' | 'name' | 'dryRun' | 'now'> & {
  readonly rounds: readonly string[];
  /** The act as one round takes it. */
  readonly act: (state: RoundState) => RoundAct;
};

/**
 * Puts rounds on other rules, each by an act of its own, one after the other: rounds are few. What stands on them already is
 * left alone; one that refuses does not keep the others waiting.
 * @throws Refusal UNKNOWN_ROUND, UNKNOWN_PERSON, PERSON_LEFT
 */
export const takeNewRoundRules = async (client: HuitoukanClient, options: NewRoundRulesOptions): Promise<NewRoundRulesResult> => {
  const now = options.now ?? Date.now();
  const result = { changed: 0, already: 0, moved: [] as (RoundMove & { round: string })[], told: 0, failed: [] as NotChangedRound[] };
  for (const round of options.rounds) {
    const { state } = await loadRoundState(client.ledger, round);
    if (state.status === 'closed') continue;
    const actor = await actorOf(client.ledger, options.person, dayOf(now), { subject: makeRoundId(round) });
    try {
      const change = await changeOne(client, state, actor, now, options);
      if (change === null) result.already += 1;
      else {
        result.changed += 1;
        result.moved.push(...change.moves.map((move) => ({ round, ...move })));
        if (change.told) result.told += 1;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      result.failed.push({ round, code: error.code, zh: error.zh, en: error.en });
    }
  }
  return result;
};

/** How the rounds themselves took new rules, for people; empty where none was concerned. */
export const roundRulesInWords = ({ changed, already, moved, told, failed }: NewRoundRulesResult): readonly string[] =>
  changed + already + failed.length === 0
    ? []
    : [
        `轮次：重排${changed}，已按此${already}；节点变动${moved.length}处，其中${told}个轮次须告知 / ${changed} rounds counted anew, ${already} stood on it, ${moved.length} dates moved`,
        ...moved.map(({ round, what, from, to }) => `  ${round} ${ROUND_DATE_NAMES[what].zh}：${from} → ${to}`),
        ...failed.map((one) => `  未能重排 ${one.round}：${one.code} ${one.zh} / ${one.en}`),
      ];

const changeOne = async (client: HuitoukanClient, state: RoundState, actor: Actor, now: number, options: NewRoundRulesOptions): Promise<{ readonly moves: readonly RoundMove[]; readonly told: boolean } | null> => {
  const act = options.act(state);
  const bodies = decideRound(state, act, { actor, now });
  if (bodies.length === 0) return null;
  // With the version in it: rules that were taken, dropped, and are taken again are another act.
  if (options.dryRun !== true) await sendRoundAct(client, state.head.id, { act, actor, seen: null }, `${options.name}@${state.seq}`);
  const { notices } = applyToRound(state, bodies, actor.person, now);
  return { moves: bodies.flatMap((body) => ('moves' in body ? body.moves : [])), told: notices.length > 0 };
};
