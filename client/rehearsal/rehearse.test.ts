import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../domain/day-table.ts';
import { HOUR_MS, startOfDay } from '../../domain/time.ts';
import { readRoundFile, SAMPLE_ROUND, type RoundFileContent } from '../round-file.ts';
import { loadBehaviour, nobodyActs, type Behaviour } from './behaviour.ts';
import { rehearsalCsv, rehearsalWorkbook } from './export.ts';
import { movedTo, rehearsalOfDrafts } from './input.ts';
import { rehearse } from './rehearse.ts';

const AT = startOfDay('2026-03-02') + 9 * HOUR_MS;
const STORIES = fileURLToPath(new URL('../../samples/stories.yaml', import.meta.url));
let sample: RoundFileContent;
let folder: string;
beforeAll(async () => {
  sample = await readRoundFile(SAMPLE_ROUND, AT);
  folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
});
afterAll(() => rm(folder, { recursive: true }));

const played = (behaviour: Behaviour, until: string, content = sample) => {
  const input = rehearsalOfDrafts(content, behaviour, AT);
  return { input, result: rehearse({ ...input, until }) };
};
const scriptOf = async (text: string): Promise<Behaviour> => {
  const file = join(folder, 'script.yaml');
  await writeFile(file, text);
  return loadBehaviour(file);
};
/** As many issues as wanted, out of the sample's, with its stories. */
const largeRound = (issues: number): RoundFileContent => {
  const { drafts } = sample.entry;
  const many = Array.from({ length: issues }, (_, at) => ({ ...drafts[at % drafts.length]!, number: String(at + 1) }));
  const stories = new Map(many.map(({ number }, at) => [number, sample.stories.get(drafts[at % drafts.length]!.number) ?? '']));
  return { ...sample, entry: { ...sample.entry, drafts: many }, stories };
};

describe('a rehearsal', () => {
  it('of nobody acting: the whole ladder, every number adds up, nothing outside of working days', () => {
    const { result } = played(nobodyActs, '2027-03-02');
    expect(result.refused).toEqual([]);
    expect(result.days.reduce((sum, { notices }) => sum + notices, 0)).toBe(result.notices.length);
    expect(result.people.reduce((sum, { notices }) => sum + notices, 0)).toBe(result.notices.length);
    expect(result.people.reduce((sum, { mails }) => sum + mails, 0)).toBe(result.days.reduce((sum, { mails }) => sum + mails, 0));
    expect(Object.values(result.byKind).reduce((sum, count) => sum + count, 0)).toBe(result.notices.length);
    expect(result.worstDay?.notices).toBe(Math.max(...result.days.map(({ notices }) => notices)));
    expect(result.people.map(({ notices }) => notices)).toEqual(result.people.map(({ notices }) => notices).toSorted((a, b) => b - a));
    expect(result.days.filter(({ day }) => !isWorkingDay(sample.entry.days, day))).toEqual([]);
    const of16 = result.notices.filter(({ issue, person, kind }) => issue.endsWith('/16') && person === 'p-he' && kind !== 'information').map(({ step }) => step);
    expect(of16).toEqual(expect.arrayContaining(['accept#1:T+3', 'due#1:T+1', 'due#1:T+10', 'due#1:T+20', 'due#1:T+30', 'due#1:chase-1']));
  });

  it('of people who act by a script: what is done is not chased, who leaves is not told, the successor is', async () => {
    const { result } = played(await loadBehaviour(STORIES), '2027-09-02');
    expect(result.refused).toEqual([]);
    const told = (number: string, person: string) => result.notices.filter((one) => one.issue.endsWith(`/${number}`) && one.person === person);
    // Number 12 is handed over in April 2026 by one who leaves.
    const handedOver = result.notices.find(({ topic, issue }) => topic === 'handed-over' && issue.endsWith('/12'))?.day ?? '';
    expect(told('12', 'p-mo').filter(({ day }) => day >= handedOver)).toEqual([]);
    expect(told('12', 'p-bai').length).toBeGreaterThan(3);
    expect(result.notices.filter(({ issue, step }) => issue.endsWith('/1') && step.startsWith('due#1:T+'))).toEqual([]);
    expect(result.notices.filter(({ issue, step }) => issue.endsWith('/16') && step === 'due#1:T+20').map(({ person }) => person).toSorted()).toEqual(['p-gu', 'p-he', 'p-tang', 'p-yan']);
    expect(result.dueOnDaysOff.length).toBeGreaterThan(0);
    expect(result.dueOnDaysOff.filter(({ day }) => isWorkingDay(sample.entry.days, day))).toEqual([]);
  });

  it('of a common issue: who watches over it hears that its last unit is done, and that one has it back', async () => {
    const { result } = played(await loadBehaviour(STORIES), '2027-09-02');
    const ofCommon = result.notices.filter(({ issue }) => issue === `common/${sample.entry.head.id}/29`);
    expect([...new Set(ofCommon.map(({ day, topic }) => `${day} ${topic}`))].map((one) => one.slice(11))).toEqual(['common-closed', 'common-reopened', 'common-closed']);
    const watching = [...new Set(ofCommon.map(({ person }) => person))];
    expect(ofCommon).toHaveLength(3 * watching.length);
    expect(watching.length).toBeGreaterThan(1);
    expect(played(nobodyActs, '2027-03-02').result.notices.filter(({ issue }) => issue.startsWith('common/'))).toEqual([]);
  });

  it('of a poor grade: what is open is told of the second period, is due by its end and chased from one rung higher', async () => {
    const behaviour = await scriptOf('round: poor\notherwise: silent\nstories: { silent: [], poor: [ { due: 10, who: team, act: { type: assess, grade: poor, note: 整改不力 } } ] }');
    const { result } = played(behaviour, '2027-03-02');
    expect(result.refused).toEqual([]);
    const renewed = result.notices.filter(({ topic }) => topic === 'term-renewed');
    const open = sample.entry.drafts.filter(({ standing }) => standing === 'assigned');
    expect(new Set(renewed.map(({ issue }) => issue)).size).toBe(open.length);
    expect(new Set(renewed.map(({ day }) => day)).size).toBe(1);
    const [first] = renewed;
    // The new date of number 16 and the ladder that belongs to it; what the old one still had is called off.
    const of16 = result.notices.filter(({ issue, topic, day }) => issue.endsWith('/16') && topic === 'due' && day > (first?.day ?? ''));
    expect(of16.length).toBeGreaterThan(3);
    expect(of16.filter(({ about }) => about !== first?.about)).toEqual([]);
    expect(of16.filter(({ step, role }) => step.endsWith(':T+1') && role === 'head').length).toBeGreaterThan(0);
    expect(result.notices.filter(({ issue, topic }) => issue.startsWith('round/') && topic === 'round-assessment')).not.toEqual([]);
  });

  it('by another policy: the steps are those of the other rules, who is told of the change is told, and the round it was made of stays as it is', () => {
    const input = rehearsalOfDrafts(sample, nobodyActs, AT);
    const { policy } = sample.entry;
    const other = { ...policy, version: 'tried', ladders: { ...policy.ladders, due: policy.ladders.due.filter(({ id }) => id !== 'T+10') } };
    const dueSteps = (result: ReturnType<typeof rehearse>) => [...new Set(result.notices.flatMap(({ issue, step }) => (issue.endsWith('/16') && step.startsWith('due#') ? [step.replace(/^due#\d+:|:r\d+$/g, '')] : [])))].filter((step) => step.startsWith('T+'));
    const before = rehearse({ ...input, until: '2026-12-31' });
    const after = rehearse({ ...movedTo(input, other), until: '2026-12-31' });
    expect(dueSteps(before)).toContain('T+10');
    expect(dueSteps(after)).toEqual(dueSteps(before).filter((step) => step !== 'T+10'));
    expect(rehearse({ ...input, until: '2026-12-31' }).notices).toEqual(before.notices);
    expect([after.refused, input.starts.every(({ state }) => state.policy.version === policy.version)]).toEqual([[], true]);
  });

  it('of three thousand issues takes seconds', { timeout: 240_000 }, async () => {
    const began = process.cpuUsage();
    const { result } = played(await loadBehaviour(STORIES), '2027-09-02', largeRound(3_000));
    const { user, system } = process.cpuUsage(began);
    console.log(`3000 issues over 18 months: ${result.notices.length} notices, ${((user + system) / 1e6).toFixed(1)} s of CPU`);
    expect(result.issues).toBe(3_000);
    expect(result.refused).toEqual([]);
    expect(result.notices.length).toBeGreaterThan(60_000);
    // CPU and not the clock on the wall: a busy machine is no fault of ours.
    expect((user + system) / 1e6).toBeLessThan(60);
  });

  it('is written as CSV and as a workbook with all of its rows', async () => {
    const { input, result } = played(nobodyActs, '2026-06-02');
    const lines = rehearsalCsv(result, input).trimEnd().split('\r\n');
    expect(lines).toHaveLength(result.notices.length + 1);
    expect(lines[0]).toBe('\ufeff日期,收件人,身份,文种,事项,所涉日期,问题,步骤,单独发送,须签收');
    const book = await readXlsx(await rehearsalWorkbook(result, input));
    expect(book.sheets.map(({ name, rows }) => [name, rows.length - 1])).toEqual([
      ['通知清单', result.notices.length],
      ['每日', result.days.length],
      ['每人', result.people.length],
      ['落在休息日的时限', result.dueOnDaysOff.length],
    ]);
  });
});

describe('a script', () => {
  it('says which issue is which story, and shares out the others by weight, the same way every time', async () => {
    const behaviour = await scriptOf('issues: { "3": late }\notherwise: { immediate: punctual, dated: { punctual-planned: 3, silent: 1 }, sustained: kept-up }');
    const steps = (number: string, kind: 'immediate' | 'dated' | 'sustained') => behaviour({ number, kind, story: null }).length;
    const stories = await loadBehaviour(STORIES);
    const story = (name: string) => stories({ number: '1', kind: 'dated', story: name }).length;
    expect(steps('3', 'dated')).toBe(story('late'));
    expect(steps('4', 'sustained')).toBe(story('kept-up'));
    const silent = Array.from({ length: 1000 }, (_, at) => steps(String(at + 10), 'dated')).filter((count) => count === story('silent')).length;
    expect(silent).toBeGreaterThan(150);
    expect(silent).toBeLessThan(350);
  });

  it('that asks for what the rules refuse is told so, and goes on', async () => {
    const behaviour = await scriptOf('stories: { hasty: [ { in: 1, who: owner, act: { type: submit-for-closure, rating: done, summary: 好了 } }, { in: 1, who: owner, act: { type: accept } } ] }\notherwise: hasty');
    const { result } = played(behaviour, '2026-04-02');
    expect(result.refused).toHaveLength(sample.entry.drafts.length);
    expect(result.refused[0]).toMatchObject({ day: '2026-03-03', step: 0, act: 'submit-for-closure', who: 'owner', code: 'WRONG_STATUS' });
  });

  it('with a story that does not exist is refused with the nearest one', async () => {
    const behaviour = await scriptOf('otherwise: punctal');
    expect(() => behaviour({ number: '1', kind: 'dated', story: null })).toThrow(expect.objectContaining({ code: 'SCRIPT_INVALID', en: expect.stringContaining('did you mean "punctual"?') }));
    await expect(scriptOf('otherwise: 7')).rejects.toMatchObject({ code: 'SCRIPT_INVALID' });
    await expect(loadBehaviour(join(folder, 'nowhere.yaml'))).rejects.toMatchObject({ code: 'SCRIPT_UNREADABLE' });
  });
});
