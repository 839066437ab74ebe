import { ROLE_NAMES, type Relation } from '../../domain/permissions.ts';
import { postName } from '../../domain/units.ts';
import type { Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { listPeople } from '../../ledger/people.ts';
import { listRounds } from '../../ledger/register.ts';
import { relationsOfRefs } from '../../ledger/viewers.ts';
import type { DemoPerson } from '../api/demo.ts';

/** As people at a demo look for them: those who chase and decide, then those who do. */
const ORDER: readonly Relation[] = ['supervision', 'team', 'superior', 'head', 'leader', 'owner', 'measure-owner', 'successor'];

/** Everybody with a part in the demo, by role, somebody who may only read, and whoever keeps its accounts. Account names are the ids of the directory. */
export const demoPeople = async (db: LedgerDatabase, day: Day): Promise<readonly DemoPerson[]> => {
  const [people, relations, rounds] = await Promise.all([listPeople(db, day), relationsOfRefs(db), listRounds(db)]);
  const found = people
    .filter(({ leftOn }) => leftOn === null || leftOn > day)
    .flatMap(({ id, name, posts }) => {
      const held = new Set([`person:${id}`, ...posts.map((post) => `post:${post.id}`)].flatMap((ref) => relations.get(ref) ?? []));
      const relation = ORDER.find((one) => held.has(one));
      if (relation === undefined) return [];
      const titles = posts.map(postName).join('、');
      return [{ at: ORDER.indexOf(relation), username: id.toLowerCase(), name: titles === '' ? name : `${name}（${titles}）`, person: id, administrator: false, reads: [], role: ROLE_NAMES[relation] }];
    })
    .toSorted((a, b) => a.at - b.at);
  const reader = { username: 'reader', name: '查阅者', person: null, administrator: false, reads: rounds.map(({ id }) => id), role: { zh: '查阅者（经授权查看轮次，不办件）', en: 'reader (let into rounds, does nothing)' } };
  const keeper = { username: 'administrator', name: '管理员', person: null, administrator: true, reads: [], role: { zh: '管理员（管账号和设置，不参与办件）', en: 'administrator (accounts and settings, no cases)' } };
  return [...found.map(({ at: _at, ...person }) => person), reader, keeper];
};
