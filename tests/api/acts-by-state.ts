import type { Act, ActType } from '../../domain/command-schema.ts';
import type { Status } from '../../domain/issue.ts';
import { PERMISSIONS } from '../../domain/permissions.ts';
import { CLOSING, PARTIES } from '../rig-people.ts';

/** An issue in every state, beside r1/1 (assigned) and r1/2 (of another owner). */
export const IN_STATE: Readonly<Record<Status, string>> = { assigned: '1', planning: '3', rectifying: '4', verifying: '5', closed: '6', sustained: '7', archived: '8', withdrawn: '9' };

export const DRAFTS = [
  {},
  { parties: { ...PARTIES, owner: 'person:p-second' as const } },
  { kind: 'dated' as const },
  {},
  {},
  {},
  { kind: 'sustained' as const, standing: 'sustained' as const },
  { kind: 'sustained' as const, standing: 'sustained' as const },
  {},
];

/** Where acts are done: on paper, or on a running engine. */
export type Stage = { readonly act: (number: string, person: string, act: Act) => Promise<unknown> };

/** Brings each of them there by the acts that lead there. */
export const bringThere = async ({ act }: Stage): Promise<void> => {
  await act('3', 'p-owner', { type: 'accept' });
  await act('4', 'p-owner', { type: 'accept' });
  await act('4', 'p-owner', { type: 'add-evidence', sha256: 'b'.repeat(64), name: '整改照片.jpg', size: 10 });
  for (const number of ['5', '6']) await act(number, 'p-owner', { type: 'accept' });
  for (const [person, closing] of CLOSING.slice(0, 2)) await act('5', person, closing);
  for (const [person, closing] of CLOSING) await act('6', person, closing);
  await act('8', 'p-sup', { type: 'archive', reason: '归档' });
  await act('9', 'p-sup', { type: 'withdraw', reason: '重复' });
  await act('9', 'p-team', { type: 'approve-amendment' });
};

/** Who is offered an act in which state, as GET …/actions says. */
export type ActsByState = ReadonlyMap<Status, ReadonlyMap<string, ReadonlySet<ActType>>>;

/** A row an act, a column a state: who may. */
export const actsTable = (acts: ActsByState): readonly string[] => {
  const states = Object.keys(IN_STATE) as Status[];
  const cell = (state: Status, type: ActType): string => [...(acts.get(state) ?? [])].flatMap(([who, types]) => (types.has(type) ? [who] : [])).join(', ');
  return [
    `| | ${states.join(' | ')} |`,
    `|---|${states.map(() => '---').join('|')}|`,
    ...(Object.keys(PERMISSIONS) as ActType[]).map((type) => `| \`${type}\` | ${states.map((state) => cell(state, type)).join(' | ')} |`),
  ];
};
