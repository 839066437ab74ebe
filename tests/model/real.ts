import { expect } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import type { Act } from '../../domain/command-schema.ts';
import { fold } from '../../domain/evolve.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addDays, dayOf, daysBetween, type Day } from '../../domain/time.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import { issueQuery } from '../../workflows/messages.ts';
import type { Rig } from '../rig.ts';
import type { Deed, Model, Outcome, Try } from './model.ts';

/** One issue on the real engine, two clients of their own, and the ledger. */
export type Real = { readonly rig: Rig; readonly clients: readonly [HuitoukanClient, HuitoukanClient]; readonly issueId: string; readonly feedback: Day };

const reason = '情况属实';
const actOf = (deed: Deed, feedback: Day): Act => {
  switch (deed.do) {
    case 'accept':
      return { type: 'accept' };
    case 'progress':
      return { type: 'report-progress', note: '推进中' };
    case 'evidence':
      return { type: 'add-evidence', sha256: String(deed.piece).repeat(64), name: '佐证.pdf', size: 1 };
    case 'submit':
      return { type: 'submit-for-closure', rating: 'done', summary: '完成' };
    case 'sign':
      return { type: 'sign', rating: 'done', note: '属实' };
    case 'request':
      return { type: 'request-extension', to: addDays(feedback, deed.to), reason };
    case 'grant':
      return { type: 'grant-extension' };
    case 'refuse':
      return { type: 'refuse-extension', reason };
    case 'suspend':
      return { type: 'suspend', until: addDays(dayOf(Date.now()), 30), reason };
    case 'rebound':
      return { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' };
    case 'return':
    case 'resume':
    case 'reopen':
      return { type: deed.do, reason };
  }
};

/** Tries it for real. What is neither done nor refused by the rules is a fault, and thrown. */
export const attempt = async ({ clients, issueId, feedback }: Real, { who, seen, ...deed }: Try, by: 0 | 1, key?: string): Promise<Outcome> => {
  try {
    const { events } = await clients[by].act(issueId, who, actOf(deed, feedback), { ...(seen === null ? {} : { seen }), ...(key === undefined ? {} : { key }) });
    return events;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** What came of it is what the model expects. */
export const demandOutcome = (what: string, outcome: unknown, expected: unknown): void => expect(outcome, what).toEqual(expected);

/** The ledger says what the model says: every event, the row, and nothing between the two. */
export const demandAgreement = async ({ rig, issueId, feedback }: Real, model: Model): Promise<void> => {
  const row = await rig.row(issueId);
  expect(await rig.events(issueId)).toEqual(model.events);
  expect({ status: row.status, cycle: row.cycle, seq: row.seq, suspended: row.suspended, granted: row.extensions_granted, waits: row.extension_pending }).toEqual({
    status: model.status,
    cycle: model.cycle,
    seq: model.events.length,
    suspended: model.suspended,
    granted: model.granted,
    waits: model.pending !== null,
  });
  const due = daysBetween(feedback, row.due_current);
  // Returned or reopened, it is due again so many working days later: the calendar's business, not the model's.
  if (model.events.some((type) => type === 'returned' || type === 'reopened')) model.due = due;
  else expect(due).toBe(model.due);
};

/** At the end the engine holds the very state that the ledger's events add up to. */
export const demandEngineEqualsLedger = async ({ rig, clients, issueId }: Real): Promise<void> => {
  const inEngine = await clients[0].engine.workflow.getHandle(issueId).query(issueQuery);
  const events = await loadIssueEvents(rig.db, [issueId]);
  expect(fold(events.get(issueId) ?? [])).toEqual(inEngine);
};
