/** Breaks XML where a flipped bit would only make it no XML: elements doubled, moved, nested, left out, numbers out of all bounds. */
import { randomOf } from '../chaos/random.ts';

const NUMBERS = ['0', '-1', '4294967296', '99999999999999999999', '1e308', 'NaN', ''];
const PLACES = ['XFD1048576', 'A0', 'ZZZZ1', 'A1:XFD1048576', 'B-2', ''];
const LONGEST = 1_500_000;

/** The same seed breaks the same text in the same way. */
export const mutateXml = (text: string, seed: number): string => {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const tokens = text.split(/(<[^>]*>)/).filter((token) => token !== '');
  const anyTag = (): number => {
    for (let tries = 0; tries < 50; tries += 1) {
      const at = below(tokens.length);
      if (tokens[at]?.startsWith('<') === true) return at;
    }
    return 0;
  };
  const changeValue = (values: readonly string[], pattern: RegExp): void => {
    const at = anyTag();
    tokens[at] = (tokens[at] ?? '').replace(pattern, () => `"${values[below(values.length)] ?? ''}"`);
  };
  const changes: ReadonlyArray<() => void> = [
    () => tokens.splice(anyTag(), 1),
    () => {
      const [from, length] = [anyTag(), 1 + below(40)];
      const piece = tokens.slice(from, from + length);
      const size = piece.reduce((sum, one) => sum + one.length, 1);
      const times = Math.min(1 + below(random() < 0.3 ? 3000 : 4), Math.floor(LONGEST / size));
      tokens.splice(from, 0, ...Array.from({ length: times }, () => piece.join('')));
    },
    () => {
      const [a, b] = [anyTag(), anyTag()];
      [tokens[a], tokens[b]] = [tokens[b] ?? '', tokens[a] ?? ''];
    },
    () => changeValue(NUMBERS, /"-?\d+"/),
    () => changeValue(PLACES, /"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?"/),
    () => tokens.splice(below(tokens.length), 0, '问题'.repeat(1 + below(100_000))),
    () => {
      const [at, times] = [anyTag(), 1 + below(1500)];
      const name = /^<([\w:]+)/.exec(tokens[at] ?? '')?.[1] ?? 'a';
      tokens.splice(at, 0, `<${name}>`.repeat(times));
      if (random() < 0.5) tokens.splice(at + 1, 0, `</${name}>`.repeat(times));
    },
    () => tokens.splice(below(tokens.length), 0, ['&#0;', '&x;', ']]>', '<![CDATA[', '<?a b?>', '&#xD800;'][below(6)] ?? ''),
  ];
  for (let count = 1 + below(3); count > 0; count -= 1) changes[below(changes.length)]?.();
  return tokens.join('').slice(0, LONGEST * 2);
};
