import { commonEventsOf, movingEvent, partMoveOf, phaseOfCommon, rewordedBy, standingOfCommon, type CommonPhase, type PartMove, type Wording } from '../../domain/common.ts';
import { commonNotices } from '../../domain/common-notices.ts';
import type { IssueState, Status } from '../../domain/issue.ts';
import type { DeliveryHours } from '../../domain/ladder.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Step } from '../../domain/step.ts';
import type { Instant } from '../../domain/time.ts';
import { makeCommonId } from '../../ledger/common.ts';
import { NoticeBook, type PlannedNotice } from './notice-book.ts';

/** Where a part stands, and what it says. */
type PaperPart = Wording & { readonly status: Status };

/** A common issue as the ledger has it: how much has happened to it, where all of its parts stand, what it has not told yet. */
export type CommonStart = { readonly number: string; readonly seq: number; readonly phase: CommonPhase; readonly wording: Wording; readonly parts: ReadonlyMap<string, PaperPart>; readonly waiting: readonly Notice[] };

/** A common issue on paper: it has no life of its own, but moments, which its parts make and which are told. */
export class PaperCommon {
  readonly id: string;
  private readonly book = new NoticeBook();
  /** By unit. */
  private readonly parts: Map<string, PaperPart>;
  private seq: number;
  private phase: CommonPhase | null;
  private wording: Wording;

  constructor(round: string, { number, seq, phase, wording, parts, waiting }: CommonStart, office: DeliveryHours, from: Instant) {
    this.id = makeCommonId(round, number);
    this.parts = new Map(parts);
    this.seq = seq;
    this.phase = seq === 0 ? null : phase;
    this.wording = wording;
    this.book.begin(office, [], waiting, from);
  }

  /** Everything that was told or is still planned. */
  get notices(): readonly PlannedNotice[] {
    return this.book.notices;
  }

  /** A part was opened, while those that follow still wait for it. */
  join(state: IssueState): void {
    const unit = state.common?.unit ?? '';
    this.moved(state, { unit, joined: true, left: null, reopened: null }, state.openedAt, state.openedAt);
  }

  /** A part has taken a step: as `ledger/common.ts` records it. */
  take({ state, events }: Step, now: Instant, sentBy: Instant): void {
    const unit = state.common?.unit;
    if (unit == null || movingEvent(events) === undefined) return;
    this.moved(state, partMoveOf(unit, events), now, sentBy);
  }

  private moved(state: IssueState, move: PartMove, now: Instant, sentBy: Instant): void {
    this.parts.set(move.unit, partOf(state));
    const after = standingOfCommon([...this.parts.values()]);
    const reworded = rewordedBy(move.unit, this.wording, [...this.parts].map(([unit, part]) => ({ unit, ...part })));
    const made = [...commonEventsOf(this.phase, move, after), ...reworded];
    this.wording = reworded.find((event) => event.type === 'common-reworded') ?? this.wording;
    const notices = made.flatMap((event, at) => commonNotices(state, event, { seq: this.seq + at + 1, at: now }));
    this.seq += made.length;
    this.phase = phaseOfCommon(after);
    this.book.plan(state, [], notices, now, sentBy);
  }
}

const partOf = ({ status, title, category }: IssueState): PaperPart => ({ status, title, category });

/** The common issues of a round, by number: as the ledger has them, or from the opening of their parts on. */
export const paperCommons = (round: string, states: readonly IssueState[], known: readonly CommonStart[], office: DeliveryHours, from: Instant): ReadonlyMap<string, PaperCommon> => {
  const commons = new Map(known.map((start) => [start.number, new PaperCommon(round, start, office, from)]));
  const parts = states.filter(({ common }) => common !== null && common.unit !== null && !commons.has(common.number));
  for (const [number, list] of Map.groupBy(parts, ({ common }) => common?.number ?? '')) {
    // Handed out and not open yet counts as open.
    const waiting = new Map(list.map((state) => [state.common?.unit ?? '', { ...partOf(state), status: 'assigned' as const }]));
    const wording = list[0] ?? { title: '', category: '' };
    const common = new PaperCommon(round, { number, seq: 0, phase: 'open', wording, parts: waiting, waiting: [] }, office, from);
    for (const state of list) common.join(state);
    commons.set(number, common);
  }
  return commons;
};
