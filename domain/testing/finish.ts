import type { Act } from '../command-schema.ts';
import { missingForMeasure } from '../evidence.ts';
import type { IssueState } from '../issue.ts';
import type { Actor } from '../actor.ts';
import type { Role } from '../policy-schema.ts';
import { addDays, DAY_MS, dayOf } from '../time.ts';
import { seatSlowly } from './people.ts';
import type { Life } from './simulator.ts';

/** A newcomer in the post that acts for a role, who has never touched the case. */
const newIn = (state: IssueState, role: Role): Actor => ({ person: `new-${role}`, posts: [seatSlowly(state.parties, role)?.slice('post:'.length) ?? 'none'] });
const SUPERVISION: Actor = { person: 'new-supervision', posts: ['supervision'] };

const piece = (state: IssueState, kind: string | undefined, measure?: string): Act => ({
  type: 'add-evidence',
  sha256: `${'f'.repeat(60)}${String(state.seq).padStart(4, '0')}`,
  name: '补证.pdf',
  size: 1,
  ...(kind === undefined ? {} : { kind }),
  ...(measure === undefined ? {} : { measure }),
});

/** The one next thing that willing people would do, and who of them; null when the work of this cycle is over. */
const nextAct = ({ state, now }: Life): readonly [Act, Actor] | null => {
  const owner: Actor = { person: state.parties.owner?.slice('person:'.length) ?? 'nobody', posts: [] };
  const today = dayOf(now);
  switch (state.status) {
    case 'assigned':
      return state.parties.owner === null ? [{ type: 'assign', owner: 'person:wang' }, SUPERVISION] : [{ type: 'accept' }, owner];
    case 'planning': {
      if (state.proposal !== null) return [{ type: 'approve-plan' }, SUPERVISION];
      const due = state.due.current.day > today ? state.due.current.day : addDays(today, 10);
      return [{ type: 'propose-plan', measures: [{ id: 'm1', text: '补上措施', owner: owner.person, due }] }, owner];
    }
    case 'rectifying': {
      if (state.parties.owner === null) return [{ type: 'assign', owner: 'person:wang' }, SUPERVISION];
      const open = state.measures.find((measure) => !measure.done);
      const missing = open === undefined ? null : missingForMeasure(state, open);
      if (open !== undefined && missing !== null && (missing.pieces > 0 || missing.kinds.length > 0)) return [piece(state, missing.kinds[0], open.id), owner];
      if (open !== undefined) return [{ type: 'report-progress', note: '完成', measure: open.id, done: true }, owner];
      const present = state.evidence.filter((one) => one.cycle === state.cycle);
      const lacking = state.policy.closure.demandedKinds[state.kind].find((kind) => !present.some((one) => one.kind === kind));
      if (lacking !== undefined || present.length < state.policy.closure.evidence[state.kind]) return [piece(state, lacking), owner];
      return [{ type: 'submit-for-closure', rating: 'done', summary: '完成' }, owner];
    }
    case 'verifying': {
      const signed = state.submission?.signatures.map((signature) => signature.role) ?? [];
      const role = state.policy.closure.chain.find((one) => !signed.includes(one)) ?? 'supervision';
      if (state.policy.closure.siteCheck[state.kind] && state.submission?.siteChecks.length === 0)
        return [{ type: 'record-site-check', on: today, seen: '现场已整改' }, newIn(state, role)];
      return [{ type: 'sign', rating: 'done', note: '属实' }, newIn(state, role)];
    }
    default:
      return null;
  }
};

/** Lets willing people finish what a life left behind. Answers what stood in their way, or null. */
export const finish = (life: Life): string | null => {
  for (let steps = 0; steps < 100; steps += 1) {
    if (life.state.suspension !== null) life.sleep(life.now + 200 * DAY_MS);
    const next = nextAct(life);
    if (next === null) return null;
    const [act, actor] = next;
    if (!life.attempt(act, actor)) return `${actor.person} ${act.type}: ${life.refused.at(-1)?.refusal.en}`;
  }
  return 'no end in a hundred acts';
};
