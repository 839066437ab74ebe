import type { RefusalText } from '../../domain/refusal.ts';

/** Exit codes are part of the interface: scripts rely on them (docs/cli.md). */
export const EXIT = { ok: 0, refused: 1, badInput: 2, environment: 3, internal: 4 } as const;

const ENVIRONMENT = /^(NOT_RUNNING|NOT_REACHABLE|ENGINE_|LEDGER_|DATA_FOLDER_|POSTGRES_|SEARCH_ATTRIBUTE_|EVIDENCE_DISK_FULL|REGISTER_OPENING_|CHANNEL_NOT_NOW|CHANNEL_UNCERTAIN|CODEC_|DOCTOR_)/;
const BAD_INPUT =
  /^(USAGE|SETTING_MISSING|BACKUP_|RESTORE_|UNKNOWN_(ISSUE|ROUND|PERSON|POST|UNIT|ABSENCE|DRAW|CHANNEL|LETTER)|UNIT_CYCLE|INVALID_|TEMPLATE_|POLICY_(?!WHILE)|CALENDAR_|CHANNELS_|IMPORT_|REPORT_(?!SUBMITTED|GAPS|NOT_CONFIRMED)|REGISTER_(?!OPENING)|SHEET_|MAPPING_|ROUND_FILE_|PEOPLE_FILE_|SCRIPT_|FILE_|EVIDENCE_(EMPTY|TOO_LARGE|UNREADABLE|PROGRAM)|PERSON_REQUIRED|OWN_NAME_ONLY)/;

/** Of the page's server and its accounts. */
const WEB_ENVIRONMENT = /^PORT_/;
const WEB_BAD_INPUT = /^(UNKNOWN_(ACCOUNT|TOKEN|WEBHOOK)|WEBHOOK_(?!FAILED))/;

/** Which exit code a refusal's code means. */
export const exitCodeOf = (code: string): number => {
  if (code === 'INTERNAL' || code === 'COUNTS_DO_NOT_ADD_UP') return EXIT.internal;
  if (ENVIRONMENT.test(code) || WEB_ENVIRONMENT.test(code)) return EXIT.environment;
  return BAD_INPUT.test(code) || WEB_BAD_INPUT.test(code) ? EXIT.badInput : EXIT.refused;
};

const isRefusal = (error: unknown): error is RefusalText => error instanceof Error && error.name === 'Refusal' && 'code' in error && 'zh' in error && 'en' in error;

const UNREACHABLE = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|UNAVAILABLE|DEADLINE_EXCEEDED|Failed to connect|Connection terminated|timeout exceeded when trying to connect/i;

/** Anything thrown, as the text that people and programs get. What nobody foresaw is INTERNAL and keeps its message. */
export const errorText = (error: unknown): RefusalText => {
  if (isRefusal(error)) return error;
  const chain: string[] = [];
  for (let one: unknown = error; one instanceof Error && chain.length < 5; one = one.cause) chain.push(`${(one as NodeJS.ErrnoException).code ?? ''} ${one.message}`.trim());
  const what = chain.join(' <- ') || String(error);
  if (UNREACHABLE.test(what))
    return {
      code: 'NOT_REACHABLE',
      zh: `引擎或台账数据库连接不上（${what}）；请检查 npm start 是否在运行，或执行 huitoukan doctor`,
      en: `the engine or the ledger cannot be reached (${what}); see whether npm start is running, or run huitoukan doctor`,
    };
  return { code: 'INTERNAL', zh: `程序内部错误：${what}`, en: `internal error: ${what}` };
};
