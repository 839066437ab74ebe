import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ROUND_TABS } from '../../web/rounds/search.ts';
import { partsFor } from '../../web/settings/parts.ts';
import { entriesFor } from '../../web/shell/menu.ts';
import { pageDocument, SHOTS, SIZES, type Size } from './shots.ts';

test('docs/page.md is what the pictures are taken from', async () => {
  await expect(pageDocument()).toMatchFileSnapshot('../../docs/page.md');
});

test('every page of the menu, every part of a round and of the settings has its picture, and every picture is there', () => {
  const paths = SHOTS.map(({ path }) => path);
  const everybody = ['administrator', 'office', 'team', 'official', 'reader'] as const;
  for (const { to } of entriesFor(everybody)) expect(paths.some((path) => path !== null && `/${path}`.startsWith(to)), to).toBe(true);
  for (const part of partsFor(everybody)) expect(paths, part.part).toContain(`settings/${part.part}`);
  for (const tab of ROUND_TABS) expect(paths.some((path) => path?.startsWith('rounds/') === true && (path.split('?tab=')[1] ?? 'overview') === tab), tab).toBe(true);
  const missing = SHOTS.flatMap(({ file }) => (Object.keys(SIZES) as Size[]).map((size) => `${file}-${size}.png`)).filter((file) => !existsSync(fileURLToPath(new URL(`../../docs/screenshots/${file}`, import.meta.url))));
  expect(missing).toEqual([]);
});
