import { LETTER_KINDS } from '../../domain/letters.ts';
import { NOTICE_NAMES } from '../../domain/words.ts';

/** Papers that are no letters of the ladder and bear no number of a series: they name the event that they record. */
const FORM_KINDS = ['reminder', 'rectification-notice', 'hand-over', 'closure', 'look-back'] as const;
export type FormKind = (typeof FORM_KINDS)[number];
export const PAPER_KINDS = [...LETTER_KINDS, ...FORM_KINDS] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

const FORM_NAMES: Readonly<Record<FormKind, { readonly zh: string; readonly en: string }>> = {
  reminder: { zh: '提醒函', en: 'letter of reminder' },
  'rectification-notice': { zh: '整改通知书', en: 'rectification notice' },
  'hand-over': { zh: '责任交接书', en: 'hand-over of responsibility' },
  closure: { zh: '销号审批表', en: 'approval of closure' },
  'look-back': { zh: '回头看记录表', en: 'record of a look-back' },
};

const isForm = (kind: PaperKind): kind is FormKind => FORM_KINDS.some((one) => one === kind);
export const paperName = (kind: PaperKind): { readonly zh: string; readonly en: string } => (isForm(kind) ? FORM_NAMES[kind] : NOTICE_NAMES[kind]);

/** Somebody's words in a form, with name and day. */
export type SignedLine = { readonly role: string; readonly name: string; readonly rating: string; readonly note: string; readonly date: string };

/**
 * What a template can print. Every field is a text, a list, or null where there is nothing to say; `SHAPE` beside it is what
 * templates are checked against.
 */
export type PaperData = {
  readonly name: string;
  /** `督办函〔2026〕第1号`; for a form the place in the record. */
  readonly letter: string;
  readonly date: string;
  readonly redHead: string | null;
  readonly to: string;
  readonly copies: string | null;
  readonly office: string;
  readonly round: { readonly title: string; readonly unit: string; readonly inspector: string; readonly feedback: string };
  readonly issue: {
    readonly number: string;
    readonly title: string;
    readonly category: string;
    readonly kind: string;
    readonly status: string;
    readonly due: string;
    readonly originalDue: string;
    readonly owner: string;
    readonly leader: string;
    readonly head: string;
  } | null;
  /** What has fallen due, by when, and for how many days it has been overdue. */
  readonly what: string | null;
  readonly day: string | null;
  readonly overdueDays: string | null;
  readonly measures: readonly { readonly at: string; readonly text: string; readonly owner: string; readonly due: string; readonly done: string }[];
  readonly evidence: readonly { readonly at: string; readonly name: string; readonly kind: string; readonly sha256: string }[];
  readonly visits: readonly { readonly date: string; readonly name: string; readonly seen: string; readonly present: string }[];
  readonly own: { readonly rating: string; readonly summary: string; readonly name: string; readonly date: string } | null;
  readonly signatures: readonly SignedLine[];
  readonly result: string | null;
  readonly handOver: { readonly from: string; readonly to: string; readonly reason: string; readonly measures: string } | null;
  readonly lookBack: { readonly n: string; readonly cause: string; readonly result: string; readonly findings: string; readonly how: string; readonly asked: string; readonly name: string } | null;
};

/** A paper ready to be printed. `subject`: the issue or round that it is about, by its id. `day`: the day that it bears. */
export type Paper = { readonly kind: PaperKind; readonly subject: string; readonly fileName: string; readonly day: string; readonly author: string; readonly data: PaperData };

/** The names that a template may use: a list of parts, `true` for a text. */
export type Shape = { readonly [name: string]: true | Shape };
const texts = <const N extends readonly string[]>(...names: N): Shape => Object.fromEntries(names.map((name) => [name, true]));
export const SHAPE: Shape = {
  ...texts('name', 'letter', 'date', 'redHead', 'to', 'copies', 'office', 'what', 'day', 'overdueDays', 'result'),
  round: texts('title', 'unit', 'inspector', 'feedback'),
  issue: texts('number', 'title', 'category', 'kind', 'status', 'due', 'originalDue', 'owner', 'leader', 'head'),
  measures: texts('at', 'text', 'owner', 'due', 'done'),
  evidence: texts('at', 'name', 'kind', 'sha256'),
  visits: texts('date', 'name', 'seen', 'present'),
  own: texts('rating', 'summary', 'name', 'date'),
  signatures: texts('role', 'name', 'rating', 'note', 'date'),
  handOver: texts('from', 'to', 'reason', 'measures'),
  lookBack: texts('n', 'cause', 'result', 'findings', 'how', 'asked', 'name'),
};
