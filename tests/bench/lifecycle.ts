import type { Act } from '../../domain/command-schema.ts';
import type { LadderStep, Policy } from '../../domain/policy-schema.ts';
import { addDays, HOUR_MS, startOfDay, type Day, type Instant } from '../../domain/time.ts';

/**
 * The lifecycle L12: an issue with 12 reminders of which 4 fall due, 10 acts of people, 2 look-backs. Days instead of
 * seconds, and the waits are skipped on the engine, for both sides alike.
 *
 * - `reminders`: as the product works. The 4 reminders before the due date are rows of the ledger, planned by the step that
 *   set the date; a dispatching pass hands each over on its day. The bare workflow wakes by a timer for each.
 * - `rungs`: the product's worst case. The 4 are rungs after the due date (the issue is overdue, each opens a letter), and
 *   both look-backs come late, so that it wakes six times as the bare one does.
 */
export type Shape = 'reminders' | 'rungs';

/** 120 bytes, as people write them. */
const NOTE = '已修订公务接待管理制度并在全镇公开，组织学习三次，佐证材料见附件，请予核查。谢谢。';
const note = (n: number): string => `${n % 10}${NOTE}`.slice(0, 40);

export type Plan = {
  readonly opened: Day;
  readonly due: Day;
  /** 09:00 of the days on which the four fall due. */
  readonly remindedAt: readonly Instant[];
  /** To which the clock moves before acts 4, 8 and 9. */
  readonly jumps: readonly Instant[];
};

const DUE_AFTER = 60;
const REMINDED = [-20, -18, -16, -14];
const NEVER = [-8, -7, -6, -5, -4, -3, -2, -1];
const RUNGS = [1, 2, 3, 4];
const NEVER_RUNGS = [60, 61, 62, 63, 64, 65, 66, 67];
export const LOOK_BACKS_AFTER = [30, 60];

const nine = (day: Day): Instant => startOfDay(day) + 9 * HOUR_MS;

export const planOf = (shape: Shape, opened: Day): Plan => {
  const due = addDays(opened, DUE_AFTER);
  const days = (shape === 'reminders' ? REMINDED : RUNGS).map((offset) => addDays(due, offset));
  const worked = days.at(-1) ?? due;
  // A look-back in time is held on its day; a late one two days after, when it has fallen due in the night between.
  const late = shape === 'rungs' ? 2 : 0;
  return {
    opened,
    due,
    remindedAt: days.map(nine),
    jumps: [nine(worked), ...LOOK_BACKS_AFTER.map((after) => nine(addDays(worked, after + late)))],
  };
};

const step = (offset: number, audience: LadderStep['audience']): LadderStep => ({
  id: `T${offset < 0 ? '' : '+'}${offset}`,
  offset,
  unit: 'calendar-day',
  audience,
  light: 'yellow',
  notice: offset < 1 ? 'reminder' : 'urging',
  acknowledge: false,
});

/** The default policy with the twelve steps of L12, one signature and two look-backs. Other ladders stay empty, for 12 are 12. */
export const policyOf = (shape: Shape, base: Policy): Policy => {
  const offsets = shape === 'reminders' ? [...REMINDED, ...NEVER] : [...RUNGS, ...NEVER_RUNGS];
  const none = Object.fromEntries(Object.keys(base.ladders).map((kind) => [kind, []])) as unknown as Policy['ladders'];
  return {
    ...base,
    name: `l12-${shape}`,
    ladders: { ...none, due: offsets.map((offset) => step(offset, ['owner'])), 'look-back': [step(shape === 'reminders' ? 0 : 1, ['team'])] },
    closure: { ...base.closure, chain: ['team'], evidence: { immediate: 0, dated: 0, sustained: 0 } },
    lookBack: { ...base.lookBack, after: LOOK_BACKS_AFTER.map((count) => ({ count, unit: 'calendar-day' as const })) },
    delivery: { ...base.delivery, workingDaysOnly: false },
  };
};

/** The ten acts with who does them; the clock moves before the fifth, the ninth and the tenth. */
export const actsOf = (plan: Plan, owner: string): readonly { readonly by: string; readonly act: Act }[] => [
  { by: owner, act: { type: 'accept' } },
  { by: owner, act: { type: 'propose-plan', measures: [{ id: 'm1', text: note(1), owner, due: plan.due }] } },
  { by: 'p-sup', act: { type: 'approve-plan' } },
  { by: owner, act: { type: 'report-progress', note: note(2), measure: 'm1', done: true } },
  { by: owner, act: { type: 'submit-for-closure', rating: 'done', summary: note(3) } },
  { by: 'p-team', act: { type: 'return', reason: note(4) } },
  { by: owner, act: { type: 'submit-for-closure', rating: 'done', summary: note(5) } },
  { by: 'p-team', act: { type: 'sign', rating: 'done', note: note(6) } },
  { by: 'p-team2', act: { type: 'record-look-back', result: 'held', findings: note(7), how: '现场查看' } },
  { by: 'p-team2', act: { type: 'record-look-back', result: 'held', findings: note(8), how: '查阅台账' } },
];
/** Acts of one stage follow each other at once; between stages the clock moves. */
export const STAGES = [[0, 1, 2, 3], [4, 5, 6, 7], [8], [9]] as const;

/** An act that changes nothing but the record, and may come any number of times: for load. */
export const progress = (n: number): Act => ({ type: 'report-progress', note: note(n) });
export const bareNote = note;
/** Twelve instants for the bare workflow, the same days. */
export const bareReminders = (shape: Shape, plan: Plan): readonly Instant[] => [
  ...plan.remindedAt.map((at) => at - HOUR_MS / 2),
  ...(shape === 'reminders' ? NEVER : NEVER_RUNGS).map((offset) => nine(addDays(plan.due, offset)) - HOUR_MS / 2),
];
