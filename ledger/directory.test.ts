import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type LedgerDatabase } from './database.ts';
import { actorOf } from './actors.ts';
import { appoint, saveDirectory } from './directory.ts';
import { freshDatabase, type FreshDatabase } from './test-cluster.ts';

let database: FreshDatabase;
let db: LedgerDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  const people = ['a-head', 'a-deputy', 'a-clerk', 'b-head', 'nowhere'].map((id) => ({ id, name: id, email: null }));
  const posts = [
    { id: 'director', title: '主任', unit: '督查室', holders: ['a-head'], heads: true },
    { id: 'clerk', title: '干事', unit: '督查室', holders: ['a-head', 'a-clerk'] },
    { id: 'chief', title: '组长', unit: '巡察组', holders: ['b-head'], heads: true },
    { id: 'odd', title: '临时', unit: '', holders: ['nowhere'], heads: true },
    { id: 'odd-2', title: '临时', unit: '', holders: ['a-deputy'] },
  ];
  await saveDirectory(db, people, posts, '2026-03-02');
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const heads = async (person: string, day = '2026-03-05'): Promise<readonly string[] | undefined> => (await actorOf(db, person, day)).heads;

test('an actor comes with the heads of his own departments, himself left out', async () => {
  expect(await heads('a-clerk')).toEqual(['a-head']);
  expect(await heads('a-head')).toEqual([]);
  expect(await heads('b-head')).toEqual([]);
  // Posts without a department have no head in common.
  expect(await heads('a-deputy')).toEqual([]);
});

test('the head is who holds the post on that day', async () => {
  await appoint(db, 'director', ['a-deputy'], '2026-04-01');
  expect(await heads('a-clerk', '2026-03-31')).toEqual(['a-head']);
  expect(await heads('a-clerk', '2026-04-01')).toEqual(['a-deputy']);
});
