import { dayOf, type Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { demandPeople } from '../../ledger/people.ts';
import { writeOut } from '../commands/write-out.ts';
import type { BuiltReport } from './build.ts';
import { draftReport, takeReport, type ReportDraft } from './draft.ts';
import { NO_FACTS, readFacts } from './facts.ts';
import type { PublicDraft } from './publish.ts';

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
export const runBuild = async (db: LedgerDatabase, person: string, { facts: file, public: isPublic = false, confirm, ...options }: RunOptions): Promise<{ readonly value: object; readonly text: string }> => {
  const at = Date.now();
  await demandPeople(db, [person], dayOf(at));
  const facts = file === undefined ? NO_FACTS : await readFacts(file);
  const draft = await draftReport(db, { ...options, facts, isPublic }, at);
  const { built, check, record, masked } = draft;
  const said = { round: options.round, asOf: record.asOf, date: built.date, figures: built.figures, gaps: built.gaps, withheld: built.withheld, undecided: built.undecided, readBack: check };
  const lines = [...gapLines(built), ...check.mismatches.map((one) => `  读回不符：${one.zh} / ${one.en}`)];
  const write = async () => await writeReport(db, person, draft, { ...options, ...(confirm === undefined ? {} : { confirm }) }, at);
  if (masked === null) {
    const written = await write();
    return { value: { written: true, ...written, ...said }, text: [`已生成 ${written.file}：${built.figures.counted}个问题，台账截至 ${record.asOf} / written`, ...lines].join('\n') };
  }
  const shown = { masked: masked.findings, confirm: masked.code };
  if (confirm === undefined) return { value: { written: false, ...said, ...shown }, text: [...lines, ...findingLines(masked, built)].join('\n') };
  const written = await write();
  return { value: { written: true, ...written, ...said, ...shown }, text: [`已生成公开稿 ${written.file}：公开${built.figures.shown}个问题，不予公开${built.figures.withheld}个，隐去${masked.findings.length}处姓名、号码 / written`, ...lines].join('\n') };
};

const writeReport = async (db: LedgerDatabase, person: string, draft: ReportDraft, { text, out, confirm }: Pick<RunOptions, 'text' | 'out' | 'confirm'>, at: number): Promise<{ readonly file: string; readonly bytes: number; readonly sha256: string }> => {
  const format = text === true || /\.txt$/i.test(out ?? '') ? 'txt' : 'docx';
  const { bytes, sha256 } = await takeReport(db, person, draft, { format, ...(confirm === undefined ? {} : { confirm }) }, at);
  const file = out ?? `report.${format}`;
  await writeOut(file, bytes);
  return { file, bytes: bytes.length, sha256 };
};

const gapLines = ({ gaps }: BuiltReport): string[] => (gaps.length === 0 ? [] : [`待补 ${gaps.length} 处 / gaps:`, ...gaps.map((gap) => `  ${gap.where}：${gap.what}`)]);

const findingLines = ({ findings, code }: PublicDraft, { withheld, undecided, figures }: BuiltReport): string[] => [
  `公开${figures.shown}个问题，不予公开${figures.withheld}个${withheld.length === 0 ? '' : `（第${withheld.join('、')}号）`}${undecided.length === 0 ? '' : `；待批：第${undecided.join('、')}号`}`,
  `将隐去 ${findings.length} 处，请逐项核对（不应隐去的用 --keep，漏掉的用 --mask）/ to be masked, look at each:`,
  ...findings.map((one) => `  ${one.text} → ${one.mask}（${FINDERS[one.by]}，${one.times}次）…${one.context}…`),
  `核对无误后加 --confirm ${code} 写出 / then write it with --confirm ${code}`,
];
