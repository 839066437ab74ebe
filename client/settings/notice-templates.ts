import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTemplates, TEMPLATE_NAMES, withTemplate, type TemplateName, type WrittenMail } from '../../activities/templates.ts';
import { sampleMail } from '../../activities/sample-notice.ts';
import { refuse } from '../../domain/refusal.ts';
import { kindInWords, topicInWords } from '../topic-words.ts';
import type { BothWords } from '../voice.ts';

/** A template of notices as its keepers see it: its text, and whether it is the unit's own. */
export type NoticeTemplate = { readonly name: TemplateName; readonly own: boolean; readonly source: string };

/** The mails that carry no letter; the others are called as theirs. */
const MAIL_NAMES: Readonly<Partial<Record<TemplateName, BothWords>>> = {
  notice: { zh: '普通通知', en: 'ordinary notice' },
  bundle: { zh: '每日合并邮件', en: 'daily bundle' },
  'rollup-week': topicInWords('rollup-week'),
  'rollup-month': topicInWords('rollup-month'),
};

/** What the mail is called that a template writes. */
export const mailName = (name: TemplateName): BothWords => MAIL_NAMES[name] ?? kindInWords(name);

const knownName = (name: string): TemplateName => TEMPLATE_NAMES.find((one) => one === name) ?? refuse('UNKNOWN_TEMPLATE', `没有模板“${name}”`, `there is no template "${name}"`, { name });
const fileOf = (folder: string, name: TemplateName): string => join(folder, `${name}.md`);

/** The unit's own text, or the shipped one; an own one is shown even where it is wrong, so that it can be mended. */
export const noticeTemplate = async (folder: string, name: string): Promise<NoticeTemplate> => {
  const known = knownName(name);
  const own = await readFile(fileOf(folder, known), 'utf8').catch(() => null);
  return { name: known, own: own !== null, source: own ?? (await readFile(loadTemplates()[known].file, 'utf8')) };
};

export const listNoticeTemplates = async (folder: string): Promise<readonly NoticeTemplate[]> => await Promise.all(TEMPLATE_NAMES.map(async (name) => await noticeTemplate(folder, name)));

/** What this text would make of the sample notice; nothing is kept. @throws Refusal UNKNOWN_TEMPLATE, TEMPLATE_INVALID */
export const previewNotice = (name: string, source: string): WrittenMail => {
  const known = knownName(name);
  return sampleMail(known, withTemplate(loadTemplates(), known, source));
};

/** Keeps a text as the unit's own: notices are written from it after the next start. @throws Refusal UNKNOWN_TEMPLATE, TEMPLATE_INVALID */
export const keepNoticeTemplate = async (folder: string, name: string, source: string): Promise<void> => {
  previewNotice(name, source);
  await keepFile(folder, `${knownName(name)}.md`, source);
};

/** Goes back to the shipped text. */
export const dropNoticeTemplate = async (folder: string, name: string): Promise<void> => await rm(fileOf(folder, knownName(name)), { force: true });

/** The whole file anew or not at all: a start in between reads the old one. */
export const keepFile = async (folder: string, name: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `.${name}.new-${process.pid}`);
  await writeFile(aside, content);
  await rename(aside, join(folder, name));
};
