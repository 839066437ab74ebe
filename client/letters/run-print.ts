import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { demandIssue } from '../../ledger/viewers.ts';
import { writeOut } from '../commands/write-out.ts';
import { sha256Of } from '../report/build.ts';
import { safeFileName, zipBytes } from '../zip-write.ts';
import type { Paper, PaperKind } from './paper.ts';
import { paperOfLetter, papersOf } from './print.ts';
import { renderPaper } from './render.ts';
import { TemplateStore } from './templates.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

export type PrintOptions = {
  /** One letter by its number; or a round, or an issue of one. */
  readonly letter?: string;
  readonly round?: string;
  readonly issueId?: string;
  readonly kinds?: readonly PaperKind[];
  /** One of those by the name of its file, as a list of papers shows it. */
  readonly paper?: string;
  readonly template?: string;
  readonly redHead?: string;
};

export type PrintedPaper = { readonly kind: PaperKind; readonly letter: string; readonly name: string; readonly sha256: string };
type PrintedFile = PrintedPaper & { readonly bytes: Buffer };
type Printed = { readonly subject: string; readonly files: readonly PrintedFile[] };

const roundOfIssue = (issueId: string): string => issueId.split('/')[1] ?? '';

const chosen = async (db: LedgerDatabase, { letter, round, issueId, kinds, paper }: PrintOptions): Promise<{ readonly subject: string; readonly papers: readonly Paper[] }> => {
  if ([letter, round, issueId].filter((one) => one !== undefined).length !== 1) return refuse('USAGE', '请给出文号、--round 或 --issue 之一', 'name a letter by its number, or --round, or --issue (one of them)');
  if (letter !== undefined) {
    const { round: of, paper: found } = await paperOfLetter(db, letter);
    return { subject: of, papers: [found] };
  }
  const filter = { ...(kinds === undefined ? {} : { kinds }), ...(issueId === undefined ? {} : { issueId }) };
  const papers = await papersOf(db, round ?? roundOfIssue(issueId ?? ''), filter);
  return { subject: issueId ?? round ?? '', papers: paper === undefined ? papers : papers.filter(({ fileName }) => fileName === paper) };
};

/** The papers asked for, made with the unit's own templates in `folder` where there are any. @throws Refusal NO_PAPERS, TEMPLATE_* */
export const printPapers = async (db: LedgerDatabase, folder: string, options: PrintOptions): Promise<Printed> => {
  const { subject, papers } = await chosen(db, options);
  if (papers.length === 0) return refuse('NO_PAPERS', '没有可打印的文书', 'there is no paper to print', { subject });
  const store = new TemplateStore(folder, options.template);
  const files: PrintedFile[] = [];
  for (const paper of papers) {
    const printed = options.redHead === undefined ? paper : { ...paper, data: { ...paper.data, redHead: options.redHead } };
    const bytes = await renderPaper(printed, await store.of(paper.kind));
    files.push({ kind: paper.kind, letter: paper.data.letter, name: safeFileName(paper.fileName), sha256: sha256Of(bytes), bytes });
  }
  return { subject, files };
};

/** Whoever takes papers stands in the log of exports. `sha256`: of what leaves. */
const noteTaken = async (db: LedgerDatabase, { subject, files }: Printed, by: string, sha256: string, at: Instant): Promise<void> =>
  await recordExport(db, { at, by, kind: 'letter', subject, sha256, detail: { papers: files.map(({ letter }) => letter) } });

/** The papers as one file to hand over, noted in the log of exports: one paper as it is, several as an archive. */
export const takePapers = async (db: LedgerDatabase, by: string, folder: string, options: PrintOptions, at: Instant): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
  const printed = await printPapers(db, folder, options);
  const [first, ...more] = printed.files;
  const file = first !== undefined && more.length === 0 ? { name: first.name, bytes: first.bytes } : { name: `文书-${safeFileName(printed.subject.replace(/^issue\//, ''))}.zip`, bytes: await zipBytes(printed.files) };
  await noteTaken(db, printed, by, sha256Of(file.bytes), at);
  return file;
};

/**
 * Writes the papers asked for: a .docx for one, a .zip or a folder for several.
 * @throws Refusal NO_PAPERS, UNKNOWN_PERSON, UNKNOWN_ISSUE, FILE_NOT_WRITTEN
 */
export const runPrint = async (db: LedgerDatabase, person: string, folder: string, options: PrintOptions & { readonly out?: string }): Promise<{ readonly out: string; readonly papers: readonly PrintedPaper[] }> => {
  await demandPeople(db, [person], dayOf(Date.now()));
  if (options.issueId !== undefined) await demandIssue(db, options.issueId);
  const printed = await printPapers(db, folder, options);
  const { files } = printed;
  const single = files.length === 1 ? files[0] : undefined;
  const out = options.out ?? single?.name ?? 'letters.zip';
  const archive = out.endsWith('.zip') ? await zipBytes(files) : null;
  const sha256 = archive !== null ? sha256Of(archive) : (single?.sha256 ?? sha256Of(files.map((one) => one.sha256).join('\n')));
  await noteTaken(db, printed, person, sha256, Date.now());
  if (archive !== null) await writeOut(out, archive);
  else if (single !== undefined && out.endsWith('.docx')) await writeOut(out, single.bytes);
  else {
    await mkdir(out, { recursive: true }).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${out}：${fileProblem(error).zh}`, `${out} cannot be written: ${fileProblem(error).en}`, { file: out }));
    for (const { name, bytes } of files) await writeOut(join(out, name), bytes);
  }
  return { out, papers: files.map(({ bytes: _bytes, ...file }) => file) };
};
