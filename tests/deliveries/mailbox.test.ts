import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RECEIPTS_FILE, startMailbox, type Receipt } from '../../worker/mailbox.ts';
import { smtp } from './kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'huitoukan-mailbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const send = (port: number, text: string) =>
  smtp(port).send(
    { deliveryId: 'd1', notices: ['d1'], messageId: '<d1@huitoukan.local>', to: { person: 'p-owner', name: '张三', address: 'owner@example.com' }, lines: [], subject: '提醒', text, html: '<p>x</p>', at: 0 },
    { signal: new AbortController().signal, handingOver: () => Promise.resolve(true) },
  );

test('keeps what it takes as .eml, and notes when it took it and when it answered', async () => {
  const mailbox = await startMailbox({ folder });
  expect(await send(mailbox.port, '请完成整改')).toMatchObject({ kind: 'accepted' });
  expect(await send(mailbox.port, '请完成整改')).toMatchObject({ kind: 'accepted' });
  await mailbox.close();
  const lines = readFileSync(join(folder, RECEIPTS_FILE), 'utf8').trim().split('\n');
  const receipts = lines.map((line) => JSON.parse(line) as Receipt);
  expect(receipts.map((receipt) => receipt.event)).toEqual(['taken', 'answered', 'taken', 'answered']);
  expect(new Set(receipts.map((receipt) => receipt.copy)).size).toBe(2);
  expect(receipts[0]).toMatchObject({ messageId: '<d1@huitoukan.local>', recipient: 'owner@example.com' });
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  expect(files).toHaveLength(2);
  expect(readFileSync(join(folder, files[0] ?? ''), 'latin1')).toContain('Subject: ');
});

test('a message beyond the limit is refused for good', async () => {
  const mailbox = await startMailbox({ folder: join(folder, 'small'), maxBytes: 20_000 });
  const outcome = await send(mailbox.port, '整改'.repeat(20_000));
  expect(outcome).toMatchObject({ kind: 'rejected' });
  expect(mailbox.count()).toBe(0);
  await mailbox.close();
});
