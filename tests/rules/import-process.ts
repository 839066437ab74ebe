// Takes a table of days in a process of its own, so that it can be killed half-way. Tells its progress and its result.
import { importCalendar } from '../../client/calendar.ts';
import { readCalendarFile } from '../../client/calendar-file.ts';
import { HuitoukanClient } from '../../client/client.ts';
import { makeDataConverter } from '../../worker/codec.ts';

export type ImportSettings = { readonly address: string; readonly namespace: string; readonly ledgerUrl: string; readonly key: { readonly id: string; readonly key: string }; readonly file: string };
export type ImportNews = { readonly done: number; readonly total: number } | { readonly open: number; readonly changed: number; readonly already: number; readonly told: number; readonly failed: number; readonly moved: number };

const settings = JSON.parse(process.argv[2] ?? '{}') as ImportSettings;
const { id, key } = settings.key;
const client = await HuitoukanClient.connect({
  connection: { address: settings.address },
  namespace: settings.namespace,
  ledgerUrl: settings.ledgerUrl,
  dataConverter: makeDataConverter({ namespace: settings.namespace, keys: [{ id, key: new Uint8Array(Buffer.from(key, 'base64')) }] }),
});
const say = (news: ImportNews): void => void process.send?.(news);
const result = await importCalendar(client, { table: await readCalendarFile(settings.file), source: settings.file, person: 'p-sup', onProgress: (done, total) => say({ done, total }) });
const { open, changed, already, told, failed, moved } = result;
say({ open, changed, already, told, failed: failed.length, moved: moved.length });
await client.close();
process.disconnect?.();
