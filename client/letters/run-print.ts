import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { sha256Of } from '../report/build.ts';
import { safeFileName, writeZip, zipBytes } from '../zip-write.ts';
import type { Paper, PaperKind } from './paper.ts';
import { paperOfLetter, papersOf } from './print.ts';
import { renderPaper } from './render.ts';
import { TemplateStore } from './templates.ts';

export type PrintOptions = {
  /** One letter by its number; or a round, or an issue of one. */
  readonly letter?: string;
  readonly round?: string;
  readonly issueId?: string;
  readonly kinds?: readonly PaperKind[];
  readonly template?: string;
  readonly redHead?: string;
  /** A .docx for one paper, a .zip or a folder for several. */
  readonly out?: string;
};

export type PrintedPaper = { readonly kind: PaperKind; readonly letter: string; readonly name: string; readonly sha256: string };

const roundOfIssue = (issueId: string): string => issueId.split('/')[1] ?? '';

const chosen = async (db: LedgerDatabase, { letter, round, issueId, kinds }: PrintOptions): Promise<{ readonly subject: string; readonly papers: readonly Paper[] }> => {
  if ([letter, round, issueId].filter((one) => one !== undefined).length !== 1) return refuse('USAGE', '请给出文号、--round 或 --issue 之一', 'name a letter by its number, or --round, or --issue (one of them)');
  if (letter !== undefined) {
    const { round: of, paper } = await paperOfLetter(db, letter);
    return { subject: of, papers: [paper] };
  }
  const filter = { ...(kinds === undefined ? {} : { kinds }), ...(issueId === undefined ? {} : { issueId }) };
  return { subject: issueId ?? round ?? '', papers: await papersOf(db, round ?? roundOfIssue(issueId ?? ''), filter) };
};

/** Writes the papers asked for. Whoever takes them stands in the log of exports. @throws Refusal NO_PAPERS */
export const runPrint = async (db: LedgerDatabase, person: string, folder: string, options: PrintOptions): Promise<{ readonly out: string; readonly papers: readonly PrintedPaper[] }> => {
  await demandPeople(db, [person], dayOf(Date.now()));
  const { subject, papers } = await chosen(db, options);
  const [first] = papers;
  if (first === undefined) return refuse('NO_PAPERS', '没有可打印的文书', 'there is no paper to print', { subject });
  const store = new TemplateStore(folder, options.template);
  const files: { name: string; bytes: Buffer; paper: Paper }[] = [];
  for (const paper of papers) {
    const printed = options.redHead === undefined ? paper : { ...paper, data: { ...paper.data, redHead: options.redHead } };
    files.push({ name: safeFileName(paper.fileName), bytes: await renderPaper(printed, await store.of(paper.kind)), paper });
  }
  const single = files.length === 1;
  const out = options.out ?? (single ? safeFileName(first.fileName) : 'letters.zip');
  const list = files.map(({ name, bytes, paper }) => ({ kind: paper.kind, letter: paper.data.letter, name, sha256: sha256Of(bytes) }));
  const archive = out.endsWith('.zip') ? await zipBytes(files) : null;
  const sha256 = archive !== null ? sha256Of(archive) : single ? (list[0]?.sha256 ?? '') : sha256Of(list.map((one) => one.sha256).join('\n'));
  await recordExport(db, { at: Date.now(), by: person, kind: 'letter', subject, sha256, detail: { papers: list.map((one) => one.letter) } });
  if (archive !== null) await writeZip(out, files);
  else if (single && out.endsWith('.docx')) await put(out, files[0]?.bytes ?? Buffer.alloc(0));
  else {
    await mkdir(out, { recursive: true }).catch((error: unknown) => notWritten(out, error));
    for (const { name, bytes } of files) await put(join(out, name), bytes);
  }
  return { out, papers: list };
};

const put = async (file: string, bytes: Buffer): Promise<void> => await writeFile(file, bytes).catch((error: unknown) => notWritten(file, error));
const notWritten = (file: string, error: unknown): never => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${String(error)}`, `${file} cannot be written: ${String(error)}`, { file });

