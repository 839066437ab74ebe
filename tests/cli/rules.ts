import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cli } from './kit.ts';

const dayIn = (days: number): string => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** `calendar` and `policy`, on the round that is open. Issue 3 of it waits to be accepted. */
export const rulesByCommand = (cli: () => Cli): void => {
  test('a table of days off is shown, tried, taken in once by whoever keeps the rules, and listed', async () => {
    expect(await cli().json('calendar', 'import', '--as', 'p-gu')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    const before = (await cli().json('calendar', 'show')).value as { version: string; years: number[]; rest: string[]; work: string[] };
    expect((await cli().json('calendar', 'show', '--year', String(before.years[0]))).value).toMatchObject({ version: before.version, years: before.years });
    expect((await cli().run('calendar', 'show')).out).toContain('周末上班 work');
    // The next working days are off: what is to be accepted by then moves on.
    const off = [1, 2, 3, 4, 5].map(dayIn).filter((day) => !isWeekend(day) && !before.rest.includes(day));
    const years = [...new Set(off.map((day) => Number(day.slice(0, 4))))];
    const ofYears = (days: readonly string[]): string[] => days.filter((day) => years.includes(Number(day.slice(0, 4))));
    const file = join(cli().folder, 'days.json');
    writeFileSync(file, JSON.stringify({ version: '防汛停班', years, rest: [...ofYears(before.rest), ...off].toSorted(), work: ofYears(before.work) }));
    const tried = await cli().json('calendar', 'import', file, '--dry-run', '--as', 'p-gu');
    expect(tried).toMatchObject({ code: 0, value: { dryRun: true, already: 0, failed: [], moved: expect.arrayContaining([expect.objectContaining({ issue: 'issue/baishi-2026/3', kind: 'accept' })]) } });
    // Whoever does not keep the rules changes neither the issues nor what new rounds count by.
    expect(await cli().json('calendar', 'import', file, '--as', 'p-wei')).toMatchObject({ code: 1, error: { code: 'NOT_ALLOWED' } });
    expect((await cli().json('calendar', 'list')).value).toMatchObject({ calendars: [] });
    const taken = await cli().json('calendar', 'import', file, '--as', 'p-gu');
    // What was tried is what happens, in whatever order the issues were reached.
    const moves = ({ value }: typeof taken): readonly string[] => (value['moved'] as { issue: string; deadline: string; to: string }[]).map((one) => `${one.issue} ${one.deadline} ${one.to}`).toSorted();
    expect(taken.value).toMatchObject({ changed: tried.value['changed'], failed: [] });
    expect(moves(taken)).toEqual(moves(tried));
    expect(await cli().json('calendar', 'import', file, '--as', 'p-gu')).toMatchObject({ code: 0, value: { changed: 0, already: taken.value['changed'], moved: [] } });
    const { calendars, open } = (await cli().json('calendar', 'list')).value as { calendars: { takenBy: string }[]; open: { version: string; open: number }[] };
    expect(calendars.map((one) => one.takenBy)).toEqual(['p-gu']);
    expect(open.map((one) => one.open)).toContain(taken.value['changed']);
  });

  test('a policy is kept by version, compared for whom it would change what, and adopted for chosen issues', async () => {
    const file = join(cli().folder, 'town.yaml');
    const write = (days: number): void => writeFileSync(file, `extends: default\nname: town\nversion: '1'\nsource: 镇党委会议\nsuspension: { maxDays: 30, maxTotalDays: 60 }\nterms: { accept: { count: ${days}, unit: working-day } }\n`);
    write(9);
    expect(await cli().json('policy', 'keep', file, '--as', 'p-gu')).toMatchObject({ code: 0, value: { policy: 'town@1' } });
    write(8);
    expect(await cli().json('policy', 'keep', file, '--as', 'p-gu')).toMatchObject({ code: 2, error: { code: 'POLICY_VERSION_TAKEN' } });
    expect(await cli().json('policy', 'show', 'town@1')).toMatchObject({ code: 0, value: { name: 'town', terms: { accept: { count: 9 } }, suspension: { maxDays: 30 } } });
    expect((await cli().run('policy', 'show', 'town@1')).out).toContain('name: town');
    expect(await cli().json('policy', 'show', 'town@7')).toMatchObject({ code: 2, error: { code: expect.stringMatching(/^POLICY_/) } });
    const diff = await cli().run('policy', 'diff', 'default@2', 'town@1', '--issues', 'baishi-2026/3');
    expect(diff.code).toBe(0);
    expect(diff.out).toContain('accept');
    expect(await cli().json('policy', 'adopt', 'town@1', '--reason', '试点', '--as', 'p-gu')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    const adopt = ['policy', 'adopt', 'town@1', '--issues', 'baishi-2026/3', '--reason', '试点'];
    expect(await cli().json(...adopt, '--dry-run', '--as', 'p-gu')).toMatchObject({ code: 0, value: { dryRun: true, open: 1, changed: 1, moved: [{ issue: 'issue/baishi-2026/3', kind: 'accept' }] } });
    expect((await cli().json('issue', 'show', 'baishi-2026/3')).value).toMatchObject({ issue: { policy: 'default@2' } });
    expect(await cli().json(...adopt, '--as', 'p-bai')).toMatchObject({ code: 1, value: { changed: 0, failed: [{ code: 'NOT_ALLOWED' }] } });
    expect(await cli().json(...adopt, '--as', 'p-gu')).toMatchObject({ code: 0, value: { changed: 1, failed: [] } });
    expect((await cli().json('issue', 'show', 'baishi-2026/3')).value).toMatchObject({ issue: { policy: 'town@1' } });
    const { policies } = (await cli().json('policy', 'list')).value as { policies: { policy: string; open: number }[] };
    expect(policies).toContainEqual(expect.objectContaining({ policy: 'town@1', open: 1 }));
  });
};
