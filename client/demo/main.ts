import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadRound, type RoundEntry } from '../../ledger/rounds.ts';
import { issuesAmong } from '../../domain/common.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { addMonths, dayOf, startOfDay, type Day } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { toldDeliveries } from '../../ledger/rehearsal.ts';
import { discardLedger } from '../../ledger/embedded.ts';
import { roundCounts, type RoundCounts } from '../round-counts.ts';
import { planRollups } from '../../activities/rollup.ts';
import { dispatchDue } from '../../activities/dispatch.ts';
import { startStack, type Stack } from '../../worker/stack.ts';
import { adoptReport, type Triage } from '../adopt.ts';
import { HuitoukanClient } from '../client.ts';
import { publishedDayTable } from '../day-tables.ts';
import { readReportFile } from '../import/read-report.ts';
import { proposalsInWords } from '../lineage-words.ts';
import { loadPolicy } from '../policies.ts';
import { readRoundFile, SAMPLE_ROUND } from '../round-file.ts';
import { stopRequested } from '../stop-requested.ts';
import { compareRehearsals, type Comparison } from '../rehearsal/compare.ts';
import { fromOpening, rehearsalOfRound } from '../rehearsal/input.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { officeHours } from '../rehearsal/office-hours.ts';
import { TimeTravel } from '../time-travel.ts';
import { linger } from './linger.ts';
import { play } from './play.ts';
import type { Playback } from './playback.ts';
import { virtualProgress } from './progress.ts';
import { loadEarlierRound, loadSampleStories, type EarlierRound, type StoryStep } from './script.ts';
import { summarize, writeOutputs } from './outputs.ts';

export type DemoOptions = {
  /** A published report to adopt; without one the sample round is played. */
  readonly file?: string;
  /** Leaves everything running for a look, until Ctrl-C. */
  readonly keep?: boolean;
  readonly out?: string;
  readonly months?: number;
};

type Scene = { readonly entry: RoundEntry; readonly stories: readonly { number: string; steps: readonly StoryStep[] }[]; readonly ofRound: readonly StoryStep[]; readonly triage: readonly Triage[] };

const MONTHS = 18;
const SUPERVISOR = 'p-gu';

/**
 * `npm run demo`: opens a round on the real engine, plays it forward with its people, writes what came of it. With a file it
 * adopts that report and plays it forward with nobody acting: what would fall due, and who would hear of it.
 */
export const demo = async (options: DemoOptions = {}): Promise<RoundCounts> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'huitoukan-demo-'));
  console.log('回头看演示：在真实流程引擎上快进一年半 / Huitoukan demo: eighteen months on the real engine\n');
  const stack = await startStack({ dataFolder, timeSkipping: true, ui: options.keep ?? false, onProgress: (zh, en) => console.log(`· ${zh} / ${en}`) });
  try {
    return await perform(stack, options);
  } finally {
    await stack.stop();
    discardLedger(dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  }
};

/** The same on a system that runs already, with time that can be skipped. */
export const perform = async (stack: Stack, options: DemoOptions): Promise<RoundCounts> => {
  const started = Date.now();
  const out = resolve(options.out ?? 'out');
  await mkdir(out, { recursive: true });
  const client = await HuitoukanClient.connect(stack);
  const asked = stopRequested();
  try {
    const scene = options.file === undefined ? await sampleScene(client) : await reportScene(client, options.file);
    const foreseen = await playScene(client, stack, scene, options.months ?? MONTHS, asked);
    const until = startOfDay(addMonths(dayOf(Date.now()), options.months ?? MONTHS));
    const counts = await writeOutputs(client, scene.entry.head.id, stack.folder.mailbox, out, until);
    await writeFile(join(out, 'rehearsal.json'), `${JSON.stringify(foreseen, null, 2)}\n`);
    if (scene.triage.length > 0) await writeFile(join(out, 'triage.json'), `${JSON.stringify(scene.triage, null, 2)}\n`);
    summarize(counts, scene.triage, { out, seconds: (Date.now() - started) / 1000 });
    if (options.keep === true) await linger(client, stack, until, asked);
    return counts;
  } finally {
    await client.close();
  }
};

const sampleScene = async (client: HuitoukanClient): Promise<Scene> => {
  const [told, earlier, read] = await Promise.all([loadSampleStories(), loadEarlierRound(), readRoundFile(SAMPLE_ROUND, Date.now())]);
  const { people, posts, units, stories, roundStory } = read;
  const entry = { ...read.entry, head: { ...read.entry.head, recheckOf: earlier.id } };
  await saveDirectory(client.ledger, people, posts, entry.head.feedback, units);
  await openEarlier(client, earlier, entry);
  return { entry, ofRound: told[roundStory ?? ''] ?? [], stories: entry.drafts.map(({ number }) => ({ number, steps: told[stories.get(number) ?? ''] ?? [] })), triage: [] };
};

/** The round before this one, closed long ago: what it found is looked through when the new one comes in. */
const openEarlier = async (client: HuitoukanClient, earlier: EarlierRound, { head: { unit, inspector, parties }, policy, days, at }: RoundEntry): Promise<void> => {
  const { id, title, feedback, findings } = earlier;
  const head = { id, title, unit, inspector, feedback, parties };
  const drafts = findings.map(({ title: finding, aspect }, index): OpenCommand => ({
    type: 'open',
    round: id,
    number: String(index + 1),
    title: finding,
    category: aspect,
    kind: 'dated',
    parties: { superior: null, ...parties, owner: null, leader: null },
    feedback,
    due: { day: addMonths(feedback, 3), words: null },
    standing: 'closed',
  }));
  // Nothing is owed of it any more.
  const over: Policy = { ...policy, name: `${policy.name}-earlier`, lookBack: { ...policy.lookBack, after: [] }, round: { ...policy.round, owes: [] } };
  await client.openRound({ head, policy: over, days, drafts, record: {}, at }, SUPERVISOR);
  await allOpened(client, id, drafts.length);
};

const reportScene = async (client: HuitoukanClient, file: string): Promise<Scene> => {
  const report = await readReportFile(file);
  const at = Date.now();
  const { entry, triage } = adoptReport(report, { policy: await loadPolicy('default'), days: publishedDayTable(), at });
  const people = [
    { id: SUPERVISOR, name: '督查员', email: 'supervision@county.example' },
    { id: 'p-lu', name: '巡察组长', email: 'team@county.example' },
    { id: 'p-head', name: '主要负责人', email: 'head@unit.example' },
  ];
  const posts = [
    { id: 'supervision', title: '督查室', unit: entry.head.inspector, holders: [SUPERVISOR] },
    { id: 'team', title: entry.head.inspector || '巡察组', unit: entry.head.inspector, holders: ['p-lu'] },
    { id: `${entry.head.id}-head`, title: '主要负责人', unit: entry.head.unit, holders: ['p-head'] },
  ];
  await saveDirectory(client.ledger, people, posts, dayOf(at));
  return { entry, stories: entry.drafts.map((draft) => ({ number: draft.number, steps: [] })), ofRound: [], triage };
};

const playScene = async (client: HuitoukanClient, stack: Stack, scene: Scene, months: number, asked: Promise<void>): Promise<Comparison> => {
  const { head, drafts, days } = scene.entry;
  const likeEarlier = await client.openRound(scene.entry, SUPERVISOR);
  await allOpened(client, head.id, drafts.length);
  for (const line of proposalsInWords(likeEarlier)) console.log(`· ${line}`);
  console.log(`· 已开立 ${issuesAmong(drafts)} 个问题，共 ${drafts.length} 个流程 / ${issuesAmong(drafts)} issues opened, ${drafts.length} workflows`);
  const { overdue } = (await roundCounts(client.ledger, head.id)).marks;
  if (overdue > 0) console.log(`· 其中 ${overdue} 个承诺期限已过，即为逾期 / ${overdue} of them promised a date that has passed: overdue at once`);
  console.log('');
  const from = dayOf(Date.now());
  const until = addMonths(from, months);
  // The rules foresee every notice before the first day; in the end they are held against what was sent.
  const steps = new Map(scene.stories.map((story) => [story.number, story.steps]));
  const input = await fromOpening(client.ledger, await rehearsalOfRound(client, head.id, Object.assign(({ number }: { readonly number: string }) => steps.get(number) ?? [], { ofRound: () => scene.ofRound }), Date.now()));
  const rules = rehearse({ ...input, until });
  const progress = virtualProgress(from, until);
  const travel = await TimeTravel.connect(client.engine, stack.connection);
  const playback: Playback = {
    client,
    travel,
    round: head.id,
    days,
    hours: officeHours([scene.entry.policy]),
    evidenceFolder: stack.folder.evidence,
    morning: async (at) => void (await planRollups(client.ledger, at)),
    // The dispatcher's pass itself: its workflow only polls, and in skipped time that would be half a million polls.
    dispatch: async (at) => void (await dispatchDue({ db: client.ledger, channels: stack.channels, chooseRobot: stack.chooseRobot }, { now: at, signal: new AbortController().signal })),
    onProgress: (day: Day, what) => progress.at(day, what),
  };
  const interrupted = asked.then(() => Promise.reject(new Error('演示已中断 / the demo was interrupted')));
  try {
    await Promise.race([play(playback, scene.stories, from, until, scene.ofRound), stack.broken, interrupted]);
  } finally {
    await travel.close();
  }
  progress.stop();
  const told = await toldDeliveries(client.ledger, head.id, input.from);
  const foreseen = compareRehearsals(rules, { notices: told.filter(({ day }) => day <= until) });
  console.log(`· 规则事先推演与实际发出的通知相同${foreseen.same}条，不同${foreseen.onlyRules.length + foreseen.onlyEngine.length}条 / foreseen by the rules alone: ${foreseen.same} notices alike`);
  return foreseen;
};

const WAIT_MS = 60_000;

const allOpened = async (client: HuitoukanClient, round: string, count: number): Promise<void> => {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(20)) {
    const row = await client.ledger
      .selectFrom('issue')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('round_id', '=', round)
      .executeTakeFirstOrThrow();
    if (Number(row.count) === count && (await loadRound(client.ledger, round)).status !== 'opening') return;
  }
  throw new Error(`the engine did not open ${count} issues in ${WAIT_MS / 1000} s`);
};
