import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { personsOf } from '../domain/deputies.ts';
import type { IssueEvent } from '../domain/events.ts';
import { issueIdOf, type IssueState } from '../domain/issue.ts';
import { ladderNotices, type Notice } from '../domain/notices.ts';
import type { Hands } from '../domain/party.ts';
import { registerRow } from '../domain/register-row.ts';
import type { Step } from '../domain/step.ts';
import type { Instant } from '../domain/time.ts';
import { recordPart } from './common.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { planNotices } from './deliveries.ts';
import { loadDocuments } from './documents.ts';
import { addressesOf, inlined, outsourced } from './event-documents.ts';
import { settleProposals } from './lineage.ts';
import { PREPARED } from './prepared.ts';
import { ANY_WEBHOOK, planWebhooks } from './webhooks.ts';

/**
 * Records a step of an issue in one transaction: its events, its row in the register, the deliveries it calls for.
 * Idempotent by (issue, seq): an activity that runs again after a lost answer changes nothing. A straggler of an older
 * step cannot overwrite a newer row.
 */
export const recordStep = async (db: LedgerDatabase, step: Step): Promise<void> => {
  const { state, events } = step;
  const last = events.at(-1);
  if (last === undefined) return;
  const issueId = issueIdOf(state);
  const ladder = ladderNotices(state);
  const digest = digestOf(ladder);
  await db.transaction().execute(async (trx) => {
    const written = await writeStep(trx, state, digest, await eventRows(trx, issueId, events));
    if (written === undefined) return;
    await recordAcknowledgements(trx, issueId, events);
    await settleProposals(trx, issueId, events);
    if (state.common?.unit != null) await recordPart(trx, state, events);
    if (written.watched) await planWebhooks(trx, issueId, state.round, events);
    // Whoever sits in a post by then is asked when a notice falls due; here only what the rules call for matters.
    if (step.notices.length === 0 && written.plannedFrom === digest) return;
    await planNotices(trx, { issueId, roundId: state.round, eventNotices: step.notices, ladderNotices: ladder, now: last.at, channel: 'mail' });
  });
};

const digestOf = (notices: readonly Notice[]): string => createHash('sha256').update(JSON.stringify(notices)).digest('hex');

const eventRows = (trx: LedgerTransaction, issueId: string, events: readonly IssueEvent[]) =>
  Promise.all(
    events.map(async (event) => {
      const { seq, cycle, at, by, type, ...body } = event;
      return { issue_id: issueId, seq, cycle, at, by, type, body: JSON.stringify(await outsourced(trx, type, body)) };
    }),
  );

/**
 * Events and the issue's row in one statement: every act of every person passes here, and each trip to the server is felt;
 * whether any other system listens is asked in it, too.
 * The row is locked until the transaction ends. Answers what the deliveries were planned from before this step, or undefined
 * for a straggler: its events stand, the newer row stays.
 */
const writeStep = async (
  trx: LedgerTransaction,
  state: IssueState,
  digest: string,
  rows: Awaited<ReturnType<typeof eventRows>>,
): Promise<{ readonly plannedFrom: string | null; readonly watched: boolean } | undefined> => {
  const projected = registerRow(state);
  const values = { ...projected, lights: JSON.stringify(projected.lights), lineage: JSON.stringify(projected.lineage), look_backs: JSON.stringify(projected.look_backs), notices_sha256: digest };
  return await trx
    .with('events', (db) => db.insertInto('issue_event').values(rows).onConflict((conflict) => conflict.columns(['issue_id', 'seq']).doNothing()))
    .insertInto('issue')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values).where('issue.seq', '<', state.seq))
    // Read from the state before this statement, as every part of a statement does.
    .returning((select) => [select.selectFrom('issue as before').select('before.notices_sha256').where('before.id', '=', projected.id).as('plannedFrom'), ANY_WEBHOOK.as('watched')])
    // Nearly every step is one event; texts for every number of them are not worth keeping.
    .$if(rows.length === 1, (query) => query.modifyEnd(PREPARED))
    .executeTakeFirst();
};

const recordAcknowledgements = async (trx: LedgerTransaction, issueId: string, events: readonly IssueEvent[]): Promise<void> => {
  for (const event of events) if (event.type === 'acknowledged') await recordAcknowledgement(trx, issueId, event);
};

/**
 * Who confirmed which notice, and when: beside the notice itself, where an inspector looks for it. A deputy confirms for
 * whoever is on leave, too. `subject`: an issue or a round.
 */
export const recordAcknowledgement = async (
  trx: LedgerTransaction,
  subject: string,
  { step, cycle, at, ...hands }: Hands & { readonly step: string; readonly cycle: number; readonly at: number },
): Promise<void> => {
  await trx
    .updateTable('delivery')
    .set({ acknowledged_at: at })
    .where('issue_id', '=', subject)
    .where('cycle', '=', cycle)
    .where('recipient', 'in', personsOf(hands))
    .where('acknowledged_at', 'is', null)
    .where((where) => where.or([where('step', '=', step), sql<boolean>`starts_with(step, ${`${step}:r`})`]))
    .execute();
};

/** Up to where a history is read: events not later than an instant, and written not after a position of the log. */
export type HistoryEnd = { readonly instant: Instant; readonly through: number };

/** The history of issues, oldest first, as the core wrote it; what `fold` needs. The whole of it, or up to an end. */
export const loadIssueEvents = async (db: LedgerDatabase, issueIds: readonly string[], end?: HistoryEnd): Promise<Map<string, IssueEvent[]>> => {
  if (issueIds.length === 0) return new Map();
  let query = db.selectFrom('issue_event').selectAll().where('issue_id', 'in', issueIds);
  if (end !== undefined) query = query.where('at', '<=', end.instant).where('position', '<=', end.through);
  const rows = await query.orderBy('issue_id').orderBy('seq').execute();
  const documents = await loadDocuments(db, rows.flatMap((row) => addressesOf(row).map(([, address]) => address)));
  const histories = new Map<string, IssueEvent[]>();
  for (const row of rows) {
    const { issue_id, position: _position, body: _body, ...head } = row;
    const history = histories.get(issue_id) ?? [];
    history.push({ ...inlined(row, documents), ...head } as IssueEvent);
    histories.set(issue_id, history);
  }
  return histories;
};
