import { loadPolicy } from '../client/policies.ts';
import { publishedDayTable } from '../client/day-tables.ts';
import { open } from '../domain/acts/open.ts';
import type { Act, OpenCommand } from '../domain/command-schema.ts';
import { decide } from '../domain/decide.ts';
import { makeIssueId, type IssueState } from '../domain/issue.ts';
import { nextObligation } from '../domain/obligations.ts';
import { applyBodies, whatFellDue } from '../domain/step.ts';
import { DAY_MS, dayOf, startOfDay, type Instant } from '../domain/time.ts';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { actorOf } from '../ledger/actors.ts';
import { claimDue } from '../ledger/delivery-claims.ts';
import { nextDeliveryAt } from '../ledger/delivery-lists.ts';
import { saveDirectory } from '../ledger/directory.ts';
import { recordRoundStep, saveRound } from '../ledger/rounds.ts';
import { recordStep } from '../ledger/steps.ts';
import { freshDatabase } from '../ledger/test-cluster.ts';
import { newRound } from '../domain/round/state.ts';
import { applyToRound } from '../domain/round/step.ts';
import { CLOSING, PARTIES, PEOPLE, POSTS } from './rig-people.ts';

/**
 * A round lived on paper: the rules and the real ledger, without an engine. For what only reads the ledger (register,
 * timelines, counts, lists), where the engine would add seconds and nothing else.
 */
export class PaperRound {
  readonly db: LedgerDatabase;
  readonly drop: () => Promise<void>;
  now: Instant;
  private readonly states = new Map<string, IssueState>();

  private constructor(db: LedgerDatabase, drop: () => Promise<void>, now: Instant) {
    this.db = db;
    this.drop = drop;
    this.now = now;
  }

  static async open(drafts: readonly Partial<Omit<OpenCommand, 'type'>>[], options: { readonly record?: object; readonly feedback?: string } = {}): Promise<PaperRound> {
    const database = await freshDatabase();
    const db = connect(database.url);
    const feedback = options.feedback ?? '2026-03-02';
    const now = startOfDay(feedback) + 9 * 3_600_000;
    const paper = new PaperRound(
      db,
      async () => {
        await db.destroy();
        await database.drop();
      },
      now,
    );
    await saveDirectory(db, PEOPLE, POSTS, feedback);
    const policy = await loadPolicy('default');
    const days = publishedDayTable();
    const opens = drafts.map((draft, at): OpenCommand => ({
      type: 'open',
      round: 'r1',
      number: String(at + 1),
      title: `问题${at + 1}`,
      category: '党的建设',
      kind: 'immediate',
      parties: PARTIES,
      feedback,
      due: null,
      standing: 'assigned',
      ...draft,
    }));
    const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
    const head = { id: 'r1', title: '青石镇党委巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties };
    await saveRound(db, { head, policy, days, drafts: opens, record: options.record ?? {}, at: now });
    await recordRoundStep(db, applyToRound(newRound(head, policy, days), [{ type: 'round-opened', issues: opens.length }], 'p-sup', now));
    for (const command of opens) {
      const step = applyBodies(null, [open(command, policy, days, now)], 'p-sup', now);
      await recordStep(db, step);
      paper.states.set(command.number, step.state);
    }
    return paper;
  }

  state(number: string): IssueState {
    const state = this.states.get(number);
    if (state === undefined) throw new Error(`no issue ${number}`);
    return state;
  }

  id(number: string): string {
    return makeIssueId('r1', number);
  }

  async act(number: string, person: string, act: Act): Promise<void> {
    const state = this.state(number);
    const bodies = decide(state, act, { actor: await actorOf(this.db, person, dayOf(this.now), { subject: this.id(number) }), now: this.now });
    if (bodies.length === 0) return;
    const step = applyBodies(state, bodies, person, this.now);
    await recordStep(this.db, step);
    this.states.set(number, step.state);
  }

  /** Accepted, with evidence, submitted, signed by both. */
  async close(number: string): Promise<void> {
    if (this.state(number).status === 'assigned') await this.act(number, 'p-owner', { type: 'accept' });
    for (const [person, act] of CLOSING) await this.act(number, person, act);
  }

  /** Days go by; everything that falls due on the way is recorded at its time. */
  async pass(days: number): Promise<void> {
    const end = this.now + days * DAY_MS;
    for (const [number, before] of this.states) {
      let state = before;
      for (let next = nextObligation(state); next !== null && next.at <= end; next = nextObligation(state)) {
        const step = whatFellDue(state, Math.max(next.at, this.now));
        await recordStep(this.db, step);
        state = step.state;
      }
      this.states.set(number, state);
    }
    this.now = end;
  }

  /** Claims whatever fell due so far, as the dispatcher does: letters get their numbers so. Nothing is sent. */
  async claim(): Promise<void> {
    for (let at = await nextDeliveryAt(this.db); at !== null && at < this.now; at = await nextDeliveryAt(this.db)) await claimDue(this.db, { now: at, wallNow: at, leaseMs: DAY_MS, limit: 200, channel: 'mail', closedRounds: [] });
  }
}
