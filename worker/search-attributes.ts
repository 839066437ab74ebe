import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { Refusal } from '../domain/refusal.ts';
import { searchAttributeKeys } from '../workflows/search-attributes.ts';

type Operator = Pick<Connection, 'operatorService'>;

const { IndexedValueType } = proto.temporal.api.enums.v1;
const VALUE_TYPES = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  BOOL: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

const wanted = Object.fromEntries(Object.values(searchAttributeKeys).map(({ name, type }) => [name, VALUE_TYPES[type]]));
const VISIBLE_WITHIN_MS = 30_000;

const registered = async (connection: Operator, namespace: string): Promise<Record<string, number>> =>
  (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;

const missingIn = (present: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(wanted).filter(([name]) => present[name] === undefined));

/**
 * Registers what is missing of the search attributes and waits until the server knows them. May run in many processes
 * at once and at every start.
 * @throws Refusal SEARCH_ATTRIBUTE_TYPE if one exists with another type, SEARCH_ATTRIBUTE_REGISTRATION if it never shows
 */
export const registerSearchAttributes = async (connection: Operator, namespace: string): Promise<void> => {
  let problem: unknown;
  for (const until = Date.now() + VISIBLE_WITHIN_MS; Date.now() < until; await sleep(100)) {
    const present = await registered(connection, namespace);
    const wrong = Object.keys(wanted).find((name) => present[name] !== undefined && present[name] !== wanted[name]);
    if (wrong !== undefined) {
      throw new Refusal({
        code: 'SEARCH_ATTRIBUTE_TYPE',
        zh: `引擎命名空间 ${namespace} 中的检索属性 ${wrong} 类型不符：请换一个命名空间，或由管理员删除该属性。`,
        en: `The search attribute ${wrong} of the engine's namespace ${namespace} has another type: use another namespace, or have the attribute removed.`,
      });
    }
    const missing = missingIn(present);
    if (Object.keys(missing).length === 0) return;
    // Another process may be quicker with one of them; the next round then asks for the rest.
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing }).catch((error: unknown) => {
      problem = error;
    });
  }
  throw new Refusal({
    code: 'SEARCH_ATTRIBUTE_REGISTRATION',
    zh: `检索属性无法登记到引擎命名空间 ${namespace}：${String(problem)}`,
    en: `The search attributes could not be registered in the engine's namespace ${namespace}: ${String(problem)}`,
  });
};
