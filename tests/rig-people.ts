import type { Act, OpenCommand } from '../domain/command-schema.ts';
import type { PersonEntry, PostEntry } from '../ledger/directory.ts';

/** The people of every test: each role of the default policy is held, the inspection team by two, as four eyes demand. */
export const PEOPLE: readonly PersonEntry[] = [
  { id: 'p-owner', name: '张三', email: 'owner@example.com' },
  { id: 'p-second', name: '钱七', email: 'second@example.com' },
  { id: 'p-leader', name: '孙八', email: 'leader@example.com' },
  { id: 'p-head', name: '赵六', email: 'head@example.com' },
  { id: 'p-superior', name: '周九', email: 'superior@example.com' },
  { id: 'p-sup', name: '李四', email: 'sup@example.com' },
  { id: 'p-team', name: '王五', email: 'team@example.com' },
  { id: 'p-team2', name: '吴十', email: 'team2@example.com' },
];

export const POSTS: readonly PostEntry[] = [
  { id: 'leader', title: '分管副镇长', unit: '青石镇', holders: ['p-leader'] },
  { id: 'head', title: '党委书记', unit: '青石镇', holders: ['p-head'] },
  { id: 'superior', title: '县委常委', unit: '临江县', holders: ['p-superior'] },
  { id: 'sup', title: '督查室主任', unit: '临江县', holders: ['p-sup'] },
  { id: 'team', title: '巡察组', unit: '临江县', holders: ['p-team', 'p-team2'] },
];

export const PARTIES: OpenCommand['parties'] = {
  owner: 'person:p-owner',
  leader: 'post:leader',
  head: 'post:head',
  superior: 'post:superior',
  supervision: 'post:sup',
  team: 'post:team',
};

/** From an accepted issue to a closed one. */
export const CLOSING: readonly (readonly [person: string, act: Act])[] = [
  ['p-owner', { type: 'add-evidence', sha256: 'a'.repeat(64), name: '会议纪要.pdf', size: 10 }],
  ['p-owner', { type: 'submit-for-closure', rating: 'done', summary: '已完成整改' }],
  ['p-sup', { type: 'sign', rating: 'done', note: '属实' }],
  ['p-team', { type: 'sign', rating: 'done', note: '同意销号' }],
];
