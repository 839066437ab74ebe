import { refuse } from '../../domain/refusal.ts';
import { SHAPE, type Shape } from './paper.ts';

/** Where in a template something stands, for whoever has to mend it. */
type Place = { readonly part: string; readonly paragraph: number; readonly text: string };

const partName = (name: string): { zh: string; en: string } | null => {
  if (name === 'word/document.xml') return { zh: '正文', en: 'body' };
  if (/^word\/header\d*\.xml$/.test(name)) return { zh: '页眉', en: 'header' };
  if (/^word\/footer\d*\.xml$/.test(name)) return { zh: '页脚', en: 'footer' };
  return null;
};

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
/** The paragraphs of a part as people read them; Word splits words into runs as it pleases. */
const paragraphsOf = (xml: string): readonly string[] =>
  [...xml.matchAll(/<w:p[ >](?:(?!<w:p[ >]).)*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)].map((match) => (match[1] ?? '').replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity)).join(''),
  );

type Loop = { readonly name: string; readonly place: Place; readonly shape: Shape | null };

const wrong = (file: string, { part, paragraph, text }: Place, placeholder: string, zh: string, en: string): never => {
  const name = partName(part) ?? { zh: part, en: part };
  return refuse(
    'TEMPLATE_INVALID',
    `模板 ${file} ${name.zh}第${paragraph}段“${text.slice(0, 40)}”：${zh}`,
    `template ${file}, ${name.en}, paragraph ${paragraph} ("${text.slice(0, 40)}"): ${en}`,
    { file, part, paragraph, placeholder },
  );
};

/** A name is looked for in the innermost list first, then outside. */
const shapeAt = (scopes: readonly Shape[], path: string): Shape | true | undefined => {
  for (const scope of scopes.toReversed()) {
    const found = path.split('.').reduce<Shape | true | undefined>((shape, name) => (shape === undefined || shape === true ? undefined : Object.hasOwn(shape, name) ? shape[name] : undefined), scope);
    if (found !== undefined) return found;
  }
  return undefined;
};

const KNOWN = Object.entries(SHAPE)
  .flatMap(([name, inner]) => (inner === true ? [name] : Object.keys(inner).map((one) => `${name}.${one}`)))
  .join(' ');

/**
 * Looks over a template's placeholders before it is used: each has to be known where it stands, each list that opens has to
 * close. Says which one, in which part and paragraph.
 * @throws Refusal TEMPLATE_INVALID
 */
export const checkPlaceholders = (parts: ReadonlyMap<string, Uint8Array>, file: string): void => {
  for (const [part, bytes] of parts) {
    if (partName(part) === null) continue;
    const open: Loop[] = [];
    paragraphsOf(Buffer.from(bytes).toString('utf8')).forEach((text, at) => checkParagraph({ part, paragraph: at + 1, text }, open, file));
    const left = open.at(-1);
    if (left !== undefined) wrong(file, left.place, left.name, `列表“{{#${left.name}}}”没有结束，缺“{{/${left.name}}}”`, `the list {{#${left.name}}} is never closed with {{/${left.name}}}`);
  }
};

const checkParagraph = (place: Place, open: Loop[], file: string): void => {
  const { text } = place;
  const outside = text.replace(/\{\{[^{}]*\}\}/g, '');
  const stray = /\{\{[^{}]{0,40}|[^{}]{0,40}\}\}/.exec(outside)?.[0];
  if (stray !== undefined) wrong(file, place, stray, `占位符没有写完整：“${stray}”（写作 {{名称}}，不能跨段）`, `the placeholder "${stray}" is not complete (written {{name}}, within one paragraph)`);
  for (const [, sign = '', name = ''] of text.matchAll(/\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}/g)) {
    if (sign === '/') {
      const last = open.pop();
      if (last === undefined) wrong(file, place, name, `“{{/${name}}}”没有对应的“{{#${name}}}”`, `{{/${name}}} closes nothing`);
      else if (last.name !== name) wrong(file, place, name, `“{{/${name}}}”与“{{#${last.name}}}”不配对`, `{{/${name}}} does not close {{#${last.name}}}`);
      continue;
    }
    const scopes: readonly Shape[] = [SHAPE, ...open.map((loop) => loop.shape).filter((shape) => shape !== null)];
    const shape = name === '.' && open.length > 0 ? true : shapeAt(scopes, name);
    if (shape === undefined) wrong(file, place, name, `没有占位符“${name}”。可用：${KNOWN}`, `there is no placeholder "${name}". There are: ${KNOWN}`);
    else if (sign !== '') open.push({ name, place, shape: shape === true || sign === '^' ? null : shape });
    else if (shape !== true) wrong(file, place, name, `“${name}”是一组内容，须写作“{{#${name}}}…{{/${name}}}”，或指明其中一项，如“${name}.${Object.keys(shape)[0] ?? ''}”`, `"${name}" is a group: write {{#${name}}} … {{/${name}}}, or name one of its parts such as ${name}.${Object.keys(shape)[0] ?? ''}`);
  }
};
