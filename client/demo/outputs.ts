import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, type Instant } from '../../domain/time.ts';
import type { Triage } from '../adopt.ts';
import type { HuitoukanClient } from '../client.ts';
import { exportRegister } from '../register/export.ts';
import { countsAddUp, roundCounts, type RoundCounts } from '../round-counts.ts';
import { writeTimelines } from '../timeline.ts';

/** Writes what the demo leaves behind: register, timelines, mails, counts. What an earlier run left there is replaced. */
export const writeOutputs = async (client: HuitoukanClient, round: string, mailbox: string, out: string, now: Instant): Promise<RoundCounts> => {
  for (const part of ['timelines', 'mail']) {
    await rm(join(out, part), { recursive: true, force: true });
    await mkdir(join(out, part), { recursive: true });
  }
  await writeTimelines(client.ledger, round, join(out, 'timelines'), now);
  await writeFile(join(out, 'register.xlsx'), await exportRegister(client.ledger, round, 'xlsx', { on: dayOf(now) }));
  const mails = (await readdir(mailbox)).filter((name) => name.endsWith('.eml'));
  for (const name of mails) await copyFile(join(mailbox, name), join(out, 'mail', name));
  const counts = await roundCounts(client.ledger, round);
  // A round whose counts do not add up is a bug: better no summary than a wrong one.
  countsAddUp(counts);
  await writeFile(join(out, 'counts.json'), `${JSON.stringify(counts, null, 2)}\n`);
  return counts;
};

const sum = (numbers: Readonly<Record<string, number>>): number => Object.values(numbers).reduce((total, number) => total + number, 0);

/** The end of the demo, in words and numbers that add up. */
export const summarize = (counts: RoundCounts, triage: readonly Triage[], facts: { readonly out: string; readonly seconds: number }): void => {
  const { standing, happened, deliveries } = counts;
  const line = (zh: string, en: string): void => console.log(`  ${zh}\n  ${en}`);
  console.log('\n结果 / what came of it');
  line(
    `${counts.total} 个问题 = 已销号或归档 ${standing.done.count}（${standing.done.percent}%）+ 长期坚持 ${standing.sustained.count} + 延期中 ${standing.extended.count} + 未完成 ${standing.open.count} + 撤销 ${counts.withdrawn}`,
    `${counts.total} issues = ${standing.done.count} closed or archived (${standing.done.percent} %) + ${standing.sustained.count} sustained + ${standing.extended.count} extended + ${standing.open.count} open + ${counts.withdrawn} withdrawn`,
  );
  line(
    `曾逾期 ${happened.everOverdue}，现逾期 ${counts.marks.overdue}；退回 ${happened.returned.times} 次；延期申请 ${happened.extensions.requested} = 批准 ${happened.extensions.granted} + 不批 ${happened.extensions.refused}`,
    `${happened.everOverdue} were overdue at some time, ${counts.marks.overdue} now; ${happened.returned.times} returned; ${happened.extensions.requested} extensions asked = ${happened.extensions.granted} granted + ${happened.extensions.refused} refused`,
  );
  line(
    `回头看 ${happened.lookBacks.total} 次 = 保持 ${happened.lookBacks.held} + 部分反弹 ${happened.lookBacks.partly} + 反弹 ${happened.lookBacks.rebounded}；重开 ${happened.reopened.afterLookBack}；交接 ${happened.handedOver}；升级 ${sum(happened.rungs)} 级次`,
    `${happened.lookBacks.total} look-backs = ${happened.lookBacks.held} held + ${happened.lookBacks.partly} partly + ${happened.lookBacks.rebounded} rebounded; ${happened.reopened.afterLookBack} reopened; ${happened.handedOver} hand-overs; ${sum(happened.rungs)} rungs opened`,
  );
  const told = Object.entries(deliveries)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${state} ${count}`)
    .join(' + ');
  line(`通知 ${sum(deliveries)} 条 = ${told}`, `${sum(deliveries)} notices = ${told}`);
  if (triage.length > 0) {
    console.log(`\n需要先处理的 ${triage.length} 项 / ${triage.length} to be looked at first`);
    for (const item of triage.slice(0, 20)) console.log(`  第${item.number}号 ${item.title.slice(0, 36)}：${item.zh} / ${item.en}`);
    if (triage.length > 20) console.log(`  … 其余见 ${join(facts.out, 'triage.json')}`);
  }
  console.log(`\n用时 ${facts.seconds.toFixed(0)} 秒，结果在 ${facts.out}：register.xlsx · timelines/ · mail/ · counts.json`);
  console.log(`took ${facts.seconds.toFixed(0)} s; the results are in ${facts.out}`);
};
