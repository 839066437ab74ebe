import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { listPeople } from '../../ledger/people.ts';
import { buildReport, selfCheck, sha256Of, type BuiltReport } from './build.ts';
import type { CheckResult } from './check.ts';
import { reportDocx } from './docx.ts';
import { textOf, type Block } from './document.ts';
import type { Facts } from './facts.ts';
import { demandPublishable, publicDraft, type PublicDraft } from './publish.ts';
import { loadRoundRecord, type RoundRecord } from './record.ts';

export type DraftOptions = {
  readonly round: string;
  readonly facts: Facts;
  /** Counts up to this day; that of the last thing that happened by default. */
  readonly asOf?: Day;
  /** The day that it is signed on. */
  readonly date?: Day;
  readonly isPublic: boolean;
  /** Names that are not to be masked, and others that are. */
  readonly keep?: readonly string[];
  readonly mask?: readonly string[];
};

/** A report before it is handed over; `masked`: its public version, null where that was not asked for. */
export type ReportDraft = { readonly record: RoundRecord; readonly built: BuiltReport; readonly check: CheckResult; readonly masked: PublicDraft | null; readonly kept: readonly string[] };

/** Writes the report of a round and reads it back; of the public version it shows what is masked. @throws Refusal UNKNOWN_ROUND, COUNTS_DO_NOT_ADD_UP */
export const draftReport = async (db: LedgerDatabase, { round, facts, asOf, date, isPublic, keep = [], mask = [] }: DraftOptions, at: Instant): Promise<ReportDraft> => {
  const record = await loadRoundRecord(db, round, asOf);
  const built = buildReport(record, { facts, isPublic, ...(date === undefined ? {} : { date }) });
  const names = isPublic ? (await listPeople(db, dayOf(at))).map((one) => one.name) : [];
  const masked = isPublic ? publicDraft(built, { style: record.state.policy.publication.mask, names, keep, also: mask }) : null;
  return { record, built, check: selfCheck(built), masked, kept: keep };
};

const blocksOf = ({ built, masked }: ReportDraft): readonly Block[] => masked?.blocks ?? built.blocks;

/** What a draft says, a line a paragraph. */
export const draftText = (draft: ReportDraft): string => textOf(blocksOf(draft));

/**
 * Hands a draft over as a file; whoever takes it stands in the log of exports. A public version needs the code of the draft
 * that somebody has looked at. @throws Refusal REPORT_GAPS, WITHHOLDING_PENDING, REPORT_NOT_CONFIRMED
 */
export const takeReport = async (db: LedgerDatabase, by: string, draft: ReportDraft, { format, confirm = '' }: { readonly format: 'docx' | 'txt'; readonly confirm?: string }, at: Instant): Promise<{ readonly bytes: Buffer; readonly sha256: string }> => {
  const { record, built, masked, kept } = draft;
  if (masked !== null) demandPublishable(built, masked, confirm);
  const bytes = format === 'txt' ? Buffer.from(draftText(draft)) : await reportDocx({ blocks: blocksOf(draft), author: record.head.unit, date: built.date });
  const sha256 = sha256Of(bytes);
  const detail = masked === null ? { gaps: built.gaps.length } : { masked: masked.findings.length, kept, withheld: built.withheld, confirmed: masked.code };
  await recordExport(db, { at, by, kind: masked === null ? 'report' : 'public-report', subject: record.head.id, sha256, detail });
  return { bytes, sha256 };
};
