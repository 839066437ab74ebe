import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINEAGE_DEFAULTS, proposeLineage, type EarlierFinding, type LineageSearch } from './lineage.ts';
import { likeness } from './similarity.ts';

const SIGNS = [...'三重一大决策不规范会议记录后补村务公开迟缓'];
const title = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 14 }).map((signs) => signs.join(''));
const earlierArbitrary: fc.Arbitrary<readonly EarlierFinding[]> = fc
  .array(fc.record({ round: fc.constantFrom('old', 'older'), unit: fc.constantFrom('甲镇', '乙镇'), title, done: fc.boolean() }), { maxLength: 12 })
  .map((all) => all.map((one, at) => ({ ...one, id: `issue/${one.round}/${at}` })));
const searchArbitrary: fc.Arbitrary<LineageSearch> = fc.record({
  unit: fc.constantFrom('甲镇', '丙镇'),
  recheckOf: fc.constantFrom(null, 'old'),
  rules: fc.record({ likeness: fc.constantFrom(0.2, 0.35, 0.6), likenessRechecked: fc.constantFrom(0.1, 0.25), most: fc.integer({ min: 1, max: 4 }) }),
});
const search = (more: Partial<LineageSearch> = {}): LineageSearch => ({ unit: '甲镇', recheckOf: null, rules: LINEAGE_DEFAULTS, ...more });

describe('what is proposed for a new finding', () => {
  it('is, finding by finding, what comparing all pairs by hand gives: above the mark, the re-checked round first, the likest first, no more than the policy says', () => {
    fc.assert(
      fc.property(fc.array(title, { maxLength: 5 }), earlierArbitrary, searchArbitrary, (titles, earlier, { rules, ...where }) => {
        const proposals = proposeLineage(titles.map((text, at) => ({ id: `issue/new/${at}`, title: text })), earlier, { ...where, rules });
        for (const [at, text] of titles.entries()) {
          const fits = earlier
            .map((one) => ({ one, score: likeness(text, one.title), rechecked: one.round === where.recheckOf }))
            .filter(({ score, rechecked }) => score >= (rechecked ? rules.likenessRechecked : rules.likeness))
            .toSorted((a, b) => Number(b.rechecked) - Number(a.rechecked) || b.score - a.score || (a.one.id < b.one.id ? -1 : 1))
            .slice(0, rules.most);
          const mine = proposals.filter((proposal) => proposal.issue === `issue/new/${at}`);
          expect(mine.map(({ earlier: id, score }) => `${id} ${score}`)).toEqual(fits.map(({ one, score }) => `${one.id} ${score}`));
          for (const proposal of mine) expect(proposal).toMatchObject({ title: text, earlierTitle: earlier.find((one) => one.id === proposal.earlier)?.title });
        }
      }),
    );
  });

  it('was not fixed, is back, or repeats elsewhere, by unit and by how the earlier one ended', () => {
    const finding = [{ id: 'issue/new/1', title: '集镇污水管网改造进度滞后' }];
    const earlier = (more: Partial<EarlierFinding>): EarlierFinding => ({ id: 'issue/old/1', round: 'old', unit: '甲镇', title: '集镇污水管网改造进度滞后', done: false, ...more });
    const kind = (more: Partial<EarlierFinding>, where = search()) => proposeLineage(finding, [earlier(more)], where)[0]?.kind;
    expect(kind({})).toBe('not-fixed');
    expect(kind({ done: true })).toBe('rebounded');
    expect(kind({ done: true, unit: '乙镇' })).toBe('repeated');
    // The unit may have got another name since: the round that is re-checked was its own.
    expect(kind({ done: true, unit: '甲乡' }, search({ recheckOf: 'old' }))).toBe('rebounded');
  });
});
