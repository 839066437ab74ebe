import fc from 'fast-check';
import { expect, test } from 'vitest';
import { possibility } from './may-do.ts';
import { lifeArbitrary } from './testing/simulator.ts';
import { todosOf } from './todo.ts';

/** What the rules took from somebody was offered to him just before: nothing that can be done is hidden. */
test('every act that anybody ever did was possible when he did it', () => {
  fc.assert(
    fc.property(lifeArbitrary(60), (life) => {
      for (const { before, act, actor, at } of life.moments) {
        // Any step of any notice can be confirmed; what is offered is only what asks for it.
        if (before === null || act === null || actor === null || act.type === 'acknowledge') continue;
        expect(possibility(before, act.type, { actor, now: at }).refusal, act.type).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

test('who is refused for who he is, is refused before as well', () => {
  fc.assert(
    fc.property(lifeArbitrary(40), (life) => {
      for (const { act, actor, at, refusal } of life.refused) {
        if (refusal.code !== 'NOT_ALLOWED') continue;
        const met = life.moments.findLast((moment) => moment.at <= at)?.state;
        if (met !== undefined) expect(possibility(met, act.type, { actor, now: at }).refusal, act.type).not.toBeNull();
      }
    }),
    { numRuns: 40 },
  );
});

/** Who accepted, planned, signed, decided or looked back had it among what he had to do, unless he did it in the owner's stead. */
test('what people do to settle something stood on their list, as long as it was theirs', () => {
  let seen = 0;
  fc.assert(
    fc.property(lifeArbitrary(60), (life) => {
      for (const { before, act, actor, at } of life.moments) {
        if (before === null || act === null || actor === null || before.suspension !== null) continue;
        const settles = ['sign', 'grant-extension', 'approve-plan', 'approve-revision', 'sign-hand-over', 'approve-amendment', 'approve-withholding'].includes(act.type) || (act.type === 'accept' && before.parties.owner === `person:${actor.person}`);
        if (!settles) continue;
        seen += 1;
        expect(todosOf(before, { actor, now: at }).map((todo) => todo.act), act.type).toContain(act.type);
      }
    }),
    { numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(50);
});
