/** What a table's columns can be, and by which names people call them: data, read by {@link matchHeader}. */

/** A name of a column; with a weight below 1 where the same word means something else in other tables. */
export type FieldName = string | readonly [name: string, weight: number];

export type Field<K extends string = string> = {
  readonly key: K;
  /** The standard name. */
  readonly zh: string;
  readonly names: readonly FieldName[];
  /** The field that this column is taken for where its name fits both and the table has no other column for that one. */
  readonly yieldsTo?: K;
};

/** A header as it is compared: half-width, without blanks, line breaks and the marks of compulsory columns. */
export const plainHeader = (text: string): string => text.normalize('NFKC').replace(/[\s*＊:：_]+/gu, '').toLowerCase();
/** Without what stands in brackets: 整改时限(年/月/日). */
const bareHeader = (text: string): string => plainHeader(text).replace(/[([{【〔][^)\]}】〕]*[)\]}】〕]/gu, '');

type Known = { readonly key: string; readonly name: string; readonly bare: string; readonly weight: number };
const compiled = new WeakMap<readonly Field[], readonly Known[]>();

const knownNames = (fields: readonly Field[]): readonly Known[] => {
  const cached = compiled.get(fields);
  if (cached !== undefined) return cached;
  const known = fields.flatMap(({ key, zh, names }) =>
    [zh, ...names].map((one) => {
      const [name, weight] = typeof one === 'string' ? [one, 1] : one;
      return { key, name: plainHeader(name), bare: bareHeader(name), weight };
    }),
  );
  compiled.set(fields, known);
  return known;
};

/** The same text; a name inside a longer header; a header inside a longer name. In this order, and never above the name's weight. */
const likeness = (header: string, bare: string, { name, bare: bareName, weight }: Known): number => {
  if (header === name) return weight;
  if (bare !== '' && bare === bareName) return weight * 0.95;
  // One sign of two stands in too many words to mean anything.
  if (name.length >= 2 && bare.includes(bareName) && bareName.length >= 2) return weight * (0.45 + 0.45 * (bareName.length / bare.length));
  if (bare.length >= 2 && bareName.includes(bare)) return weight * (0.35 + 0.4 * (bare.length / bareName.length));
  return 0;
};

/** How well a header's text fits each field, best first; 1 is the standard name itself. */
export const scoreHeader = (text: string, fields: readonly Field[]): readonly { readonly key: string; readonly score: number }[] => {
  const [header, bare] = [plainHeader(text), bareHeader(text)];
  if (header === '') return [];
  const best = new Map<string, number>();
  for (const known of knownNames(fields)) {
    const score = likeness(header, bare, known);
    if (score > (best.get(known.key) ?? 0)) best.set(known.key, score);
  }
  return [...best].map(([key, score]) => ({ key, score })).toSorted((a, b) => b.score - a.score);
};
