import { letterInWords, type LetterNumber } from '../domain/letters.ts';
import type { Instant } from '../domain/time.ts';
import { BUNDLE_ISSUE, bundleStep, deliveryId, messageIdOf } from './delivery-keys.ts';
import type { DueRow, StandIn } from './delivery-recheck.ts';
import { groupBy, type Recipient } from './delivery-recipients.ts';

/** Which due notices go out together, and what each of them has to tell. Nothing here asks the ledger. */

/** One notice, as a mail has to tell it. */
export type ClaimedItem = {
  readonly deliveryId: string;
  readonly issueId: string;
  readonly role: string;
  readonly kind: string;
  readonly topic: string;
  readonly step: string;
  readonly day: string | null;
  readonly light: string | null;
  readonly acknowledge: boolean;
  /** Whom the reader stands in for, by name: he is on leave. */
  readonly onBehalfOf: string | null;
  /** Who acts on it, by name: the reader is on leave and has it as information. */
  readonly deputy: string | null;
  /** Its number as printed, where it is a letter. */
  readonly letter: string | null;
  /** The reason or the note that somebody gave with the act it tells of. */
  readonly words?: string | null;
  /** What it tells of was done by a deputy: by whom, and for whom, by name. */
  readonly done?: { readonly by: string; readonly onBehalfOf: string } | null;
  /** What it says where that is more than its row: a roll-up. */
  readonly content: object | null;
  readonly notBefore: Instant;
  readonly issue: { readonly number: string; readonly title: string } | null;
  readonly round: { readonly title: string; readonly unit: string } | null;
};

/** One mail to hand over: a row of its own, or a bundle with its notices. `attempt` fences: it names this claim alone. */
export type ClaimedMail = {
  readonly id: string;
  readonly attempt: number;
  /** Attempts on the present road, this one included. */
  readonly tries: number;
  readonly messageId: string;
  /** The channel of its key; the road it takes may be another. */
  readonly channel: string;
  /** `email` is empty where a robot tells it. */
  readonly to: Recipient & { readonly email: string };
  /** Sent before, and nobody knows whether it arrived. */
  readonly again: boolean;
  readonly items: readonly ClaimedItem[];
};

/** A due notice with what its mail needs to say. */
export type ClaimRow = DueRow & {
  readonly round_id: string;
  readonly step: string;
  readonly role: string;
  readonly kind: string;
  readonly channel: string;
  readonly day: string | null;
  readonly light: string | null;
  readonly acknowledge: boolean;
  readonly letter: string | null;
  readonly content_body: object | null;
  readonly told_words: string | null;
  readonly told_by: string | null;
  readonly told_for: string | null;
  readonly alone: boolean;
  readonly not_before: Instant;
  readonly attempt: number;
  readonly message_id: string;
  readonly state: string;
  readonly uncertain_at: Instant | null;
  readonly bundle_id: string | null;
  readonly via: string | null;
  readonly via_since: Instant | null;
  readonly issue_number: string | null;
  readonly issue_title: string | null;
  readonly round_title: string | null;
  readonly round_unit: string | null;
};

/** A mail stays readable, a transaction short. What is beyond goes in the next mail. */
const BUNDLE_MAX = 200;
/** Fewer in a group chat, whose messages are short: each has to be named in one of them. */
const CHAT_BUNDLE_MAX = 20;

export type Composed = { readonly mail: ClaimedMail; readonly rows: readonly (ClaimRow & { readonly forInformation: boolean })[]; readonly bundle: boolean };

export type Sendable = StandIn & { readonly row: ClaimRow; readonly to: Recipient & { readonly email: string } };
/** The numbers of letters, by the id of their delivery. */
type Numbers = ReadonlyMap<string, LetterNumber>;

/** Escalations alone; a person's ordinary notices in one mail, the roll-ups in another; what was uncertain again as it was. */
export const compose = (sendable: readonly Sendable[], numbers: Numbers, road: 'chat' | 'mail'): Composed[] => {
  const bundleMax = road === 'chat' ? CHAT_BUNDLE_MAX : BUNDLE_MAX;
  const mailKey = ({ row }: Sendable): string => {
    if (row.uncertain_at !== null) return `again ${row.bundle_id ?? row.id}`;
    if (row.content_body !== null) return `${row.topic} ${row.recipient}`;
    return row.alone ? `alone ${row.id}` : `day ${row.recipient}`;
  };
  return [...groupBy(sendable, mailKey).values()].flatMap((group) => {
    const pages = Array.from({ length: Math.ceil(group.length / bundleMax) }, (_, page) => group.slice(page * bundleMax, (page + 1) * bundleMax));
    return pages.map((page) => composeOne(page, numbers));
  });
};

const composeOne = (page: readonly Sendable[], numbers: Numbers): Composed => {
  const [first] = page;
  if (first === undefined) throw new Error('a mail without a notice');
  const { row, to } = first;
  const again = row.uncertain_at !== null;
  const bundle = again ? row.bundle_id !== null : page.length > 1;
  const fresh = { issueId: BUNDLE_ISSUE, cycle: 0, step: bundleStep(page.map((one) => one.row.id)), recipient: row.recipient, channel: row.channel };
  const id = bundle ? (row.bundle_id ?? deliveryId(fresh)) : row.id;
  const mail = { id, attempt: 0, tries: 0, messageId: messageIdOf(id), channel: row.channel, to, again, items: page.map((one) => itemOf(one, numbers.get(one.row.id))) };
  return { mail, rows: page.map((one) => ({ ...one.row, forInformation: one.deputy !== undefined })), bundle };
};

const itemOf = ({ row, principal, deputy }: Sendable, number: LetterNumber | undefined): ClaimedItem => ({
  deliveryId: row.id,
  issueId: row.issue_id,
  role: row.role,
  kind: deputy === undefined ? row.kind : 'information',
  topic: row.topic,
  step: row.step,
  day: row.day,
  light: row.light,
  acknowledge: row.acknowledge && deputy === undefined,
  onBehalfOf: principal?.name ?? null,
  deputy: deputy?.name ?? null,
  letter: number === undefined ? null : letterInWords(number),
  content: row.content_body,
  words: row.told_words,
  done: row.told_by === null || row.told_for === null ? null : { by: row.told_by, onBehalfOf: row.told_for },
  notBefore: row.not_before,
  issue: row.issue_number === null || row.issue_title === null ? null : { number: row.issue_number, title: row.issue_title },
  round: row.round_title === null || row.round_unit === null ? null : { title: row.round_title, unit: row.round_unit },
});
