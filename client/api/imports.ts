import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { daySchema, idSchema, partiesSchema } from '../../domain/command-schema.ts';
import { refuse } from '../../domain/refusal.ts';
import { firstFault } from '../../domain/schema-words.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import type { LineageProposal } from '../../domain/lineage.ts';
import { adoptReport, type Triage } from '../adopt.ts';
import { currentDayTable } from '../calendar.ts';
import type { HuitoukanClient } from '../client.ts';
import { loadUnitTree } from '../../ledger/units.ts';
import { chosenCommon, proposeCommonOf, withParts, type CommonProposal } from '../hand-out-on-import.ts';
import { byHandSchema, dueOf } from '../import/by-hand.ts';
import type { ParsedIssue, ParsedReport } from '../import/parsed-report.ts';
import { MAX_FILE_BYTES } from '../import/readers/read-document.ts';
import { readReportBytes } from '../import/read-report.ts';
import { likeEarlier } from '../like-earlier.ts';
import { listedPolicyNamed } from '../policy-versions.ts';
import { registerAnswer, type RegisterAnswer } from '../register-in/answer.ts';
import { REGISTER_FIELDS } from '../register-in/fields.ts';
import { importRegister, type RegisterImport, type RegisterImportOptions } from '../register-in/import-register.ts';
import { failedBook, resultBook } from '../register-in/results.ts';
import { layoutSchema, plainLayout } from '../sheets/mapping-file.ts';
import { usualSeats } from '../usual-seats.ts';

/** What the import wizard says beside the file, as JSON in the form's field `settings`. */
const importSettingsSchema = z.strictObject({
  /** Of a new round, or of the round that a register is added to; made of the file where it is not said. */
  round: idSchema.optional(),
  title: z.string().trim().min(1).max(300).optional(),
  unit: z.string().trim().min(1).max(200).optional(),
  inspector: z.string().trim().max(200).optional(),
  feedback: daySchema.optional(),
  recheckOf: idSchema.optional(),
  policy: z.string().min(1).max(120).default('default'),
  parties: partiesSchema.pick({ head: true, superior: true, supervision: true, team: true }).partial().default({}),
  /** Of the file that the preview was of: what was settled by hand is about that one. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/).optional(),
  /** Findings that name several units: the numbers of those that are handed to them as common issues. */
  handOut: z.union([z.literal('all'), z.array(z.string().min(1).max(64)).max(5_000)]).optional(),
  /** Of a report. */
  byHand: byHandSchema.optional(),
  /** Of a register: what its columns are. */
  layout: layoutSchema.optional(),
  forgetLayout: z.boolean().default(false),
  /** Of a register: proposes differences as corrections, with this reason. */
  correct: z.string().trim().min(1).max(2000).optional(),
});
export type ImportSettings = z.output<typeof importSettingsSchema>;
export type ImportSettingsInput = z.input<typeof importSettingsSchema>;

export type ImportFile = { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string };
/** The largest that either reader takes; each has narrower limits of its own. */
export const MAX_IMPORT_BYTES = MAX_FILE_BYTES;

/** @throws Refusal INVALID_REQUEST naming the field, IMPORT_OTHER_FILE */
export const settingsOf = (text: string | undefined, file: ImportFile): ImportSettings => {
  let given: unknown;
  try {
    given = JSON.parse(text ?? '{}');
  } catch {
    return refuse('INVALID_REQUEST', 'settings 不是 JSON', 'settings is no JSON', { field: 'settings' });
  }
  const checked = importSettingsSchema.safeParse(given);
  if (!checked.success) {
    const { zh, en, ...fault } = firstFault(checked.error);
    const field = fault.field === '' ? 'settings' : `settings.${fault.field}`;
    return refuse('INVALID_REQUEST', `填写内容有误（${field}）：${zh}`, `what was filled in is not valid (${field}): ${en}`, { field });
  }
  const { sha256 } = checked.data;
  if (sha256 !== undefined && sha256 !== file.sha256) refuse('IMPORT_OTHER_FILE', '文件与预览时不同，请重新预览', 'this is not the file of the preview; look at the preview again', { sha256 });
  return checked.data;
};

export const importFileOf = (name: string, bytes: Uint8Array): ImportFile => ({ name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') });

/** By what is in it: a workbook is a register; of texts only the ending tells. */
const isRegister = async ({ bytes, name }: ImportFile): Promise<boolean> => {
  const found = (await fileTypeFromBuffer(bytes))?.ext;
  return found === 'xlsx' || (found === 'cfb' && /\.xls$/i.test(name)) || (found === undefined && /\.(csv|tsv)$/i.test(name)) || (found === 'zip' && /\.xlsx$/i.test(name));
};

/** An id that says when, and that no other file gets. */
const idFor = (feedback: Day, { sha256 }: ImportFile): string => `${feedback}-${sha256.slice(0, 6)}`;

type Head = { readonly round: string; readonly title: string; readonly unit: string; readonly inspector: string; readonly feedback: Day | null };
/** An issue of a report as the preview shows it; `n` is its number to be. */
export type ReadIssue = Pick<ParsedIssue, 'number' | 'title' | 'category' | 'status' | 'statusText' | 'promises' | 'confidence' | 'reason' | 'line'> & { readonly n: number; readonly due: Day | null; readonly rectification: string; readonly responsible: string };
export type ReportPreview = Pick<ParsedReport, 'claimed' | 'differences' | 'unassigned' | 'remarks'> & {
  readonly source: ParsedReport['source'];
  readonly issues: readonly ReadIssue[];
  readonly lineage: readonly LineageProposal[];
  /** Findings that name several units, to be handed out where somebody says so. */
  readonly common: readonly CommonProposal[];
};
export type SheetFiles = { readonly result: string; readonly failed: string | null };
export type RegisterPreview = RegisterAnswer & { readonly files: SheetFiles; readonly fields: readonly { readonly key: string; readonly zh: string }[] };
export type ImportPreview = { readonly file: { readonly name: string; readonly sha256: string }; readonly head: Head } & ({ readonly kind: 'report'; readonly report: ReportPreview } | { readonly kind: 'register'; readonly register: RegisterPreview });
export type ImportResult = { readonly round: string; readonly issues: number } & (
  | { readonly kind: 'report'; readonly triage: readonly Triage[]; readonly lineage: readonly LineageProposal[]; readonly handedOut: readonly string[] }
  | { readonly kind: 'register'; readonly register: RegisterPreview }
);

const SHOWN_CHARACTERS = 600;

const readIssue = (issue: ParsedIssue, at: number): ReadIssue => {
  const { number, title, category, status, statusText, promises, confidence, reason, line, rectification, responsible } = issue;
  return {
    n: at + 1, number, title, category, status, statusText, promises, confidence, reason, line,
    due: dueOf(issue)?.day ?? null,
    rectification: rectification.map(({ text }) => text).join('\n').slice(0, SHOWN_CHARACTERS),
    responsible: responsible.map(({ text }) => text).join('、').slice(0, SHOWN_CHARACTERS),
  };
};

/** What a file says and what would become of it; nothing is written. @throws Refusal IMPORT_*, SHEET_*, REGISTER_*, POLICY_UNKNOWN */
export const previewImport = async (client: HuitoukanClient, file: ImportFile, settings: ImportSettings, person: string, now: Instant): Promise<ImportPreview> => {
  const { name, sha256 } = file;
  if (await isRegister(file)) {
    const round = settings.round ?? idFor(settings.feedback ?? dayOf(now), file);
    const result = await importRegister(client, file, { ...(await registerOptions(client, { ...settings, round }, person, now)), dryRun: true, fill: { unit: '', feedback: dayOf(now) } });
    const { head, register, opened } = result;
    const feedback = opened === 'round there' ? head.feedback : (settings.feedback ?? register.stated.feedback);
    return { kind: 'register', file: { name, sha256 }, head: { round, title: head.title, unit: head.unit, inspector: head.inspector, feedback }, register: await registerPreview(result, dayOf(now)) };
  }
  const report = await readReportBytes(file.bytes, name);
  const feedback = settings.feedback ?? report.feedbackDate;
  const unit = settings.unit ?? report.unit ?? '';
  const round = settings.round ?? idFor(feedback ?? dayOf(now), file);
  const findings = report.issues.map(({ title }, at) => ({ number: String(at + 1), title }));
  const lineage = await likeEarlier(client.ledger, { id: round, unit, feedback, ...(settings.recheckOf === undefined ? {} : { recheckOf: settings.recheckOf }) }, await listedPolicyNamed(client.ledger, settings.policy), findings);
  const common = proposeCommonOf(report, await loadUnitTree(client.ledger));
  const { source, claimed, differences, unassigned, remarks } = report;
  const title = settings.title ?? report.title ?? '';
  return { kind: 'report', file: { name, sha256 }, head: { round, title, unit, inspector: settings.inspector ?? report.inspector ?? '', feedback }, report: { source, claimed, differences, unassigned, remarks, issues: report.issues.map(readIssue), lineage, common } };
};

const registerOptions = async (client: HuitoukanClient, settings: ImportSettings & { readonly round: string }, person: string, now: Instant): Promise<Omit<RegisterImportOptions, 'dryRun'>> => {
  const { round, title, unit, inspector, feedback, policy, parties, layout, forgetLayout, correct, handOut } = settings;
  await listedPolicyNamed(client.ledger, policy);
  const head = { parties: usualSeats(round, parties), ...(title === undefined ? {} : { title }), ...(unit === undefined ? {} : { unit }), ...(inspector === undefined ? {} : { inspector }), ...(feedback === undefined ? {} : { feedback }) };
  return { round, person, policy, now, head, forget: forgetLayout, ...(layout === undefined ? {} : { layout: plainLayout(layout) }), ...(correct === undefined ? {} : { correct }), ...(handOut === undefined ? {} : { handOut }) };
};

const registerPreview = async (result: RegisterImport, on: Day): Promise<RegisterPreview> => {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const failed = await failedBook(result.register, result.plan, on);
  return { ...registerAnswer(result), fields: REGISTER_FIELDS.map(({ key, zh }) => ({ key, zh })), files: { result: base64(await resultBook(result.plan, on)), failed: failed === null ? null : base64(failed) } };
};

/** Takes a file in for good. Answers when it is written down; the engine goes on opening (`GET /rounds/:round/opening`). */
export const takeIn = async (client: HuitoukanClient, file: ImportFile, settings: ImportSettings, person: string, now: Instant): Promise<ImportResult> => {
  const round = settings.round ?? refuse('INVALID_REQUEST', '请给出轮次编号', 'name the round', { field: 'settings.round' });
  if (await isRegister(file)) {
    const result = await importRegister(client, file, { ...(await registerOptions(client, { ...settings, round }, person, now)), dryRun: false, wait: false });
    return { kind: 'register', round, issues: result.plan.rows.filter(({ draft }) => draft !== null).length, register: await registerPreview(result, dayOf(now)) };
  }
  const { title, unit, inspector, feedback, recheckOf, parties, byHand, handOut } = settings;
  const report = await readReportBytes(file.bytes, file.name);
  const { entry, triage } = adoptReport(report, {
    id: round,
    policy: await listedPolicyNamed(client.ledger, settings.policy),
    days: await currentDayTable(client.ledger),
    at: now,
    ...(feedback === undefined ? {} : { feedback }),
    ...(recheckOf === undefined ? {} : { recheckOf }),
    ...(byHand === undefined ? {} : { byHand }),
    head: { ...(title === undefined ? {} : { title }), ...(unit === undefined ? {} : { unit }), ...(inspector === undefined ? {} : { inspector }), parties: usualSeats(round, parties) },
  });
  const tree = await loadUnitTree(client.ledger);
  // Who is left out by hand is nothing to be handed out.
  const common = proposeCommonOf(report, tree).filter(({ number }) => entry.drafts.some((draft) => draft.number === number));
  const chosen = chosenCommon(common, handOut);
  const lineage = await client.openRound({ ...entry, drafts: withParts(entry.drafts, chosen, tree) }, person);
  return { kind: 'report', round, issues: entry.drafts.length, triage, lineage, handedOut: chosen.map(({ number }) => number) };
};
