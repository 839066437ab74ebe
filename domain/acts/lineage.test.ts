import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { actSchema } from '../command-schema.ts';
import { evidence, must, refused, sign, start, submit } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';

const OLD = 'issue/2024-2/3';
const link = (kind: 'not-fixed' | 'rebounded' | 'repeated' = 'not-fixed', issue = OLD): Act => actSchema.parse({ type: 'link', issue, kind, score: 0.62 });
const reject = (issue = OLD): Act => ({ type: 'reject-link', issue, reason: '另一件事' });
const unlink: Act = { type: 'unlink', issue: OLD, reason: '经核不是同一事项' };
const open = (): Life => start('2026-04-10');

describe('where a finding comes from', () => {
  it('is recorded with who, kind and score, tells the leaders, and changes nothing else', () => {
    const life = open();
    const { lineage: _none, seq: _first, ...before } = life.state;
    must(life, 'zheng', link());
    const { lineage, seq: _second, ...after } = life.state;
    expect(after).toEqual(before);
    expect(lineage).toEqual([{ issue: OLD, kind: 'not-fixed' }]);
    expect(life.events.at(-1)).toMatchObject({ type: 'linked', by: 'zheng', issue: OLD, kind: 'not-fixed', score: 0.62 });
    expect(life.moments.at(-1)?.notices.map(({ role, topic }) => `${role} ${topic}`)).toEqual(['leader linked', 'head linked']);
    must(life, 'zhou', link('rebounded'));
    expect(life.state.lineage).toEqual([{ issue: OLD, kind: 'rebounded' }]);
    expect(must(life, 'zhou', link('rebounded')).state.seq).toBe(3);
    must(life, 'zhou', unlink);
    expect(life.state.lineage).toEqual([]);
    expect(refused(life, 'zhou', unlink)).toBe('NOT_LINKED');
  });

  it('is decided by the supervision office or the team, and by nobody who worked on it', () => {
    for (const act of [link(), reject()]) for (const who of ['wang', 'zhao', 'qian', 'sun', 'stranger']) expect(refused(open(), who, act)).toBe('NOT_ALLOWED');
    // Chen sits in the team, and leads the department as well.
    const worked = must(must(open(), 'wang', { type: 'accept' }), 'chen', { type: 'report-progress', note: '已研究' });
    expect(refused(worked, 'chen', link())).toBe('FOUR_EYES');
    expect(refused(worked, 'chen', reject())).toBe('FOUR_EYES');
    must(must(worked, 'zheng', link()), 'zheng', unlink);
  });

  it('can be found to be nowhere: on record with its reason, once; who knows better links it after all', () => {
    const life = must(open(), 'zhou', reject());
    expect(life.events.at(-1)).toMatchObject({ type: 'link-rejected', issue: OLD, reason: '另一件事', by: 'zhou' });
    expect(must(life, 'zhou', reject()).state.seq).toBe(2);
    must(life, 'zheng', link());
    expect(life.state).toMatchObject({ lineage: [{ issue: OLD }], unrelated: [] });
    expect(refused(life, 'zhou', reject())).toBe('LINKED_ALREADY');
  });

  it('is another round, and a handful of findings at most', () => {
    expect(refused(open(), 'zhou', link('repeated', 'issue/2026-1/3'))).toBe('LINK_IN_ROUND');
    expect(refused(open(), 'zhou', link('repeated', 'issue/2026-11/3'))).toBe('done');
    const life = open();
    for (let n = 1; n <= 20; n += 1) must(life, 'zhou', link('repeated', `issue/2024-2/${n}`));
    expect(refused(life, 'zhou', link('repeated', 'issue/2024-2/21'))).toBe('TOO_MANY_LINKS');
  });

  it('may be found out when the case is archived', () => {
    const life = start('2026-04-10', { lookBack: { ...GOLDEN_POLICY.lookBack, after: [] } });
    must(must(must(must(must(life, 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);
    expect(must(life, 'zheng', link('rebounded')).state).toMatchObject({ status: 'archived', lineage: [{ issue: OLD, kind: 'rebounded' }] });
  });
});
