import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headsOfUnit, postName, seatsOfUnit, superiorOfHead, unitsAbove, type UnitTree } from './units.ts';

const tree: UnitTree = {
  units: [
    { id: 'city', name: '市', superior: null },
    { id: 'county', name: '县', superior: 'city' },
    { id: 'bureau', name: '局', superior: 'county' },
    { id: 'office', name: '所', superior: 'bureau' },
  ],
  heads: [{ post: 'mayor', unit: 'city' }, { post: 'secretary', unit: 'county' }, { post: 'chief', unit: 'office' }],
};

describe('units', () => {
  it('climb: whoever heads the unit, while nobody does the one above, and so on up', () => {
    const held = (...posts: readonly string[]) => (post: string) => (posts.includes(post) ? [`p-${post}`] : []);
    expect(headsOfUnit(tree, 'office', held('chief', 'secretary', 'mayor'))).toEqual(['p-chief']);
    expect(headsOfUnit(tree, 'office', held('secretary', 'mayor'))).toEqual(['p-secretary']);
    expect(headsOfUnit(tree, 'office', held('mayor'))).toEqual(['p-mayor']);
    expect(headsOfUnit(tree, 'office', held())).toEqual([]);
    expect(headsOfUnit(tree, 'nowhere', held('mayor'))).toEqual([]);
  });

  it('name their own head and the next unit above that has one', () => {
    expect(seatsOfUnit(tree, 'office')).toEqual({ head: 'post:chief', superior: 'unit:county' });
    expect(seatsOfUnit(tree, 'bureau')).toEqual({ head: null, superior: 'unit:county' });
    expect(seatsOfUnit(tree, 'city')).toEqual({ head: 'post:mayor', superior: null });
    expect([superiorOfHead(tree, 'post:chief'), superiorOfHead(tree, 'unit:county'), superiorOfHead(tree, 'post:kitchen'), superiorOfHead(tree, null)]).toEqual(['unit:county', 'unit:city', null, null]);
  });

  it('come to an end, whatever stands above what', () => {
    const ids = ['a', 'b', 'c', 'd'] as const;
    const any = fc.array(fc.record({ id: fc.constantFrom(...ids), superior: fc.option(fc.constantFrom(...ids)) }), { maxLength: 6 });
    fc.assert(
      fc.property(any, fc.constantFrom(...ids), (units, unit) => {
        const above = unitsAbove({ units: units.map((one) => ({ ...one, name: one.id })), heads: [] }, unit);
        expect(new Set(above).size).toBe(above.length);
        expect(above).not.toContain(unit);
      }),
    );
  });

  it('are named once where a title names them again', () => {
    const said = ([unit, title]: readonly [string, string]): string => postName({ unit, title });
    expect(([['白石镇党委', '镇党委书记'], ['财政所', '财政所所长'], ['青石镇', '分管副镇长'], ['县', '县长']] as const).map(said)).toEqual(['白石镇党委书记', '财政所所长', '青石镇分管副镇长', '县县长']);
  });
});
