import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMonths, dayOf } from '../../domain/time.ts';
import { addressOf } from '../../ledger/database.ts';
import { PaperRound } from '../../tests/paper-round.ts';
import { rehearsalFileAside, rehearseAside } from './aside.ts';
import { nobodyActs } from './behaviour.ts';
import { rehearsalOfRound } from './input.ts';
import { rehearse, type RehearsalProgress } from './rehearse.ts';
import { underWay, whileUnderWay } from './under-way.ts';

let paper: PaperRound;
beforeAll(async () => {
  paper = await PaperRound.open([{}, {}, {}]);
}, 60_000);
afterAll(async () => await paper.drop());

const asked = (now: number) => ({ ledger: addressOf(paper.db), round: 'r1', months: 6, now, policy: null });
const stays = (): AbortSignal => new AbortController().signal;

test('in its own thread a rehearsal comes to the same, and the thread of the server stays free meanwhile', async () => {
  const { now } = paper;
  const { dates: _dates, ...here } = rehearse({ ...(await rehearsalOfRound({ ledger: paper.db }, 'r1', nobodyActs, now)), until: addMonths(dayOf(now), 6) });
  const own = process.threadCpuUsage();
  expect(await rehearseAside(asked(now), stays())).toEqual(here);
  const { user } = process.threadCpuUsage(own);
  expect(here.notices.length).toBeGreaterThan(10);
  // Modules alone take the other thread several times as long.
  expect(user / 1000).toBeLessThan(150);
  expect(Buffer.from(await rehearsalFileAside(asked(now), 'csv', stays())).toString()).toContain('通知');
}, 60_000);

test('whoever waits is told how far it has come: the day that is played, and the issues that are through', async () => {
  const { now } = paper;
  const told: RehearsalProgress[] = [];
  await whileUnderWay('a1', 'r1', async (tell) => {
    expect(underWay('a1', 'r1')).toEqual({ progress: null });
    await rehearseAside(asked(now), stays(), { told: (progress) => { told.push(progress); tell(progress); } });
    expect(underWay('a1', 'r1')).toEqual({ progress: told.at(-1) });
    expect(underWay('a2', 'r1')).toBeNull();
  });
  expect(underWay('a1', 'r1')).toBeNull();
  const [first] = told;
  expect(first).toMatchObject({ from: dayOf(now), until: addMonths(dayOf(now), 6), issues: 3 });
  const days: string[] = [];
  const { notices } = rehearse({ ...(await rehearsalOfRound({ ledger: paper.db }, 'r1', nobodyActs, now)), until: addMonths(dayOf(now), 6) }, ({ day, played, until }) => {
    days.push(day);
    expect(day <= until && played <= 3).toBe(true);
  });
  expect(days).toEqual([...new Set(days)].toSorted());
  expect(days.length).toBeGreaterThan(10);
  expect(notices.length).toBeGreaterThan(10);
}, 60_000);

test('it ends when whoever asked has gone, when it takes too long or too much memory, and refuses what is too large; each time the next one runs', async () => {
  const { now } = paper;
  const gone = new AbortController();
  const left = rehearseAside(asked(now), gone.signal);
  setTimeout(() => gone.abort(), 20);
  await expect(left).rejects.toMatchObject({ code: 'REHEARSAL_TOO_LONG' });
  await expect(rehearseAside(asked(now), stays(), { withinMs: 1 })).rejects.toMatchObject({ code: 'REHEARSAL_TOO_LONG' });
  await expect(rehearseAside(asked(now), stays(), { most: 2 })).rejects.toMatchObject({ code: 'REHEARSAL_TOO_LARGE', where: { most: 2 } });
  await expect(rehearseAside(asked(now), stays(), { megabytes: 12 })).rejects.toMatchObject({ code: 'REHEARSAL_TOO_HEAVY' });
  await expect(rehearseAside({ ...asked(now), round: 'r9' }, stays())).rejects.toMatchObject({ code: 'UNKNOWN_ROUND' });
  expect((await rehearseAside(asked(now), stays())).issues).toBe(3);
}, 60_000);
