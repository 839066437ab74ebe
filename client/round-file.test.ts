import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOfDay } from '../domain/time.ts';
import { publishedDayTable } from './day-tables.ts';
import { readRoundFile } from './round-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huitoukan-round-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const round = (issues: string): string => `
round: { id: r1, title: 巡察, unit: 某县, inspector: 一组, feedback: 2026-03-02 }
parties: { head: post:chief, superior: post:leader, supervision: post:office, team: post:team }
units: [{ id: county, name: 某县 }, { id: finance, name: 财政局, superior: county }, { id: schools, name: 教育局, superior: county }]
posts: [{ id: mayor, title: 县长, unit: county, heads: true }, { id: f-head, title: 局长, unit: finance, heads: true }]
issues:
${issues}`;
const read = async (issues: string) => {
  const file = join(folder, 'round.yaml');
  await writeFile(file, round(issues));
  return await readRoundFile(file, startOfDay('2026-03-02'), publishedDayTable(), { units: [{ id: 'known', name: '审计局', superior: null }], heads: [{ post: 'k-head', unit: 'known' }] });
};

describe('an issue that names several units', () => {
  it('is a common issue: a part for each, in the words of the one, with the heads of their units', async () => {
    const { entry, stories } = await read('  - { title: 甲, kind: dated, owner: p-a }\n  - { title: 乙, kind: dated, due: 30, story: late, units: [{ unit: finance, owner: p-f, leader: "post:f-deputy", due: 60, story: punctual }, schools, known] }');
    expect(entry.drafts.map(({ number, title, common, parties, due }) => [number, title, common?.unit ?? null, parties.owner, parties.head, parties.superior, due?.day ?? null])).toEqual([
      ['1', '甲', null, 'person:p-a', 'post:chief', 'post:leader', null],
      ['2.finance', '乙', 'finance', 'person:p-f', 'post:f-head', 'unit:county', '2026-05-01'],
      // Nobody heads it: the round's own stand.
      ['2.schools', '乙', 'schools', null, 'post:chief', 'unit:county', '2026-04-01'],
      ['2.known', '乙', 'known', null, 'post:k-head', 'post:leader', '2026-04-01'],
    ]);
    expect([...stories]).toEqual([['2.finance', 'punctual'], ['2.schools', 'late'], ['2.known', 'late']]);
  });

  it('is refused where a unit is unknown, or named twice', async () => {
    await expect(read('  - { title: 甲, kind: dated, units: [finance, nowhere] }')).rejects.toMatchObject({ code: 'ROUND_FILE_INVALID', where: { unit: 'nowhere' } });
    await expect(read('  - { title: 甲, kind: dated, units: [finance, finance] }')).rejects.toMatchObject({ code: 'ROUND_FILE_INVALID', where: { number: '1.finance' } });
  });
});
