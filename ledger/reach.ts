import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '../domain/refusal.ts';

export type Patience = {
  readonly withinMs: number;
  /** Told once, when it is not there at the first look. */
  readonly say?: (zh: string, en: string) => void;
  /** Somebody wants us to stop: waiting ends, with the refusal. */
  readonly gaveUp?: () => boolean;
};

const LOOK_EVERY_MS = 500;
/** Wrong password, no such role, no such database: these do not get right by waiting. */
const HOPELESS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  '28P01': { zh: '用户名或密码不对', en: 'user or password is wrong' },
  '28000': { zh: '不允许这个用户登录', en: 'this user may not log in' },
  '3D000': { zh: '没有这个数据库，请先建立：createdb', en: 'there is no such database; make it first: createdb' },
  '42501': { zh: '这个用户的权限不够', en: 'this user has not the rights' },
};

/** Host, port and database of an address, without user and password. */
export const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return '?';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
};

const answerOf = async (url: string): Promise<{ readonly code: string; readonly message: string } | undefined> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 4_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    return { code, message: message || code };
  } finally {
    await client.end().catch(() => undefined);
  }
};

/**
 * Waits until the ledger at an address answers: at a start of everything at once it may come later than we.
 * @throws Refusal LEDGER_NOT_REACHABLE, naming the place but never the password
 */
export const untilLedgerAnswers = async (url: string, { withinMs, say, gaveUp }: Patience): Promise<void> => {
  const place = placeOf(url);
  const until = Date.now() + withinMs;
  for (let told = false; ; told = true) {
    const problem = await answerOf(url);
    if (problem === undefined) return;
    const hopeless = HOPELESS[problem.code];
    if (hopeless !== undefined || Date.now() >= until || gaveUp?.() === true) {
      const why = hopeless ?? { zh: problem.message, en: problem.message };
      throw new Refusal({
        code: 'LEDGER_NOT_REACHABLE',
        zh: `连接不上台账数据库 ${place}（${why.zh}）：请检查 DATABASE_URL、数据库是否在运行、网络和防火墙`,
        en: `the ledger at ${place} cannot be reached (${why.en}): check DATABASE_URL, whether the database runs, network and firewall`,
        where: { place },
      });
    }
    if (!told) say?.(`台账数据库 ${place} 尚未应答，等待中`, `the ledger at ${place} does not answer yet; waiting`);
    await sleep(LOOK_EVERY_MS);
  }
};
