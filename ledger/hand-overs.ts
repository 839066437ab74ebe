import { sql } from 'kysely';
import { fold } from '../domain/evolve.ts';
import { isEnded, type Status } from '../domain/issue.ts';
import type { Day } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import { loadIssueEvents } from './steps.ts';

/** An issue of an owner, and to whom its hand-over waits, if one does. */
export type OwnedIssue = { readonly id: string; readonly status: Status; readonly handOverTo: string | null };

/** Everything in the register that a person owns, in the order of ids. */
export const ownedBy = async (db: LedgerDatabase, person: string): Promise<OwnedIssue[]> => {
  const rows = await db.selectFrom('issue').select(['id', 'status', 'hand_over_to as handOverTo']).where('owner_ref', '=', `person:${person}`).orderBy('id').execute();
  return rows.map((row) => ({ ...row, status: row.status as Status }));
};

/** A measure that somebody has still to carry out on an issue that is not his. */
export type MeasureElsewhere = { readonly issue: string; readonly measure: string; readonly text: string; readonly due: Day };

/**
 * Open measures of a person on issues that other people own: no hand-over of those moves them, a superior passes them on. Only
 * plans that ever named the person are read.
 */
export const measuresElsewhere = async (db: LedgerDatabase, person: string): Promise<MeasureElsewhere[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct issue.id from issue join issue_event on issue_event.issue_id = issue.id
    where issue.owner_ref is distinct from ${`person:${person}`} and issue_event.type in ('plan-proposed', 'plan-revised', 'assigned', 'handed-over', 'measures-passed')
      and (jsonb_path_exists(body, '$.measures[*].owner ? (@ == $person)', jsonb_build_object('person', ${person}::text))
        or jsonb_path_exists(body, '$.changes[*].after.owner ? (@ == $person)', jsonb_build_object('person', ${person}::text))
        or body ->> 'owner' = ${`person:${person}`} or body ->> 'to' in (${`person:${person}`}, ${person}))
    order by issue.id`.execute(db);
  const histories = await loadIssueEvents(db, rows.map((row) => row.id));
  return rows.flatMap(({ id }) => {
    const state = fold(histories.get(id) ?? []);
    if (state === null || isEnded(state.status)) return [];
    return [...state.measures, ...(state.proposal?.measures ?? [])].filter((measure) => !measure.done && measure.owner === person).map((measure) => ({ issue: id, measure: measure.id, text: measure.text, due: measure.due.day }));
  });
};
