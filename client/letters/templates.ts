import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { docxBytes } from '../docx-bytes.ts';
import { openDocx } from './open-docx.ts';
import { PAPER_KINDS, paperName, type PaperKind } from './paper.ts';
import { demandCompiles, type Template } from './render.ts';
import { shippedTemplate } from './shipped.ts';
import { checkPlaceholders } from './template-check.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/**
 * A template of the unit's own, looked over as a whole before a single paper is printed with it.
 * @throws Refusal TEMPLATE_UNREADABLE, TEMPLATE_NOT_DOCX, TEMPLATE_HOSTILE, TEMPLATE_INVALID, IMPORT_ZIP_*
 */
export const loadTemplate = async (file: string): Promise<Template> => {
  const bytes = await readFile(file).catch((error: unknown) => refuse('TEMPLATE_UNREADABLE', `模板 ${file} 无法读取：${fileProblem(error).zh}`, `template ${file} cannot be read: ${fileProblem(error).en}`, { file }));
  return await templateOfBytes(bytes, file);
};

/** The same of a file that was handed in. @throws Refusal TEMPLATE_NOT_DOCX, TEMPLATE_HOSTILE, TEMPLATE_INVALID, IMPORT_ZIP_* */
export const templateOfBytes = async (bytes: Uint8Array, file: string): Promise<Template> => {
  const template = { file, parts: await openDocx(bytes, basename(file)) };
  checkPlaceholders(template.parts, basename(file));
  await demandCompiles(template);
  return template;
};

/** The unit's own templates in a folder, by the kind of paper that their names say: `supervision-letter.docx`. @throws Refusal TEMPLATE_UNKNOWN */
export const ownTemplates = async (folder: string): Promise<ReadonlyMap<PaperKind, string>> => {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const own = new Map<PaperKind, string>();
  // Word keeps a file ~$… beside one that is open.
  for (const file of files.filter((name) => name.endsWith('.docx') && !name.startsWith('~$')).toSorted()) {
    const kind = PAPER_KINDS.find((one) => file === `${one}.docx`);
    if (kind === undefined) {
      const known = PAPER_KINDS.map((one) => `${one}.docx`).join(', ');
      return refuse('TEMPLATE_UNKNOWN', `${join(folder, file)} 不是任何文书的模板。可用文件名：${known}`, `${join(folder, file)} is the template of nothing. Names: ${known}`, { file: join(folder, file) });
    }
    own.set(kind, join(folder, file));
  }
  return own;
};

/** A shipped template, for a unit to begin from. */
export const shippedTemplateBytes = async (kind: PaperKind): Promise<Uint8Array> => await docxBytes(await shippedTemplate(kind), { title: paperName(kind).zh, author: '回头看', day: '2026-01-01' });

/** The same as a file. @throws Refusal FILE_NOT_WRITTEN */
export const exportTemplate = async (kind: PaperKind, file: string): Promise<void> => {
  const bytes = await shippedTemplateBytes(kind);
  await writeFile(file, bytes, { flag: 'wx' }).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${fileProblem(error).zh}`, `${file} cannot be written: ${fileProblem(error).en}`, { file }));
};

/** Templates by kind, each made or read once: the one named, the unit's own, the shipped one. */
export class TemplateStore {
  private readonly loaded = new Map<PaperKind, Promise<Template>>();
  private readonly folder: string;
  private readonly named: string | undefined;

  constructor(folder: string, named?: string) {
    this.folder = folder;
    this.named = named;
  }

  of(kind: PaperKind): Promise<Template> {
    const known = this.loaded.get(kind) ?? this.load(kind);
    this.loaded.set(kind, known);
    return known;
  }

  private async load(kind: PaperKind): Promise<Template> {
    if (this.named !== undefined) return await loadTemplate(this.named);
    const own = (await ownTemplates(this.folder)).get(kind);
    return own === undefined ? { file: `${kind}.docx`, parts: await shippedTemplate(kind) } : await loadTemplate(own);
  }
}
