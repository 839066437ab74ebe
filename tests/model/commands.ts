import fc from 'fast-check';
import { step, type Deed, type Model, type Outcome, type Try, type Who } from './model.ts';
import { attempt, demandAgreement, demandOutcome, type Real } from './real.ts';

/** What is drawn: the version that somebody saw, and the day that somebody asks for, depend on where the issue stands then. */
type Draft = { readonly deed: Deed['do']; readonly who: Who; readonly piece: number; readonly days: number; readonly seen: 'nothing' | 'this' | 'older'; /** Left out where it would be refused: chance alone hardly ever closes an issue. */ readonly sure: boolean };
type Command = fc.AsyncCommand<Model, Real>;

const tryOf = (model: Model, { deed, who, piece, days, seen }: Draft): Try => {
  const version = seen === 'nothing' ? null : model.events.length - (seen === 'older' ? 1 : 0);
  if (deed === 'evidence') return { do: deed, piece, who, seen: version };
  return deed === 'request' ? { do: deed, to: model.due + days, who, seen: version } : { do: deed, who, seen: version };
};
const words = ({ deed, who, seen }: Draft): string => `${who} ${deed}${seen === 'nothing' ? '' : ` (seen ${seen})`}`;
const isDone = (model: Model, draft: Draft): boolean => typeof step(copyOf(model), tryOf(model, draft)) !== 'string';
const copyOf = (model: Model): Model => structuredClone(model);

/** One person acts. */
class Alone implements Command {
  readonly draft: Draft;
  constructor(draft: Draft) {
    this.draft = draft;
  }
  check = (model: Readonly<Model>): boolean => !this.draft.sure || isDone(model, this.draft);
  async run(model: Model, real: Real): Promise<void> {
    const one = tryOf(model, this.draft);
    const expected = step(model, one);
    demandOutcome(words(this.draft), await attempt(real, one, 0), expected);
    await demandAgreement(real, model);
  }
  toString = (): string => words(this.draft);
}

/**
 * Two people act at once through two clients. Whatever the engine makes of it has to be what one of the two orders gives: each
 * is done or refused with the reason that this order gives, and the ledger holds exactly the events of that order.
 */
class Race implements Command {
  readonly drafts: readonly [Draft, Draft];
  constructor(drafts: readonly [Draft, Draft]) {
    this.drafts = drafts;
  }
  check = (model: Readonly<Model>): boolean => !this.drafts[0].sure || this.drafts.some((draft) => isDone(model, draft));
  async run(model: Model, real: Real): Promise<void> {
    const [one, other] = [tryOf(model, this.drafts[0]), tryOf(model, this.drafts[1])];
    const oneFirst = copyOf(model);
    const otherFirst = copyOf(model);
    const orders = [
      { after: oneFirst, outcomes: [step(oneFirst, one), step(oneFirst, other)] },
      { after: otherFirst, outcomes: [step(otherFirst, other), step(otherFirst, one)].toReversed() },
    ];
    const outcomes: Outcome[] = await Promise.all([attempt(real, one, 0), attempt(real, other, 1)]);
    const events = await real.rig.events(real.issueId);
    const order = orders.find(({ after, outcomes: expected }) => JSON.stringify([expected, after.events]) === JSON.stringify([outcomes, events]));
    if (order === undefined) demandOutcome(`${this.toString()}: no order explains this`, { outcomes, events }, { outcomes: orders[0]?.outcomes, events: oneFirst.events });
    Object.assign(model, order?.after);
    await demandAgreement(real, model);
  }
  toString = (): string => `[${this.drafts.map(words).join(' | ')}]`;
}

let keys = 0;
/** An impatient click: the same act under the same key, twice at once. It happens once, and both get the same answer. */
class Twice implements Command {
  readonly draft: Draft;
  constructor(draft: Draft) {
    this.draft = draft;
  }
  check = (model: Readonly<Model>): boolean => !this.draft.sure || isDone(model, this.draft);
  async run(model: Model, real: Real): Promise<void> {
    const one = tryOf(model, this.draft);
    const expected = step(model, one);
    const key = `twice-${(keys += 1)}`;
    demandOutcome(this.toString(), await Promise.all([attempt(real, one, 0, key), attempt(real, one, 1, key)]), [expected, expected]);
    await demandAgreement(real, model);
  }
  toString = (): string => `twice ${words(this.draft)}`;
}

const draft = (deeds: readonly [Deed['do'], ...(readonly Who[])][]): fc.Arbitrary<Draft> =>
  fc.constantFrom(...deeds).chain(([deed, ...people]) =>
    fc.record({
      deed: fc.constant(deed),
      // Mostly somebody who may.
      who: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...people) }, { weight: 1, arbitrary: fc.constantFrom<Who[]>('p-owner', 'p-second', 'p-leader', 'p-head', 'p-superior', 'p-sup', 'p-team', 'p-team2') }),
      piece: fc.integer({ min: 1, max: 3 }),
      days: fc.integer({ min: -5, max: 100 }),
      seen: fc.constantFrom<Draft['seen'][]>('nothing', 'nothing', 'this', 'this', 'older'),
      sure: fc.constantFrom(true, true, true, false),
    }),
  );

/** The way to a closure comes up oftener than everything else. */
const anything = draft([
  ['accept', 'p-owner'],
  ['accept', 'p-owner'],
  ['progress', 'p-owner', 'p-leader'],
  ['evidence', 'p-owner', 'p-leader'],
  ['evidence', 'p-owner'],
  ['submit', 'p-owner'],
  ['submit', 'p-owner'],
  ['submit', 'p-owner'],
  ['sign', 'p-sup', 'p-team', 'p-team2'],
  ['sign', 'p-sup', 'p-team'],
  ['sign', 'p-sup', 'p-team'],
  ['return', 'p-sup', 'p-team'],
  ['request', 'p-owner', 'p-leader'],
  ['grant', 'p-leader', 'p-sup'],
  ['grant', 'p-leader', 'p-sup'],
  ['refuse', 'p-leader', 'p-sup'],
  ['suspend', 'p-sup', 'p-superior'],
  ['resume', 'p-sup'],
  ['resume', 'p-sup', 'p-superior'],
  ['rebound', 'p-team2', 'p-team'],
  ['reopen', 'p-sup', 'p-team'],
]);

/** What two people try at once, about the same thing as often as not. */
const race = fc.oneof(
  fc.tuple(anything, anything),
  anything.chain((one) => fc.tuple(fc.constant(one), anything.map((other) => ({ ...other, deed: one.deed })))),
);

export const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  anything.map((one) => new Alone(one)),
  anything.map((one) => new Alone(one)),
  race.map((both) => new Race(both)),
  anything.map((one) => new Twice(one)),
];
