import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../client/rehearsal/compare.ts';
import { perform } from '../client/demo/main.ts';
import { discardLedger } from '../ledger/embedded.ts';
import { startStack, type Stack } from '../worker/stack.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-out-'));
  folders.push(folder);
  return folder;
};
/** Both plays on one system: they have nothing in common but the machine's time. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ dataFolder: newFolder(), timeSkipping: true });
});
afterAll(async () => {
  await stack?.stop();
  if (stack !== undefined) discardLedger(stack.folder.path);
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const timeline = (out: string, number: string): string => {
  const name = readdirSync(join(out, 'timelines')).find((file) => file.endsWith(`${number}.md`));
  return readFileSync(join(out, 'timelines', name ?? `no timeline of ${number}`), 'utf8');
};

const foreseen = (out: string): Comparison => JSON.parse(readFileSync(join(out, 'rehearsal.json'), 'utf8')) as Comparison;

/** A subject as a mail program shows it. */
const subjectOf = (mail: string): string => {
  const folded = /^subject:(.*(?:\r?\n[ \t].*)*)/im.exec(mail)?.[1] ?? '';
  const words = folded.replaceAll(/(\?=)\s+(=\?)/g, '$1$2');
  return words.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) => (how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%'))));
};

describe('the demo', () => {
  it('plays the sample round through all its stories', { timeout: 300_000 }, async () => {
    const out = newFolder();
    const counts = await perform(stack, { out });
    expect(counts.total).toBe(29);
    expect(counts.withdrawn).toBe(1);
    // Only the silent one is open at the end; five are kept up, of which one was archived by decision.
    expect(counts.standing.open.count).toBe(1);
    expect(counts.standing.sustained.count).toBe(4);
    expect(counts.marks.overdue).toBe(1);
    expect(counts.happened.everOverdue).toBe(4);
    expect(counts.happened.extensions).toEqual({ requested: 3, late: 0, granted: 2, refused: 1 });
    expect(counts.happened.returned.times).toBe(2);
    expect(counts.happened.reopened.afterLookBack).toBe(3);
    expect(counts.happened.lookBacks).toMatchObject({ partly: 1, rebounded: 2 });
    // The common issue of three units is one issue; one unit had it back, and it was closed again.
    expect(counts.common).toMatchObject({ issues: 1, parts: 3, workflows: 31 });
    const common = timeline(out, 'common-29');
    expect([...common.matchAll(/各单位均已销号|重新打开/g)].map(([moment]) => moment)).toEqual(['各单位均已销号', '重新打开', '各单位均已销号']);
    expect(counts.happened.handedOver).toBe(2);
    // The round's own story: a link to the round before it, petitions and money of the round itself, its mails.
    expect(counts.lineage).toMatchObject({ linked: 1, kinds: { 'not-fixed': 1 } });
    expect(counts.lineage.proposals.confirmed).toBe(1);
    expect(counts.lineage.proposals.open).toBeGreaterThan(0);
    expect(counts.outcomes).toMatchObject({ petitions: { received: 14, settled: 13 }, recoveredFen: 4_862_000 });
    // Nothing is lost on the way: what was due has left, what is planned lies ahead.
    const { accepted = 0, bundled = 0, planned = 0, withdrawn = 0, ...rest } = counts.deliveries;
    expect(rest).toEqual({});
    expect([accepted, bundled, planned, withdrawn].every((count) => count > 0)).toBe(true);
    const mails = readdirSync(join(out, 'mail'));
    expect(new Set(mails.map((name) => /^message-id: (\S+)/im.exec(readFileSync(join(out, 'mail', name), 'utf8'))?.[1])).size).toBe(mails.length);
    // The silent owner's issue climbs the whole ladder, in order.
    const silent = timeline(out, '16');
    const rungs = ['完成整改逾期，T+1', '完成整改逾期，T+10', '完成整改逾期，T+20', '完成整改逾期，T+30'].map((rung) => silent.indexOf(rung));
    expect(rungs.every((at) => at > 0)).toBe(true);
    expect(rungs).toEqual([...rungs].sort((a, b) => a - b));
    // Foreseen by the rules alone: every notice by issue, step, recipient and day.
    expect(foreseen(out)).toEqual({ same: expect.any(Number), onlyRules: [], onlyEngine: [] });
    expect(foreseen(out).same).toBeGreaterThan(500);
    const subjects = mails.map((name) => subjectOf(readFileSync(join(out, 'mail', name), 'utf8')));
    for (const told of ['整改方案被退回', '周报', '月度任务清单']) expect(subjects.filter((subject) => subject.includes(told)).length, told).toBeGreaterThan(0);
    expect(readFileSync(join(out, 'register.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('adopts a published report and shows what is overdue at once', { timeout: 120_000 }, async () => {
    const out = newFolder();
    const file = fileURLToPath(new URL('../samples/reports/park-follow-up-section.txt', import.meta.url));
    const counts = await perform(stack, { out, file, months: 1 });
    expect(counts.total).toBeGreaterThan(4);
    expect(counts.byStatus.closed).toBeGreaterThan(0);
    expect(counts.marks.overdue).toBeGreaterThan(0);
    expect(foreseen(out)).toMatchObject({ onlyRules: [], onlyEngine: [] });
  });
});
