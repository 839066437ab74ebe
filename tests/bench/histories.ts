import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { HistoryEvent } = proto.temporal.api.history.v1;
const { EventType } = proto.temporal.api.enums.v1;

export type HistorySize = {
  readonly events: number;
  /** Events that only skipped time writes; real life has none of them. */
  readonly skips: number;
  readonly bytes: number;
  /** By kind of event: how many, and their bytes in all. */
  readonly kinds: Readonly<Record<string, { readonly count: number; readonly bytes: number }>>;
};

const NOT_IN_REAL_LIFE = /TIME_SKIPPING|OPTIONS_UPDATED/;

/** The history of a workflow by kinds of events, skipped time's own events set apart. */
export const historySize = async (client: Client, workflowId: string): Promise<HistorySize> => {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const kinds: Record<string, { count: number; bytes: number }> = {};
  let skips = 0;
  for (const event of events ?? []) {
    const name = EventType[event.eventType ?? 0] ?? '?';
    if (NOT_IN_REAL_LIFE.test(name)) {
      skips += 1;
      continue;
    }
    const kind = (kinds[name.replace('EVENT_TYPE_', '')] ??= { count: 0, bytes: 0 });
    kind.count += 1;
    kind.bytes += HistoryEvent.encode(event).finish().length;
  }
  const all = Object.values(kinds);
  return { events: all.reduce((sum, kind) => sum + kind.count, 0), skips, bytes: all.reduce((sum, kind) => sum + kind.bytes, 0), kinds };
};
