const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, left] of [...a].entries()) {
    const above = row;
    row = [i + 1];
    for (const [j, right] of [...b].entries())
      row.push(Math.min((row[j] ?? 0) + 1, (above[j + 1] ?? 0) + 1, (above[j] ?? 0) + (left === right ? 0 : 1)));
  }
  return row[b.length] ?? 0;
};

/** The known word that was probably meant; undefined when none is near. */
const nearWord = (word: string, known: readonly string[]): string | undefined => {
  const [best] = known
    .map((one) => ({ one, far: editDistance(word.toLowerCase(), one.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.one : undefined;
};

/** The end of a sentence about an unknown word: what was probably meant, and what there is. */
export const knownWords = (word: string, known: readonly string[]): { zh: string; en: string } => {
  const near = nearWord(word, known);
  const list = known.join(', ');
  return near === undefined
    ? { zh: `，可用的有：${list}`, en: `; known are: ${list}` }
    : { zh: `，是否应为“${near}”？可用的有：${list}`, en: `; did you mean "${near}"? known are: ${list}` };
};
