import type { Actor } from '../../domain/actor.ts';
import { announce, commit, demandReveal, VOID_REASONS, type Announcement, type Draw } from '../../domain/draw-life.ts';
import { candidatesOf } from '../../domain/draw.ts';
import type { PersonId } from '../../domain/party.ts';
import { holds, ROLE_NAMES } from '../../domain/permissions.ts';
import { Refusal, refuse, type RefusalText } from '../../domain/refusal.ts';
import type { RoundHead } from '../../domain/round/state.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { upcastPolicy } from '../../domain/upcast.ts';
import { actorOf } from '../../ledger/actors.ts';
import { loadResolver } from '../../ledger/delivery-recipients.ts';
import { withDeliveries } from '../../ledger/delivery-tables.ts';
import { historyHead, isCommitmentUsed, loadDraw, recordAnnouncement, recordDrawStep, sealedPosition, statesAt } from '../../ledger/draws.ts';
import { loadRound } from '../../ledger/rounds.ts';
import type { HuitoukanClient } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import { commitmentOf, drawWith, seedOf } from './draw-proof.ts';

/** Who does it, and when: the process's clock unless a test says otherwise. */
export type DrawActor = { readonly person: PersonId; readonly at?: Instant };

const demandParty = (actor: Actor, head: RoundHead, role: 'supervision' | 'team'): void => {
  if (holds(actor, head.parties[role])) return;
  const name = ROLE_NAMES[role];
  refuse('NOT_ALLOWED', `只有本轮次的${name.zh}可以办理此事`, `only the ${name.en} of this round may do this`, { person: actor.person, round: head.id });
};

/**
 * 公告抽签: the supervision office makes known when and by what share the round's closed issues will be drawn.
 * @throws Refusal UNKNOWN_ROUND, NOT_ALLOWED, DRAW_OFF, DRAW_OPEN, DRAW_TOO_SOON
 */
export const announceDraw = async ({ ledger }: HuitoukanClient, asked: Announcement, { person, at = Date.now() }: DrawActor): Promise<Draw> => {
  const { head, now } = await loadRound(ledger, asked.round);
  demandParty(await actorOf(ledger, person, dayOf(at)), head, 'supervision');
  const id = await recordAnnouncement(ledger, asked.round, person, at, (last) => announce(asked, upcastPolicy(now.policy), last, at));
  return await loadDraw(ledger, id);
};

/** Everybody who sits in the team on that day, whatever the round names it by. */
const teamOn = async ({ ledger }: HuitoukanClient, { parties: { team } }: RoundHead, at: Instant): Promise<readonly PersonId[]> =>
  team === null ? [] : (await loadResolver(withDeliveries(ledger), [team]))([team], dayOf(at)).map(({ id }) => id);

/**
 * 承诺: the inspection team commits to the SHA-256 of a secret. The whole team counts as knowing it.
 * @throws Refusal UNKNOWN_DRAW, NOT_ALLOWED, FOUR_EYES, DRAW_*, INVALID_COMMITMENT
 */
export const commitToDraw = async (client: HuitoukanClient, id: string, commitment: string, { person, at = Date.now() }: DrawActor): Promise<Draw> => {
  if (!/^[0-9a-f]{64}$/.test(commitment)) refuse('INVALID_COMMITMENT', '承诺须为64位小写十六进制的 SHA-256', 'a commitment is a SHA-256 in 64 lower-case hexadecimal digits');
  const { ledger } = client;
  const { head } = await loadRound(ledger, (await loadDraw(ledger, id)).announced.round);
  demandParty(await actorOf(ledger, person, dayOf(at)), head, 'team');
  const knowers = await teamOn(client, head, at);
  await recordDrawStep(ledger, id, person, at, async (draw, trx) => commit(draw, { commitment, by: person, knowers, used: await isCommitmentUsed(trx, commitment) }, at));
  return await loadDraw(ledger, id);
};

/** What a draw came to: the issues that got their look-back, and those that could not (reopened meanwhile) with the reason. */
export type PlannedDraw = { readonly draw: Draw; readonly planned: readonly string[]; readonly notPlanned: readonly { readonly issue: string; readonly refusal: RefusalText }[] };

/**
 * 公布密语并抽签: checks the secret, takes the history at the announced instant, draws, records everything that it takes to
 * repeat it, and plans the look-backs. Called again with the same secret (a crash, a broken line) it goes on planning.
 * @throws Refusal UNKNOWN_DRAW, NOT_ALLOWED, DRAW_*
 */
export const revealDraw = async (client: HuitoukanClient, id: string, secret: string, { person, at = Date.now() }: DrawActor, onProgress?: (done: number, total: number) => void): Promise<PlannedDraw> => {
  const { ledger } = client;
  const before = await loadDraw(ledger, id);
  const { head: round } = await loadRound(ledger, before.announced.round);
  demandParty(await actorOf(ledger, person, dayOf(at)), round, 'team');
  if (before.revealed?.secret !== secret) {
    const hash = commitmentOf(secret);
    const committed = demandReveal(before, { text: secret, hash }, at);
    const { instant, sharePercent, strata, round: roundId } = before.announced;
    const end = { instant, through: await sealedPosition(ledger) };
    const [head, states] = await Promise.all([historyHead(ledger, end, committed), statesAt(ledger, roundId, end)]);
    const candidates = candidatesOf(states, strata);
    const seed = seedOf(secret, head.digest, roundId);
    await recordDrawStep(ledger, id, person, at, async (draw) => {
      demandReveal(draw, { text: secret, hash }, at);
      if (head.unforeseen === 0) return { type: 'voided', reason: 'foreseeable' };
      return { type: 'revealed', secret, head, seed, candidates, drawn: drawWith(seed, candidates, sharePercent) };
    });
  }
  const done = await loadDraw(ledger, id);
  if (done.voided !== null) refuse('DRAW_VOID', VOID_REASONS[done.voided.reason].zh, VOID_REASONS[done.voided.reason].en, { draw: id });
  return await planDrawn(client, done, { person, at }, onProgress);
};

/** How many issues are spoken to side by side. */
const LANES = 8;

const planDrawn = async (client: HuitoukanClient, draw: Draw, { person, at = Date.now() }: DrawActor, onProgress?: (done: number, total: number) => void): Promise<PlannedDraw> => {
  const drawn = draw.revealed?.drawn ?? [];
  const planned: string[] = [];
  const notPlanned: { issue: string; refusal: RefusalText }[] = [];
  await inParallel(drawn, LANES, async (issue) => {
    try {
      await client.act(issue, person, { type: 'plan-look-back', cause: 'draw', source: draw.id }, { at, key: draw.id });
      planned.push(issue);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      notPlanned.push({ issue, refusal: error });
    }
    onProgress?.(planned.length + notPlanned.length, drawn.length);
  });
  return { draw, planned: planned.toSorted(), notPlanned };
};
