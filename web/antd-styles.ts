import type { Plugin } from 'vite';

/** Parts of antd that the page has not, and that no part it has is made of. What is not named here stays. */
export const ABSENT = [
  'anchor', 'avatar', 'back-top', 'breadcrumb', 'calendar', 'carousel', 'cascader', 'color-picker', 'float-btn', 'image', 'list', 'masonry', 'mentions', 'picker', 'rate', 'slick', 'slider', 'splitter', 'statistic',
  'timeline', 'tour', 'transfer', 'tree-select',
];
const OF_ABSENT = new RegExp(`\\.ant-(?:${ABSENT.join('|')})(?![a-z])`);
/** Never right to left; values of the tokens, which the page sets itself; a note of what was rendered. */
const NEEDLESS = /-rtl\b|^\.css-var-|^\.data-ant-cssinjs/;

/** Rules and at-rules of the outermost level, each with its selector. */
const outermost = (css: string): { readonly selector: string; readonly text: string }[] => {
  const found: { selector: string; text: string }[] = [];
  let [depth, start, opened] = [0, 0, 0];
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{' && depth++ === 0) opened = at;
    if (css[at] !== '}' || --depth > 0) continue;
    found.push({ selector: css.slice(start, opened).trim(), text: css.slice(start, at + 1) });
    start = at + 1;
  }
  return found;
};
const selectorsOf = (selector: string): readonly string[] => selector.split(',').map((one) => one.trim());
const isNeeded = (selector: string): boolean => selector.startsWith('@') || selectorsOf(selector).some((one) => !OF_ABSENT.test(one) && !NEEDLESS.test(one));

/** Parts that the first look at the to-do list or the register shows, by the names in their selectors. */
export const FIRST_PARTS = ['alert', 'btn', 'empty', 'skeleton', 'space', 'spin'];
const FIRST_ONLY = new RegExp(`^(?!.*\\.ant-(?!(?:${FIRST_PARTS.join('|')})(?![a-z])))`);
const OF_FIRST = new RegExp(`\\.ant-(?:${FIRST_PARTS.join('|')})(?![a-z])`);
/** What names no other part, or of an at-rule what names one of the first. */
const isFirst = ({ selector, text }: { readonly selector: string; readonly text: string }): boolean =>
  selector.startsWith('@') ? !text.includes('.ant-') || OF_FIRST.test(text) : selectorsOf(selector).some((one) => FIRST_ONLY.test(one));

/**
 * antd's own styles as files, without those of parts that are nowhere in the page. Made in the browser, each part's styles
 * cost a fifth of the first visit (`theme.zeroRuntime`). `antd/dist/antd.css` is what the first look needs, a sixth of all;
 * the rest is a file of its own, `antd/dist/antd.css?url` (`shell/later-styles.ts`).
 */
export const antdStyles = (): Plugin => ({
  name: 'antd-styles',
  enforce: 'pre',
  transform: (code, id) => {
    const [file = '', query] = id.split('?');
    // Under `url` there is only where the file is.
    if (!file.endsWith('antd/dist/antd.css') || query === 'url') return null;
    const needed = outermost(code).filter(({ selector }) => isNeeded(selector));
    return { code: needed.filter((rule) => isFirst(rule) === (query === undefined)).map(({ text }) => text).join(''), map: null };
  },
});
