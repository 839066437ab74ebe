import type { Act } from '../command-schema.ts';
import type { IssueKind, Policy, Term } from '../policy-schema.ts';
import type { Parties } from '../issue.ts';
import { HOUR_MS, startOfDay, type Day } from '../time.ts';
import { CN_2026 } from './day-tables.ts';
import { GOLDEN_POLICY } from './golden-policy.ts';
import { actor, PARTIES } from './people.ts';
import { Life } from './simulator.ts';

/** Rules by example: an issue of the golden policy, opened on a plain Monday morning. */
export const OPENED = '2026-03-02';
export const reason = '情况属实';
export const start = (due: Day, more: Partial<Policy> = {}, kind: IssueKind = 'immediate', parties: Partial<Parties> = {}, term?: Term): Life =>
  new Life({
    policy: { ...GOLDEN_POLICY, ...more },
    table: CN_2026,
    at: startOfDay(OPENED) + 9 * HOUR_MS,
    command: {
      type: 'open',
      round: '2026-1',
      number: '7',
      title: '某问题',
      category: '组织建设',
      kind,
      standing: 'assigned',
      feedback: OPENED,
      due: { day: due, words: null, ...(term === undefined ? {} : { term }) },
      parties: { ...PARTIES, ...parties },
    },
  });

export const must = (life: Life, who: string, act: Act): Life => {
  if (!life.attempt(act, actor(who))) throw new Error(`${who} ${act.type}: ${life.refused.at(-1)?.refusal.message}`);
  return life;
};
export const refused = (life: Life, who: string, act: Act): string => (life.attempt(act, actor(who)) ? 'done' : (life.refused.at(-1)?.refusal.code ?? ''));
/** Sleeps until ten in the morning of a day. */
export const until = (life: Life, day: Day): Life => life.sleep(startOfDay(day) + 10 * HOUR_MS);

export const evidence = (digit: number): Act => ({ type: 'add-evidence', sha256: String(digit).repeat(64), name: '佐证.pdf', size: 1 });
export const submit: Act = { type: 'submit-for-closure', rating: 'done', summary: '完成' };
export const sign: Act = { type: 'sign', rating: 'done', note: '属实' };
export const ask = (to: Day): Act => ({ type: 'request-extension', to, reason });
export const grant: Act = { type: 'grant-extension' };
export const accepted = (due: Day, more: Partial<Policy> = {}): Life => must(start(due, more), 'wang', { type: 'accept' });
/** All three have signed: Qian starts it as a superior, Wang goes. */
export const handOver = (life: Life, to: string): Life => must(must(must(life, 'qian', { type: 'hand-over', to, reason }), 'wang', { type: 'sign-hand-over' }), to, { type: 'sign-hand-over' });
/** Accepted, due on Friday 10 April, and now it is Monday. */
export const overdue = (more: Partial<Policy> = {}): Life => until(accepted('2026-04-10', more), '2026-04-13');
