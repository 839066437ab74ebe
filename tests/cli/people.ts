import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cli } from './kit.ts';

const dayIn = (days: number): string => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** `people`, and acting on behalf of somebody, on the round that is open. Issue 6 of it waits to be accepted by p-fang. */
export const peopleByCommand = (cli: () => Cli): void => {
  test('people and posts are taken in, listed as of a day, appointed', async () => {
    const file = join(cli().folder, 'people.yaml');
    writeFileSync(file, 'people: [{ id: p-new, name: 柳如是, email: liu@baishi.example }]\nposts: [{ id: clerk, title: 党政办主任, unit: 白石镇党委, holders: [p-new] }]\n');
    expect(await cli().json('people', 'import', file)).toMatchObject({ code: 0, value: { people: 1, posts: 1 } });
    writeFileSync(join(cli().folder, 'broken.yaml'), 'people: [{ id: 1 }]\n');
    expect(await cli().json('people', 'import', join(cli().folder, 'broken.yaml'))).toMatchObject({ code: 2, error: { code: expect.stringMatching(/^PEOPLE_FILE_/) } });
    const list = async (...on: string[]): Promise<readonly string[]> => ((await cli().json('people', 'list', ...on)).value['people'] as { id: string; posts: { id: string }[] }[]).flatMap(({ id, posts }) => posts.map((post) => `${id} ${post.id}`));
    expect(await list()).toContain('p-new clerk');
    expect(await list('--on', dayIn(-3))).not.toContain('p-new clerk');
    expect(await cli().json('people', 'appoint', 'clerk', 'p-mo', '--from', dayIn(2))).toMatchObject({ code: 0, value: { post: 'clerk', holders: ['p-mo'] } });
    expect([(await list()).includes('p-new clerk'), (await list('--on', dayIn(2))).includes('p-mo clerk')]).toEqual([true, true]);
  });

  test('leave is recorded with its deputy, who acts on behalf while it runs, and is cancelled', async () => {
    const ref = 'baishi-2026/6';
    const absence = ['people', 'absence', 'p-fang', '--from', dayIn(0), '--to', dayIn(6), '--deputy', 'p-new', '--reason', '外出培训', '--as', 'p-gu'];
    const accept = ['issue', 'accept', ref, '--as', 'p-new', '--on-behalf-of', 'p-fang'];
    expect(await cli().json(...accept)).toMatchObject({ code: 1, error: { code: 'NOT_DEPUTY' } });
    const { absence: number } = (await cli().json(...absence)).value as { absence: number };
    expect(await cli().json(...absence)).toMatchObject({ code: 1, error: { code: 'ABSENCE_OVERLAPS' } });
    expect(await cli().json('people', 'absences', '--on', dayIn(1))).toMatchObject({ code: 0, value: { absences: [{ id: number, person: 'p-fang', deputy: 'p-new', cancelledFrom: null }] } });
    expect(((await cli().json('issue', 'show', ref, '--as', 'p-new')).value as { may: string[] }).may).toEqual([]);
    expect((await cli().json('issue', 'show', ref, '--as', 'p-new', '--on-behalf-of', 'p-fang')).value).toMatchObject({ may: expect.arrayContaining(['accept']) });
    expect(await cli().json('issue', 'accept', ref, '--as', 'p-new')).toMatchObject({ code: 1, error: { code: 'NOT_ALLOWED' } });
    expect(await cli().json(...accept)).toMatchObject({ code: 0, value: { events: ['accepted'] } });
    expect((await cli().run('issue', 'timeline', ref)).out).toContain('accepted · 柳如是（代方石）');
    expect(await cli().json('bulk', 'accept', '--round', 'baishi-2026', '--as', 'p-new', '--on-behalf-of', 'p-fang')).toMatchObject({ code: 0, value: { failed: 0 } });
    expect(await cli().json('people', 'leave', 'p-tang', '--as', 'p-gu', '--on-behalf-of', 'p-fang', '--on', 'nonsense')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    expect(await cli().json('calendar', 'import', '--from-package', '--as', 'p-new', '--on-behalf-of', 'p-fang')).toMatchObject({ code: 2, error: { code: 'OWN_NAME_ONLY' } });
    expect(await cli().json('people', 'cancel-absence', String(number), '--reason', '提前返岗', '--as', 'p-gu')).toMatchObject({ code: 0, value: { absence: number } });
    expect(await cli().json('people', 'cancel-absence', String(number), '--reason', '提前返岗', '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'ABSENCE_CANCELLED' } });
    expect(await cli().json('issue', 'progress', ref, '--note', '已办', '--as', 'p-new', '--on-behalf-of', 'p-fang')).toMatchObject({ code: 1, error: { code: 'NOT_DEPUTY' } });
  });

  test('everything that a person owns is handed over, cancelled, handed over again and signed by each', async () => {
    const [from, to] = ['p-mo', 'p-new'];
    const hand = (verb: string, as: string, ...more: string[]) => cli().json('people', verb, from, to, '--as', as, ...more);
    expect(await hand('hand-over', 'p-he', '--reason', '调任')).toMatchObject({ code: 0, value: { items: [{ error: null }, { error: null }], left: 0, measures: [] } });
    expect(await hand('cancel-hand-over', 'p-he', '--reason', '人选有变')).toMatchObject({ code: 0, value: { items: [{ error: null }, { error: null }] } });
    expect(await hand('hand-over', 'p-he', '--reason', '调任')).toMatchObject({ code: 0, value: { left: 0 } });
    expect(await hand('sign-hand-over', 'p-he')).toMatchObject({ code: 1, value: { items: [{ error: { code: 'HAND_OVER_SIGNED' } }, { error: { code: 'HAND_OVER_SIGNED' } }] } });
    expect(await hand('sign-hand-over', from)).toMatchObject({ code: 0 });
    expect(await hand('sign-hand-over', to)).toMatchObject({ code: 0, value: { items: [{ result: { events: ['hand-over-signed', 'handed-over'] } }, { error: null }] } });
    expect((await cli().json('issue', 'list', '--party', to)).value['issues']).toHaveLength(2);
  });
};
