/** Writes web pages as government sites do: navigation and links round the text, the text in paragraphs. */

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A page with these paragraphs; `layout` puts all of it into tables, as older sites do. */
export const htmlOf = (paragraphs: readonly string[], layout = false): string => {
  const body = paragraphs.map((text) => `<p style="text-indent:2em">&nbsp;&nbsp;${escape(text)}</p>`).join('\n');
  const main = layout
    ? `<table width="960"><tr><td><table><tr><td class="zw">${body}</td></tr></table></td></tr></table>`
    : `<div class="article"><div id="zoom">${body}</div></div>`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>巡察整改_某县人民政府</title><style>.a{color:red}</style><script>var a = "一、整改";</script></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/xw">一、新闻动态</a></li></ul></nav>
${main}
<div class="related"><ul><li><a href="/1">中共邻县财政局党组关于巡察整改进展情况的通报</a></li><li><a href="/2">关于卫生问题的整改情况</a></li></ul></div>
<footer><p>版权所有 某县人民政府</p><p>网站标识码 0000000000</p></footer></body></html>`;
};
