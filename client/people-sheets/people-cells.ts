import type { Directory } from '../../ledger/directory-view.ts';
import { failed, type RowReason } from '../register-in/read-cells.ts';
import type { PeopleRow } from './read-people.ts';

/** What single cells of a directory's tables mean, and what is wrong with them. */

/** Where and how somebody is reached besides mail; as `channels.yaml` keeps it. */
export type ChatEntry = { readonly mobile?: string; readonly userId?: string; readonly channel?: string };

/** What a table says otherwise than what is on record. */
export type Change = { readonly zh: string; readonly have: string; readonly says: string };

const ID = /^[\p{L}\p{N}._-]{1,64}$/u;
/** An id made of a name. */
export const idOf = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 64);
export const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

export const unitId = (row: PeopleRow): string => (row.text('id') === '' ? idOf(row.text('name')) : row.text('id'));
export const byIdOrName = (text: string, named: ReadonlyMap<string, string>): string | undefined => (named.has(text) ? text : [...named].find(([, name]) => name === text)?.[0]);
export const badId = (id: string, name: string): RowReason[] => [
  ...(name === '' ? [failed('name', 'NAME_MISSING', '没有名称', 'the name is missing')] : []),
  ...(ID.test(id) ? [] : [failed('id', 'ID_INVALID', `编号“${id}”只能含文字、数字、._-，最多64字`, `the id "${id}" may have letters, digits and ._- only, 64 at most`)]),
];
export const changesOf = (pairs: ReadonlyArray<readonly [zh: string, have: string, says: string]>): readonly Change[] => pairs.flatMap(([zh, have, says]) => (have === says ? [] : [{ zh, have, says }]));

export const chatOf = (row: PeopleRow, reasons: RowReason[]): ChatEntry => {
  const mobile = row.text('mobile').replace(/[\s-]/g, '');
  const [userId, channel] = [row.text('userId'), row.text('channel')];
  if (mobile !== '' && !/^\+?\d{6,15}$/.test(mobile)) reasons.push(failed('mobile', 'MOBILE_INVALID', `“${mobile}”不是手机号`, `"${mobile}" is no mobile number`));
  if (userId !== '' && !/^[\w.@-]{1,64}$/.test(userId)) reasons.push(failed('userId', 'USER_ID_INVALID', `“${userId}”不是平台内的用户编号`, `"${userId}" is no user id of a platform`));
  const words: Readonly<Record<string, string>> = { 邮件: 'mail', 邮箱: 'mail', 群机器人: 'chat', 机器人: 'chat' };
  return { ...(mobile === '' ? {} : { mobile }), ...(userId === '' ? {} : { userId }), ...(channel === '' ? {} : { channel: words[channel] ?? channel }) };
};

/** Would this superior put the unit above itself? */
export const inRing = (id: string, superior: string | null, rows: readonly PeopleRow[], directory: Directory, named: ReadonlyMap<string, string>): boolean => {
  const above = new Map<string, string | null>(directory.units.map((unit) => [unit.id, unit.superior]));
  for (const row of rows) if (row.text('superior') !== '') above.set(unitId(row), byIdOrName(row.text('superior'), named) ?? null);
  const passed = new Set([id]);
  for (let one = superior; one !== null; one = above.get(one) ?? null) {
    if (passed.has(one)) return true;
    passed.add(one);
  }
  return false;
};
