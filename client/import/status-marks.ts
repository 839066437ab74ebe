/** States that are ticked or counted instead of written: ☑已完成 □正在整改, 已完成（√） 整改中（ ）, 60%. */
import type { ReportStatus } from './status-label.ts';

const [TICKED, EMPTY] = ['☑☒✔✓√■●◉', '□☐○◯'];
const BEFORE = new RegExp(`([${TICKED}${EMPTY}])\\s*([^\\s${TICKED}${EMPTY}，。；、/|]{2,14})`, 'gu');
const BEHIND = new RegExp(`([\\p{Script=Han}]{2,14})\\s*[（(\\[［]\\s*([${TICKED}]?)\\s*[）)\\]］]`, 'gu');

/** The one option that is ticked among several; the text itself where it offers none, empty where none is ticked. */
export const tickedOption = (text: string): string => {
  const before = [...text.slice(0, 200).matchAll(BEFORE)].map((match) => ({ ticked: TICKED.includes(match[1] ?? ' '), words: match[2] ?? '' }));
  const behind = [...text.slice(0, 200).matchAll(BEHIND)].map((match) => ({ ticked: match[2] !== '', words: match[1] ?? '' }));
  const options = before.length >= 2 ? before : behind.length >= 2 ? behind : before;
  if (options.length === 0) return text;
  const chosen = options.filter((option) => option.ticked);
  return chosen.length === 1 ? (chosen[0]?.words ?? '') : options.length === 1 ? text : '';
};

const SHARE = /^(?:已?(?:完成|整改|落实)(?:率|进度)?)?(?:为|约|达到?)?\s?(\d{1,3}(?:\.\d{1,2})?)\s?[%％](?=$|[。，；,;（(])/u;

/** A share of the work as a state: all of it is done, less is going on. */
export const shareStatus = (text: string): { readonly status: ReportStatus; readonly text: string; readonly sure: boolean } | null => {
  const match = SHARE.exec(text.trim());
  return match === null ? null : { status: Number(match[1]) >= 100 ? 'done' : 'in-progress', text: match[0], sure: true };
};
