import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ABSENT, antdStyles } from './antd-styles.ts';

const WEB = import.meta.dirname;
/** What other names of a part's styles are. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 'date-picker': ['picker'], 'time-picker': ['picker'], carousel: ['slick'] };
const kebab = (name: string): string => name.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();

test('no part whose styles are left out is in the page', () => {
  const imported = globSync('**/*.{ts,tsx}', { cwd: WEB, exclude: (path) => path.startsWith('dist') }).flatMap((file) =>
    [...readFileSync(join(WEB, file), 'utf8').matchAll(/^import \{([^}]+)\} from 'antd'/gm)].flatMap(([, names = '']) => names.split(',').map((name) => kebab(name.trim()))),
  );
  expect(imported).toContain('table');
  expect(imported.flatMap((name) => [name, ...(ALSO[name] ?? [])]).filter((name) => ABSENT.includes(name))).toEqual([]);
});

test('what is shared with a part that stays stays, and each rule is in one of the two files', () => {
  const { transform } = antdStyles() as { transform: (code: string, id: string) => { code: string } | null };
  const css = '.ant-picker{color:red}.ant-picker,.ant-empty{margin:0}.ant-table-cell{top:0}.ant-table-rtl{left:0}@media print{.ant-btn{left:0}}.ant-list-item{top:1px}.ant-list{top:2px}.ant-table .ant-empty{top:3px}@keyframes x{to{top:0}}@media print{.ant-tabs{left:0}}.ant-skeleton-title{top:4px}';
  const [first, later] = ['/node_modules/antd/dist/antd.css', '/node_modules/antd/dist/antd.css?transform-only'].map((id) => transform(css, id)?.code);
  expect(first).toBe('.ant-picker,.ant-empty{margin:0}@media print{.ant-btn{left:0}}@keyframes x{to{top:0}}.ant-skeleton-title{top:4px}');
  expect(later).toBe('.ant-table-cell{top:0}.ant-table .ant-empty{top:3px}@media print{.ant-tabs{left:0}}');
  expect(transform(css, '/web/page.css')).toBeNull();
});
