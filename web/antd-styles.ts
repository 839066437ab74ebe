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
const isNeeded = (selector: string): boolean => selector.startsWith('@') || selector.split(',').some((one) => !OF_ABSENT.test(one) && !NEEDLESS.test(one.trim()));

/**
 * antd's own styles as a file, without those of parts that are nowhere in the page. Made in the browser, each part's styles
 * cost a fifth of the first visit (`theme.zeroRuntime`).
 */
export const antdStyles = (): Plugin => ({
  name: 'antd-styles',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('antd/dist/antd.css') ? { code: outermost(code).filter(({ selector }) => isNeeded(selector)).map(({ text }) => text).join(''), map: null } : null),
});
