import { writeFile } from 'node:fs/promises';
import { refuse } from '../../domain/refusal.ts';
import type { Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport, type ExportKind } from '../../ledger/exports.ts';
import { demandPeople, listPeople } from '../../ledger/people.ts';
import { dayOf } from '../../domain/time.ts';
import { buildReport, selfCheck, sha256Of, type BuiltReport } from './build.ts';
import { reportDocx } from './docx.ts';
import { textOf, type Block } from './document.ts';
import { NO_FACTS, readFacts } from './facts.ts';
import { demandPublishable, publicDraft, type PublicDraft } from './publish.ts';
import { loadRoundRecord } from './record.ts';

export type RunOptions = {
  readonly round: string;
  readonly facts?: string;
  readonly asOf?: Day;
  readonly date?: Day;
  readonly public?: boolean;
  readonly confirm?: string;
  readonly keep?: readonly string[];
  readonly mask?: readonly string[];
  readonly text?: boolean;
  readonly out?: string;
};

const FINDERS = { directory: '人员表或指定', pattern: '按称谓识别', number: '号码' } as const;

/** Writes a report, or shows what its public version would mask. Whoever takes it stands in the log of exports. */
export const runBuild = async (db: LedgerDatabase, person: string, options: RunOptions): Promise<{ readonly value: object; readonly text: string }> => {
  const today = dayOf(Date.now());
  await demandPeople(db, [person], today);
  const record = await loadRoundRecord(db, options.round, options.asOf);
  const facts = options.facts === undefined ? NO_FACTS : await readFacts(options.facts);
  const isPublic = options.public === true;
  const built = buildReport(record, { facts, isPublic, ...(options.date === undefined ? {} : { date: options.date }) });
  const check = selfCheck(built);
  const said = { round: options.round, asOf: record.asOf, date: built.date, figures: built.figures, gaps: built.gaps, withheld: built.withheld, undecided: built.undecided, readBack: check };
  const lines = [...gapLines(built), ...check.mismatches.map((one) => `  读回不符：${one.zh} / ${one.en}`)];
  if (!isPublic) {
    const written = await write(db, { blocks: built.blocks, built, kind: 'report', person, author: record.head.unit, options, detail: { gaps: built.gaps.length } });
    return { value: { written: true, ...written, ...said }, text: [`已生成 ${written.file}：${built.figures.counted}个问题，台账截至 ${record.asOf} / written`, ...lines].join('\n') };
  }
  const names = (await listPeople(db, today)).map((one) => one.name);
  const draft = publicDraft(built, { style: record.state.policy.publication.mask, names, keep: options.keep ?? [], also: options.mask ?? [] });
  const shown = { masked: draft.findings, confirm: draft.code };
  if (options.confirm === undefined) return { value: { written: false, ...said, ...shown }, text: [...lines, ...findingLines(draft, built)].join('\n') };
  demandPublishable(built, draft, options.confirm);
  const written = await write(db, { blocks: draft.blocks, built, kind: 'public-report', person, author: record.head.unit, options, detail: { masked: draft.findings.length, kept: options.keep ?? [], withheld: built.withheld, confirmed: draft.code } });
  return { value: { written: true, ...written, ...said, ...shown }, text: [`已生成公开稿 ${written.file}：公开${built.figures.shown}个问题，不予公开${built.figures.withheld}个，隐去${draft.findings.length}处姓名、号码 / written`, ...lines].join('\n') };
};

const gapLines = ({ gaps }: BuiltReport): string[] => (gaps.length === 0 ? [] : [`待补 ${gaps.length} 处 / gaps:`, ...gaps.map((gap) => `  ${gap.where}：${gap.what}`)]);

const findingLines = ({ findings, code }: PublicDraft, { withheld, undecided, figures }: BuiltReport): string[] => [
  `公开${figures.shown}个问题，不予公开${figures.withheld}个${withheld.length === 0 ? '' : `（第${withheld.join('、')}号）`}${undecided.length === 0 ? '' : `；待批：第${undecided.join('、')}号`}`,
  `将隐去 ${findings.length} 处，请逐项核对（不应隐去的用 --keep，漏掉的用 --mask）/ to be masked, look at each:`,
  ...findings.map((one) => `  ${one.text} → ${one.mask}（${FINDERS[one.by]}，${one.times}次）…${one.context}…`),
  `核对无误后加 --confirm ${code} 写出 / then write it with --confirm ${code}`,
];

type Writing = { readonly blocks: readonly Block[]; readonly built: BuiltReport; readonly kind: ExportKind; readonly person: string; readonly author: string; readonly options: RunOptions; readonly detail: object };

const write = async (db: LedgerDatabase, { blocks, built, kind, person, author, options, detail }: Writing): Promise<{ readonly file: string; readonly bytes: number; readonly sha256: string }> => {
  const asText = options.text === true || /\.txt$/i.test(options.out ?? '');
  const bytes = asText ? Buffer.from(textOf(blocks)) : await reportDocx({ blocks, author, date: built.date });
  const file = options.out ?? (asText ? 'report.txt' : 'report.docx');
  const sha256 = sha256Of(bytes);
  await recordExport(db, { at: Date.now(), by: person, kind, subject: options.round, sha256, detail });
  await writeFile(file, bytes).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${String(error)}`, `${file} cannot be written: ${String(error)}`, { file }));
  return { file, bytes: bytes.length, sha256 };
};
