/** Which issue a file belongs to, by its name: `3-会议纪要.pdf`, `第3号 照片.jpg`, `3/台账.xlsx`. */

const plain = (text: string): string => text.normalize('NFKC').trim();
/** What may stand between a number and the rest of a name; letters and figures would be another number. */
const ENDS = /^(?:$|[^\p{L}\p{N}.]|\.(?!\p{N})|\p{Script=Han})/u;

/** The longest number with which the text begins; `3` is not the number of `3.5吨.jpg`, nor of `31.jpg`. */
const beginsWith = (text: string, numbers: readonly string[]): string | null => {
  const bare = text.replace(/^第\s*(?=[\p{L}\p{N}])/u, '');
  const fits = numbers.filter((number) => {
    const printed = plain(number);
    return [text, bare].some((one) => one.startsWith(printed) && ENDS.test(one.slice(printed.length)));
  });
  return fits.toSorted((a, b) => b.length - a.length)[0] ?? null;
};

/**
 * The number of the issue that a file is for; null where its name says none of the round's. The file's own name goes before
 * its folder's, the nearest folder before those above it. `path`: below the folder that was handed in, with `/`.
 */
export const numberOfFile = (path: string, numbers: readonly string[]): string | null => {
  const parts = path.split('/').map(plain).toReversed();
  for (const part of parts) {
    const found = beginsWith(part, numbers);
    if (found !== null) return found;
  }
  return null;
};

/** What systems and office programs leave in folders: no evidence, and nothing to worry about. */
export const isDebris = (name: string): boolean => /^(?:\..*|~\$.*|Thumbs\.db|desktop\.ini|__MACOSX)$/i.test(name);
