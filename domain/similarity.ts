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

/** The score of the nth best; 0 where there are fewer. Scores are hundredths, so they can be counted. */
const scoreOfNth = (scores: Float64Array, nth: number): number => {
  const counts = new Uint32Array(101);
  for (let at = 0; at < scores.length; at += 1) {
    const hundredths = Math.round((scores[at] ?? 0) * 100);
    counts[hundredths] = (counts[hundredths] ?? 0) + 1;
  }
  let better = 0;
  for (let hundredths = 100; hundredths > 0; hundredths -= 1) {
    better += counts[hundredths] ?? 0;
    if (better >= nth) return hundredths / 100;
  }
  return 0;
};

export type Finding = { readonly id: string; readonly text: string };
export type Likeness = { readonly id: string; readonly score: number };

/**
 * Finds the earlier findings that are like a text, best first. The grams are indexed once, so that a round of sixty is put to
 * thousands of earlier findings in a moment.
 */
export const similarAmong = (earlier: readonly Finding[]): ((text: string, least: number, most: number) => readonly Likeness[]) => {
  const grams = earlier.map(({ text }) => trigrams(text));
  const index = new Map<string, number[]>();
  for (const [at, own] of grams.entries())
    for (const gram of own) {
      const places = index.get(gram);
      if (places === undefined) index.set(gram, [at]);
      else places.push(at);
    }
  return (text, least, most) => {
    const own = trigrams(text);
    const shared = new Uint16Array(earlier.length);
    for (const gram of own) for (const at of index.get(gram) ?? []) shared[at] = (shared[at] ?? 0) + 1;
    // Thousands against thousands come by here: only those among the best are made into pairs and sorted.
    const scores = Float64Array.from(shared, (count, at) => (count === 0 ? 0 : dice(count, own.size, grams[at]?.size ?? 0)));
    const enough = scoreOfNth(scores, most);
    const found: Likeness[] = [];
    for (let at = 0; at < scores.length; at += 1) {
      const score = scores[at] ?? 0;
      if (score > 0 && score >= least && score >= enough) found.push({ id: earlier[at]?.id ?? '', score });
    }
    return found.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most);
  };
};
