import { z } from 'zod';
import type { RefusalText } from '../../domain/refusal.ts';
import { errorText } from '../commands/errors.ts';

/** RFC 9457, with our code and both languages. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:huitoukan:problem:CODE' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'urn:huitoukan:request:ID, to be found in the log' }),
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'Problem', description: '问题说明 / what went wrong, and the way out (RFC 9457)' });
export type Problem = z.infer<typeof problemSchema>;

/** The first pattern that fits a code gives its status; what none fits is a refusal by the rules: 409. */
const STATUSES: readonly (readonly [RegExp, number])[] = [
  [/^(NOT_SIGNED_IN|SIGN_IN_FAILED|TOKEN_INVALID|SECOND_FACTOR_(WRONG|NEEDED))$/, 401],
  [/^(NOT_ALLOWED|NOT_YOURS|SCOPE_MISSING|CROSS_SITE|FOUR_EYES|OWN_HEADS_WORK|NOT_YOUR_(LEVEL|TURN)|NOT_IN_CHAIN|NOT_A_REVIEWER|NOT_AN_APPROVER|PERSON_LEFT|BULK_NOT_ALLOWED)$/, 403],
  [/^(UNKNOWN_(ISSUE|ROUND|PERSON|ACCOUNT|TOKEN|SESSION|EVIDENCE|POLICY|DRAW|ROUTE|WEBHOOK|SIGN_IN|TEMPLATE|CHANNEL|ABSENCE|FEED)|POLICY_UNKNOWN|INVITATION_INVALID)$/, 404],
  [/^STALE_VERSION$/, 412],
  [/^(EVIDENCE|IMPORT|SHEET)_TOO_LARGE$/, 413],
  [/^(EVIDENCE_TYPE|UNSUPPORTED_MEDIA|IMPORT_KIND|SHEET_OLD_FORMAT)$/, 415],
  [/^(TOO_MANY_REQUESTS|TOO_MANY_FAILURES)$/, 429],
  [/^(INVALID_REQUEST|INVALID_CURSOR)$/, 400],
  [/^(INVALID_|IDEMPOTENCY_KEY_REUSED|ROUND_FILE_|PEOPLE_FILE_|POLICY_(?!WHILE)|EVIDENCE_EMPTY|PASSWORD_|UNKNOWN_|OUTCOME_INVALID|WEBHOOK_|TEMPLATE_|CALENDAR_|SHEET_|IMPORT_|REGISTER_(?!OPENING)|REPORT_NO_|DATE_NOT_AFTER|DEPUTY_IS_SELF|USAGE)/, 422],
  [/^(NOT_REACHABLE|ENGINE_|LEDGER_|EVIDENCE_DISK_FULL)/, 503],
  [/^INTERNAL$/, 500],
];

export const statusOf = (code: string): number => STATUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 409;

const INTERNAL: RefusalText = {
  code: 'INTERNAL',
  zh: '程序内部错误，办理结果不明；请凭请求编号联系管理员',
  en: 'an internal error; what became of the request is not known. Tell the administrator the id of the request',
};

/** Anything thrown as a problem. What nobody foresaw keeps its words for the log: they may hold what the asker must not read. */
export const problemOf = (error: unknown, requestId: string): Problem => {
  const text = errorText(error);
  const status = statusOf(text.code);
  const { code, zh, en, where } = status >= 500 && text.code === 'INTERNAL' ? INTERNAL : text.code === 'NOT_REACHABLE' ? unreachable : text;
  return {
    type: `urn:huitoukan:problem:${code}`,
    title: code,
    status,
    detail: `${zh} / ${en}`,
    instance: `urn:huitoukan:request:${requestId}`,
    code,
    zh,
    en,
    ...(where === undefined ? {} : { where }),
  };
};

/** Without addresses of machines: those are for the log. */
const unreachable: RefusalText = { code: 'NOT_REACHABLE', zh: '系统暂时连接不上引擎或台账，请稍后再试', en: 'the engine or the ledger cannot be reached at the moment; try again later' };
