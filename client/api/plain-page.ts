import { escapeHtml } from '../../activities/markdown.ts';

export type PageWords = { readonly zh: string; readonly en: string };

export const wordsHtml = ({ zh, en }: PageWords): string => `<p><b>${escapeHtml(zh)}</b><br>${escapeHtml(en)}</p>`;

/** A plain page of the server's own: no script, no picture (and an empty icon, which browsers would ask for), nothing to load; old browsers and phones show it. `nonce` lets its few styles in. */
export const plainPage = (title: string, body: string, nonce: string): string =>
  `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">body{font:16px/1.6 sans-serif;max-width:34em;margin:2em auto;padding:0 1em;color:#1f1f1f}dt{color:#595959}dd{margin:0 0 .6em}button{font:inherit;font-weight:bold;padding:.6em 2.4em;color:#fff;background:#0958d9;border:0;border-radius:4px}</style>
<h1>${escapeHtml(title)}</h1>
${body}
<p><a href="/">登录系统 / Sign in</a></p>
</html>
`;
