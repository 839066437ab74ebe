import type { DXT } from 'docxtemplater';
import { refuse } from '../../domain/refusal.ts';
import { docxBytes, printable } from '../docx-bytes.ts';
import type { Paper } from './paper.ts';

export type Template = {
  readonly file: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
};

/** `issue.title` in a scope; undefined sends the engine to the scope outside. */
const valueAt = (scope: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined), scope);

const parser = (tag: string): DXT.Parser => ({ get: (scope: unknown): unknown => (tag.trim() === '.' ? scope : valueAt(scope, tag.trim())) });

/** What XML cannot hold is left out of what people wrote. */
const withoutControls = <T>(value: T): T => {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutControls(one)) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutControls(one as unknown)])) as T;
  return value;
};

const compile = async ({ file, parts }: Template) => {
  const [{ default: Docxtemplater }, { default: PizZip }] = await Promise.all([import('docxtemplater'), import('pizzip')]);
  const zip = new PizZip();
  for (const [name, bytes] of parts) zip.file(name, bytes);
  try {
    return new Docxtemplater(zip, { delimiters: { start: '{{', end: '}}' }, paragraphLoop: true, linebreaks: true, parser, nullGetter: () => '', errorLogging: false });
  } catch (error) {
    return invalid(file, error);
  }
};

type EngineError = { readonly message?: string; readonly properties?: { readonly explanation?: string; readonly errors?: readonly EngineError[] } };
const invalid = (file: string, error: unknown): never => {
  const { properties } = error as EngineError;
  const why = (properties?.errors ?? [error as EngineError]).map((one) => one.properties?.explanation ?? one.message ?? '').join('; ');
  return refuse('TEMPLATE_INVALID', `模板 ${file} 无法使用：${why}`, `the template ${file} cannot be used: ${why}`, { file });
};

/** Does the engine take the template? What is wrong with placeholders has been said before (`template-check.ts`). @throws Refusal TEMPLATE_INVALID */
export const demandCompiles = async (template: Template): Promise<void> => {
  await compile(template);
};

/** A paper out of a template; the same paper and template make the same bytes. @throws Refusal TEMPLATE_INVALID */
export const renderPaper = async ({ data, day, author }: Paper, template: Template): Promise<Buffer> => {
  const engine = await compile(template);
  try {
    engine.render(withoutControls(data));
  } catch (error) {
    return invalid(template.file, error);
  }
  const { files } = engine.getZip();
  const parts = new Map(Object.entries(files).flatMap(([name, file]) => (file.dir ? [] : [[name, file.asUint8Array()] as const])));
  return await docxBytes(parts, { title: `${data.name} ${data.letter}`, author, day });
};
