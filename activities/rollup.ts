import { Context } from '@temporalio/activity';
import { gate } from '../domain/ladder.ts';
import type { Role } from '../domain/policy-schema.ts';
import { rollupDue, type RollupSlot } from '../domain/rollup-slots.ts';
import { isEmptyMonth, isEmptyWeek, monthlyTasks, weeklyRollup, type IssueStory } from '../domain/rollup.ts';
import { seatOf, seatsFrom } from '../domain/seats.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { NOBODY } from '../ledger/delivery-keys.ts';
import { loadResolver } from '../ledger/delivery-recipients.ts';
import { withDeliveries } from '../ledger/delivery-tables.ts';
import { loadNames, type NameBook } from '../ledger/people.ts';
import { loadRollupRounds, loadStories, saveRollup, type RollupLetter, type RollupRound } from '../ledger/rollups.ts';
import { monthInWords, spanOf, weekInWords } from './rollup-text.ts';
import type { TemplateData } from './template.ts';

/** Made in this pass, and the deliveries that they called for. */
export type RollupResult = { readonly made: number; readonly planned: number };

/**
 * Makes every roll-up that is due at `now` (duty clock): one a round and kind, however long nothing ran. What is made is in the
 * ledger, so it can run at any time, twice, and in several processes.
 */
export const planRollups = async (db: LedgerDatabase, now: Instant, beat: () => void = () => undefined): Promise<RollupResult> => {
  let result: RollupResult = { made: 0, planned: 0 };
  for (const round of await loadRollupRounds(db)) {
    const slots = (['week', 'month'] as const).flatMap((kind) => rollupDue(kind, round, round.last[kind], now) ?? []);
    if (slots.length === 0) continue;
    const [stories, names] = await Promise.all([loadStories(db, round.id), loadNames(db, dayOf(now))]);
    const notBefore = gate(round, now);
    for (const slot of slots) {
      const letters = await lettersOf(db, round, slot, stories, names, notBefore);
      if (await saveRollup(db, round.id, slot, letters, { now, notBefore })) result = { made: result.made + 1, planned: result.planned + letters.length };
    }
    beat();
  }
  return result;
};

/** What a round's roll-up says of these issues, by the names that templates use; null when there is nothing to say. */
export const rollupContent = (round: Pick<RollupRound, 'unit' | 'title'>, slot: RollupSlot, stories: readonly IssueStory[], names: NameBook): TemplateData | null => {
  const head = { unit: round.unit, title: round.title, missed: slot.missed };
  const span = spanOf(slot);
  if (slot.kind === 'month') {
    const tasks = monthlyTasks(stories, slot.to, span.to);
    return isEmptyMonth(tasks) ? null : monthInWords(head, span, tasks, names);
  }
  const week = weeklyRollup(stories, slot.from, slot.to);
  return isEmptyWeek(week) ? null : weekInWords(head, span, week, names);
};

type Share = { readonly role: Role; readonly to: readonly string[]; readonly stories: readonly IssueStory[] };

/** Who has which issues by a role of the audience. Whoever owns a measure has its issue as an owner has. */
const sharesOf = (role: Role, stories: readonly IssueStory[]): readonly Share[] => {
  const entries = stories.flatMap((story) => {
    const { state } = story;
    const owners = role === 'owner' ? state.measures.filter((measure) => !measure.done).map((measure) => `person:${measure.owner}` as const) : [];
    const seat = seatOf(state, role);
    return [...new Set([...(seat === null ? [] : [seat]), ...owners])].map((party) => ({ party, to: party === seat ? seatsFrom(state, role) : [party], story }));
  });
  return [...Map.groupBy(entries, (entry) => entry.party).values()].map((group) => ({ role, to: group[0]?.to ?? [], stories: group.map((entry) => entry.story) }));
};

/** One letter a person, over everything that this person is told of by any role of the audience. */
const lettersOf = async (db: LedgerDatabase, round: RollupRound, slot: RollupSlot, stories: readonly IssueStory[], names: NameBook, at: Instant): Promise<readonly RollupLetter[]> => {
  const { weekly, monthly } = round.policy.rollups;
  const shares = (slot.kind === 'week' ? weekly : monthly).audience.flatMap((role) => sharesOf(role, stories));
  const resolve = await loadResolver(
    withDeliveries(db),
    shares.flatMap((share) => share.to),
  );
  const told = shares.flatMap((share) => {
    const people = resolve(share.to, dayOf(at));
    return (people.length === 0 ? [NOBODY] : people.map((person) => person.id)).map((recipient) => ({ recipient, share }));
  });
  return [...Map.groupBy(told, (one) => one.recipient)].flatMap(([recipient, group]) => {
    const [first] = group;
    const own = new Set(group.flatMap((one) => one.share.stories));
    const content = rollupContent(
      round,
      slot,
      stories.filter((story) => own.has(story)),
      names,
    );
    return first === undefined || content === null ? [] : [{ recipient, role: first.share.role, to: first.share.to, content }];
  });
};

export const createRollupActivities = ({ db }: { readonly db: LedgerDatabase }) => ({
  planRollups: async ({ now }: { readonly now: Instant }): Promise<RollupResult> => {
    const context = Context.current();
    return await planRollups(db, now, () => {
      context.heartbeat();
      context.cancellationSignal.throwIfAborted();
    });
  },
});
export type RollupActivities = ReturnType<typeof createRollupActivities>;
