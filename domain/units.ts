import type { PartyRef } from './party.ts';

/** Units, who stands above them, and the post whose holder heads each: what is needed to find a unit's seats. */
export type UnitTree = {
  readonly units: readonly { readonly id: string; readonly name: string; readonly superior: string | null }[];
  /** `unit`: an id. */
  readonly heads: readonly { readonly post: string; readonly unit: string }[];
};

export const NO_UNITS: UnitTree = { units: [], heads: [] };

/**
 * The units that a text names (责任单位：县财政局、县教育局), in the order in which it does. A name within a longer one that is
 * there, too, is that longer one's; what is no name of the directory is nobody's.
 */
export const unitsNamed = (text: string, { units }: Pick<UnitTree, 'units'>): readonly string[] => {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const longestFirst = units.map(({ id, name }) => ({ id, name: name.normalize('NFKC').replace(/\s+/gu, '') })).filter(({ name }) => name.length > 1).toSorted((a, b) => b.name.length - a.name.length);
  const found: { readonly id: string; readonly from: number; readonly to: number }[] = [];
  for (const { id, name } of longestFirst)
    for (let from = plain.indexOf(name); from >= 0; from = plain.indexOf(name, from + 1)) {
      const to = from + name.length;
      if (!found.some((one) => from < one.to && one.from < to)) found.push({ id, from, to });
    }
  return [...new Set(found.toSorted((a, b) => a.from - b.from).map(({ id }) => id))];
};

/** The units above one, from the next one up; the unit itself is not among them. A ring ends where it closes. */
export const unitsAbove = ({ units }: UnitTree, unit: string): readonly string[] => {
  const superiors = new Map(units.map(({ id, superior }) => [id, superior]));
  const above: string[] = [];
  for (let one = superiors.get(unit) ?? null; one !== null && one !== unit && !above.includes(one); one = superiors.get(one) ?? null) above.push(one);
  return above;
};

/**
 * Whoever heads a unit: the holders of its head's post, and where nobody is at work there, those of the next unit above, and so
 * on up. `holders`: of a post, on the day that matters.
 */
export const headsOfUnit = (tree: UnitTree, unit: string, holders: (post: string) => readonly string[]): readonly string[] => {
  for (const one of [unit, ...unitsAbove(tree, unit)]) {
    const people = tree.heads.filter((head) => head.unit === one).flatMap(({ post }) => holders(post));
    if (people.length > 0) return [...new Set(people)];
  }
  return [];
};

/** 主要负责人 of a unit by the post, and the next unit above it that has one; null where there is none. */
export const seatsOfUnit = (tree: UnitTree, unit: string): { readonly head: PartyRef | null; readonly superior: PartyRef | null } => {
  const head = tree.heads.find((one) => one.unit === unit);
  const above = unitsAbove(tree, unit).find((id) => tree.heads.some((one) => one.unit === id));
  return { head: head === undefined ? null : `post:${head.post}`, superior: above === undefined ? null : `unit:${above}` };
};

/** Whoever heads the unit above that of a head's post: 上级 where nobody named one. */
export const superiorOfHead = (tree: UnitTree, head: PartyRef | null): PartyRef | null => {
  const unit = tree.heads.find(({ post }) => head === `post:${post}`)?.unit ?? (head?.startsWith('unit:') === true ? head.slice('unit:'.length) : null);
  return unit === null ? null : seatsOfUnit(tree, unit).superior;
};

/**
 * A post as people say it. Directories name the unit again in the title (白石镇党委 + 镇党委书记): what the unit ends with and the
 * title begins with is said once.
 */
export const postName = ({ unit, title }: { readonly unit: string; readonly title: string }): string => {
  for (let length = Math.min(unit.length, title.length); length > 1; length -= 1) if (title.startsWith(unit.slice(-length))) return unit + title.slice(length);
  return unit + title;
};
