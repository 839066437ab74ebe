import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LETTER_KINDS } from '../domain/letters.ts';
import { refuse } from '../domain/refusal.ts';
import { AS_MARKDOWN, AS_TEXT, tidySubject, tidyText, toHtml } from './markdown.ts';
import { parseTemplate, renderTemplate, type Shape, type Template, type TemplateData } from './template.ts';
import { BUNDLE_SHAPE, NOTICE_SHAPE, ROLLUP_SHAPE } from './template-shapes.ts';

/** The templates by name: one for plain notices, one for the bundle of a day, one for each kind of letter, two roll-ups. */
export const TEMPLATE_NAMES = ['notice', 'bundle', ...LETTER_KINDS, 'rollup-week', 'rollup-month'] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

type MailTemplate = { readonly file: string; readonly own: boolean; readonly subject: Template; readonly body: Template };
export type Templates = Readonly<Record<TemplateName, MailTemplate>>;

/** In the data folder: a unit's own templates, each in the place of the shipped one of its name. */
export const TEMPLATES_FOLDER = 'templates';
const SHIPPED_TEMPLATES = fileURLToPath(new URL('./templates/', import.meta.url));
/** A letter is a page or two; whatever is larger was put there by mistake. */
const MAX_BYTES = 64 * 1024;

/** What a template of this name may speak of. */
export const shapeOf = (name: TemplateName): Shape => {
  if (name === 'bundle') return BUNDLE_SHAPE;
  return name === 'rollup-week' || name === 'rollup-month' ? ROLLUP_SHAPE : NOTICE_SHAPE;
};

/**
 * The shipped templates, each replaced by the file of the same name in `ownFolder` where there is one. Checked as a whole: a
 * mistake shows when the system starts, not when the letter is due.
 * @throws Refusal TEMPLATE_UNKNOWN, TEMPLATE_UNREADABLE, TEMPLATE_INVALID
 */
export const loadTemplates = (ownFolder?: string): Templates => {
  const own = ownFolder === undefined ? [] : ownFiles(ownFolder);
  const entries = TEMPLATE_NAMES.map((name) => {
    const isOwn = own.includes(`${name}.md`) && ownFolder !== undefined;
    return [name, { ...readTemplate(join(isOwn ? ownFolder : SHIPPED_TEMPLATES, `${name}.md`), shapeOf(name)), own: isOwn }] as const;
  });
  return Object.fromEntries(entries) as Templates;
};

const ownFiles = (folder: string): readonly string[] => {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const stranger = files.find((file) => !TEMPLATE_NAMES.some((name) => file === `${name}.md`));
  if (stranger === undefined) return files;
  const known = TEMPLATE_NAMES.map((name) => `${name}.md`).join(', ');
  return refuse('TEMPLATE_UNKNOWN', `${join(folder, stranger)} 不是任何文书的模板。可用文件名：${known}`, `${join(folder, stranger)} is the template of nothing. Names: ${known}`, { file: join(folder, stranger) });
};

/** A template file: `subject: …` between two lines of `---`, then the text in Markdown. */
const HEAD = /^---\r?\n(?:subject|主题)[:：][ \t]*(.+?)\r?\n---\r?\n/;

const readTemplate = (file: string, shape: Shape): Omit<MailTemplate, 'own'> => templateOf(readText(file), file, shape);

/** A template out of its text; `file` is what errors call it. @throws Refusal TEMPLATE_INVALID */
const templateOf = (source: string, file: string, shape: Shape): Omit<MailTemplate, 'own'> => {
  const head = HEAD.exec(source);
  if (head === null)
    return refuse('TEMPLATE_INVALID', `模板 ${file} 第1行：须以 --- 、subject: 主题、--- 三行开头`, `template ${file}, line 1: it must begin with the three lines ---, subject: …, ---`, { file, line: 1, column: 1, placeholder: '' });
  return {
    file,
    subject: parseTemplate(head[1] ?? '', shape, { file, line: 2 }),
    body: parseTemplate(source.slice(head[0].length).replace(/\r\n/g, '\n'), shape, { file, line: 4 }),
  };
};

const readText = (file: string): string => {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MAX_BYTES) throw new Error(`${bytes.length} > ${MAX_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return refuse('TEMPLATE_UNREADABLE', `模板 ${file} 无法读取（须为 UTF-8 文本）：${problem}`, `template ${file} cannot be read (it must be UTF-8 text): ${problem}`, { file });
  }
};

/** The templates with one of them as it would be with this text: to check and show it before it is kept. @throws Refusal TEMPLATE_INVALID */
export const withTemplate = (templates: Templates, name: TemplateName, source: string): Templates => {
  if (Buffer.byteLength(source) > MAX_BYTES) refuse('TEMPLATE_INVALID', `模板过长（上限${MAX_BYTES}字节）`, `the template is too long (limit ${MAX_BYTES} bytes)`, { file: `${name}.md`, line: 1, column: 1, placeholder: '' });
  return { ...templates, [name]: { ...templateOf(source, `${name}.md`, shapeOf(name)), own: true } };
};

export type WrittenMail = { readonly subject: string; readonly text: string; readonly html: string };

/** One mail out of a template: subject, text part and HTML part. Pure. */
export const writeFrom = ({ subject, body }: MailTemplate, data: TemplateData): WrittenMail => ({
  subject: tidySubject(renderTemplate(subject, data, AS_TEXT)),
  text: tidyText(renderTemplate(body, data, AS_TEXT)),
  html: toHtml(renderTemplate(body, data, AS_MARKDOWN)),
});
