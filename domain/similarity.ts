/**
 * How alike two findings are, by the trigrams of characters that they share (Dice's coefficient, 0 to 1). Chinese has no
 * spaces between words, so characters are the unit. Pure; the same on every machine.
 */

/** What is compared: without punctuation, spaces and width (ＡＢ is ab), which printers set as they like. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Each once. A text shorter than three characters is one gram of its own. */
export const trigrams = (text: string): ReadonlySet<string> => {
  const signs = [...plain(text)];
  if (signs.length === 0) return new Set();
  return new Set(signs.length < 3 ? [signs.join('')] : signs.slice(2).map((sign, at) => `${signs[at] ?? ''}${signs[at + 1] ?? ''}${sign}`));
};

/** Dice's coefficient of two counts of grams with so many in common, in hundredths. */
const dice = (shared: number, own: number, other: number): number => Math.round((200 * shared) / (own + other)) / 100;

/** How alike two texts read: 1 for the same words, 0 for none in common (and for a text without any). Symmetric. */
export const likeness = (a: string, b: string): number => {
  const [own, other] = [trigrams(a), trigrams(b)];
  const shared = [...own].filter((gram) => other.has(gram)).length;
  return shared === 0 ? 0 : dice(shared, own.size, other.size);
};

export type Finding = { readonly id: string; readonly text: string };
export type Likeness = { readonly id: string; readonly score: number };

/**
 * Finds the earlier findings that are like a text, best first. The grams are indexed once, so that a round of sixty is put to
 * thousands of earlier findings in a moment.
 */
export const similarAmong = (earlier: readonly Finding[]): ((text: string, least: number, most: number) => readonly Likeness[]) => {
  const sizes = earlier.map(({ text }) => trigrams(text).size);
  const index = new Map<string, number[]>();
  for (const [at, { text }] of earlier.entries())
    for (const gram of trigrams(text)) {
      const places = index.get(gram);
      if (places === undefined) index.set(gram, [at]);
      else places.push(at);
    }
  return (text, least, most) => {
    const own = trigrams(text);
    const shared = new Map<number, number>();
    for (const gram of own) for (const at of index.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return [...shared]
      .map(([at, count]) => ({ id: earlier[at]?.id ?? '', score: dice(count, own.size, sizes[at] ?? 0) }))
      .filter(({ score }) => score >= least)
      .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, most);
  };
};
