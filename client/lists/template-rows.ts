import { listNoticeTemplates, mailName } from '../settings/notice-templates.ts';
import { listPaperTemplates } from '../settings/paper-templates.ts';
import type { TemplateRow } from './settings.ts';

/** Every template of mails and of papers in one list. `folder`: where the unit keeps its own. */
export const templateRows = async (folder: string): Promise<readonly TemplateRow[]> => {
  const [notices, papers] = await Promise.all([listNoticeTemplates(folder), listPaperTemplates(folder)]);
  return [...notices.map(({ name, own }) => ({ name, title: mailName(name).zh, own })), ...papers.map(({ kind, zh, own }) => ({ name: `${kind}.docx`, title: zh, own }))];
};
