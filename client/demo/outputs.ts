import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HuitoukanClient } from '../client.ts';
import type { Triage } from '../adopt.ts';
import { countsAddUp, roundCounts } from '../round-counts.ts';
import { writeTimelines } from '../timeline.ts';

/** Writes what the demo leaves: timelines, mails, counts, the register. What an earlier run left there is replaced. */
export const writeOutputs = async (client: HuitoukanClient, round: string, mailbox: string, out: string): Promise<void> => {
  for (const part of ['timelines', 'mail']) {
    await rm(join(out, part), { recursive: true, force: true });
    await mkdir(join(out, part), { recursive: true });
  }
  await writeTimelines(client.ledger, round, join(out, 'timelines'));
  const mails = (await readdir(mailbox)).filter((name) => name.endsWith('.eml'));
  for (const name of mails) await copyFile(join(mailbox, name), join(out, 'mail', name));
  const counts = await roundCounts(client.ledger, round);
  countsAddUp(counts);
  await writeFile(join(out, 'counts.json'), `${JSON.stringify(counts, null, 2)}\n`);
};

export const summarize = async (client: HuitoukanClient, round: string, triage: readonly Triage[], facts: { readonly out: string; readonly seconds: number }): Promise<void> => {
  const counts = await roundCounts(client.ledger, round);
  console.log(JSON.stringify(counts, null, 2));
  if (triage.length > 0) {
    console.log(`\n需要先处理的 ${triage.length} 项 / to be looked at first:`);
    for (const item of triage) console.log(`  第${item.number}号 ${item.title.slice(0, 40)}：${item.zh} / ${item.en}`);
  }
  console.log(`\n用时 ${facts.seconds.toFixed(0)} 秒，结果在 ${facts.out} / ${facts.seconds.toFixed(0)} s, results in ${facts.out}`);
};
