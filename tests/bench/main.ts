// `npm run bench`: this system beside a bare Temporal workflow of the same shape, on one engine, in turns.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { openBare } from './bare.ts';
import type { Bench } from './bench.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { openOurs } from './ours.ts';
import { workerKilled } from './phases/kill.ts';
import { lifecycles } from './phases/lifecycles.ts';
import { morningMail } from './phases/mail.ts';
import { firstRows } from './phases/page.ts';
import { actsUnderLoad, openIssues } from './phases/open.ts';
import { registerBesideActs } from './phases/beside.ts';
import { registerApi } from './phases/register.ts';
import { reminderStorm } from './phases/storm.ts';
import { openPlace, type Place } from './place.ts';
import { machineClass } from './proc.ts';
import { missedAims, phaseInWords, type Report } from './report.ts';
import type { PhaseResult } from './rows.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const startedAt = Date.now();
const say = (progress: string): void => void process.stderr.write(`  ${((Date.now() - startedAt) / 1000).toFixed(0)} s  ${progress}\n`);

const runPhases = async (bench: Bench, { phases }: Options): Promise<Report[]> => {
  const reports: Report[] = [];
  const done = (phase: Report['phase'], title: string, result: PhaseResult): void => {
    reports.push({ phase, title, result });
    print(phaseInWords(title, result));
  };
  const { profile } = bench;
  const shown = `${profile.lives} lives a side and round, ${profile.width} at once`;
  const { skipsTime } = bench.place;
  if (phases.includes('lifecycles') && skipsTime)
    done('lifecycles', `Lifecycle L12, reminders as rows (${profile.rounds} x ${shown}) / 完整周期`, await lifecycles(bench, 'reminders', profile.rounds));
  if (phases.includes('rungs') && skipsTime) {
    const rounds = Math.min(profile.rounds, 3);
    done('rungs', `Lifecycle L12, reminders as rungs: the worst case (${rounds} x ${shown}) / 最不利情形`, await lifecycles(bench, 'rungs', rounds));
  }
  if (phases.includes('open') || phases.includes('load')) {
    const { result, open } = await openIssues(bench);
    done('open', `Opening ${profile.open} issues / 开立问题`, result);
    for (const rate of phases.includes('load') ? profile.rates : [])
      done('load', `${rate} acts a second, ${profile.loadRounds} x ${profile.loadSeconds} s a side / 负载下办理`, await actsUnderLoad(bench, open, rate));
  }
  if (phases.includes('storm') && skipsTime) done('storm', 'Many wakes in one minute / 集中到期', await reminderStorm(bench));
  if (phases.includes('kill')) done('kill', `A worker is killed -9, ${profile.killRounds} rounds / 强杀工作进程`, await workerKilled(bench));
  if (phases.includes('mail')) done('mail', 'The reminders of one morning / 晨间提醒', await morningMail(bench));
  if (phases.includes('register')) done('register', `The register's API at ${profile.open} issues / 台账接口`, await registerApi(bench));
  if (phases.includes('beside')) done('beside', `The register while ${profile.besideRate} acts a second arrive in the same process / 办理同时看台账`, await registerBesideActs(bench));
  if (phases.includes('page')) done('page', `From the address to the first rows at ${profile.open} issues / 打开页面到可用`, await firstRows(bench));
  return reports;
};

const withPlace = async (options: Options, place: Place): Promise<Report[]> => {
  const ours = await openOurs(place, null);
  const bare = await openBare(place, options.writing);
  try {
    await ours.startWorker();
    await bare.startWorker();
    return await runPhases({ profile: options.profile, place, cores: cpus().length, ours, bare, say }, options);
  } finally {
    await ours.close();
    await bare.close();
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const options = readOptions(args);
  print(`${machineClass()}; ${new Date().toISOString().slice(0, 16)}Z; profile ${options.profile.name}`);
  const place = await openPlace();
  // Engine and ledger are not children that end with us: Ctrl-C must stop them too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void place.close().finally(() => process.exit(130)));
  try {
    if (!place.skipsTime) print('An engine of yours is used: lifecycles and storm are left out, for they need time to be skipped. Its CPU is not counted.');
    const reports = await withPlace(options, place);
    print(missedAims(reports));
    if (options.profile.name === 'quick') print('Quick profile: numbers this small are for seeing that it works, not for quoting.');
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify({ machine: machineClass(), at: new Date().toISOString(), profile: options.profile, reports }, null, 1)}\n`);
  } finally {
    await place.close();
  }
  return 0;
};

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
