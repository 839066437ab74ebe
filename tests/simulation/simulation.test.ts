import { expect, test } from 'vitest';
import { LAWS, LawBroken } from './laws.ts';
import { lifeOf, simulate, simulationInWords } from './simulate.ts';
import { staffOf } from './staff.ts';

/** The same lives every time; `npm run simulate` tries others. */
const LIVES = 2_000;
const SEED = 20_261_122;

test('two thousand simulated lives break no law', { timeout: 300_000 }, () => {
  const began = process.cpuUsage();
  const result = simulate(LIVES, SEED);
  const { user, system } = process.cpuUsage(began);
  // Straight to the terminal: what was checked how often is shown by every run, also where all is well.
  process.stderr.write(`${simulationInWords(result)}\n  ${((user + system) / 1e6).toFixed(1)} s CPU\n`);
  expect(result.broken).toEqual([]);
  // A law that was hardly looked at proves nothing.
  for (const [law, count] of Object.entries(result.laws)) expect(count, law).toBeGreaterThan(500);
  const happened = Object.keys(result.events);
  expect(['calendar-taken', 'policy-adopted', 'handed-over', 'suspended', 'resumed', 'extension-granted', 'reopened', 'acknowledged', 'archived', 'withdrawn'].filter((type) => !happened.includes(type))).toEqual([]);
});

/** Lives that were tampered with, one for each kind of law: whoever holds the laws has to notice. */
test('the laws notice a life that breaks them', () => {
  const life = lifeOf(1);
  const staff = staffOf(1, '2026-01-05');
  const last = life.moments.at(-1)!;
  const broken = (change: object): readonly string[] => {
    const tampered = { life: Object.create(life, { moments: { value: [...life.moments, { ...last, ...change }] } }) as typeof life, staff };
    return LAWS.filter(({ check }) => {
      try {
        check(tampered);
        return false;
      } catch (error) {
        if (!(error instanceof LawBroken) && !(error instanceof Error && error.name === 'AssertionError')) throw error;
        return true;
      }
    }).map(({ name }) => name.split(' / ')[1] ?? '');
  };
  const { state } = last;
  const event = { seq: state.seq + 1, cycle: state.cycle, at: life.now, by: 'system' };
  expect(broken({ events: [], before: state })).toEqual([]);
  expect(broken({ events: [], before: state, state: { ...state, due: { ...state.due, original: '2020-01-01' } } })).toContain('both dates are kept');
  expect(broken({ events: [], before: state, state: { ...state, title: undefined } })).toEqual(['a state survives JSON', 'a state is the fold of its events']);
  expect(broken({ events: [{ ...event, type: 'rung-opened', deadline: 'due#999', kind: 'due', step: 'T+1', notice: 'urging' }], before: state })).toContain('no rung out of order, none twice');
  expect(broken({ events: [{ ...event, type: 'suspended', until: '2020-01-01', reason: '' }], before: state })).toContain('every suspension ends');
  const worker = life.events.find(({ type, by }) => (type === 'submitted' || type === 'evidence-added') && by !== 'system')?.by;
  expect(broken({ events: [{ ...event, by: worker, type: 'signed', role: 'team', rating: 'done', note: '' }], before: state })).toContain('four eyes');
});
