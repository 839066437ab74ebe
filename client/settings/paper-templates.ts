import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { madeUpPaper } from '../letters/made-up-paper.ts';
import { PAPER_KINDS, paperName, type PaperKind } from '../letters/paper.ts';
import { renderPaper } from '../letters/render.ts';
import { ownTemplates, shippedTemplateBytes, templateOfBytes, TemplateStore } from '../letters/templates.ts';
import { keepFile } from './notice-templates.ts';

/** A template of papers (.docx) as its keepers see it. */
export type PaperTemplate = { readonly kind: PaperKind; readonly zh: string; readonly en: string; readonly own: boolean };

const knownKind = (kind: string): PaperKind => PAPER_KINDS.find((one) => one === kind) ?? refuse('UNKNOWN_TEMPLATE', `没有文书“${kind}”`, `there is no paper "${kind}"`, { name: kind });

export const listPaperTemplates = async (folder: string): Promise<readonly PaperTemplate[]> => {
  const own = await ownTemplates(folder);
  return PAPER_KINDS.map((kind) => ({ kind, ...paperName(kind), own: own.has(kind) }));
};

/** The template as a file: the unit's own, else the shipped one. */
export const paperTemplateFile = async (folder: string, kind: string): Promise<Uint8Array> => {
  const known = knownKind(kind);
  const own = (await ownTemplates(folder)).get(known);
  return own === undefined ? await shippedTemplateBytes(known) : await readFile(own);
};

/** A sample paper printed with a template: with the one handed in, else with the one in use. @throws Refusal TEMPLATE_*, IMPORT_ZIP_* */
export const samplePaperFile = async (folder: string, kind: string, bytes?: Uint8Array): Promise<Uint8Array> => {
  const known = knownKind(kind);
  const template = bytes === undefined ? await new TemplateStore(folder).of(known) : await templateOfBytes(bytes, `${known}.docx`);
  return await renderPaper(madeUpPaper(known), template);
};

/** Keeps a template as the unit's own, from the next paper on. @throws Refusal TEMPLATE_*, IMPORT_ZIP_* */
export const keepPaperTemplate = async (folder: string, kind: string, bytes: Uint8Array): Promise<void> => {
  await samplePaperFile(folder, kind, bytes);
  await keepFile(folder, `${knownKind(kind)}.docx`, bytes);
};

export const dropPaperTemplate = async (folder: string, kind: string): Promise<void> => await rm(join(folder, `${knownKind(kind)}.docx`), { force: true });
