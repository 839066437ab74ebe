import type { Act } from '../domain/command-schema.ts';
import type { Day } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { demandPeople, demandPost } from '../ledger/people.ts';

const person = (id: string | undefined): readonly string[] => (id === undefined ? [] : [`person:${id}`]);

/** To whom an act gives something to do: persons and posts, as they are written in it. */
const partiesNamed = (act: Act): readonly string[] => {
  switch (act.type) {
    case 'assign':
      return [act.owner, ...(act.leader === undefined ? [] : [act.leader])];
    case 'hand-over':
    case 'pass-measures':
      return person(act.to);
    case 'propose-plan':
      return act.measures.flatMap(({ owner }) => person(owner));
    case 'propose-revision':
      return [...(act.add ?? []), ...(act.change ?? [])].flatMap(({ owner }) => person(owner));
    default:
      return [];
  }
};

/**
 * Whoever is given something to do has to be in the directory: with a slip of the pen it would be given to nobody, and nobody
 * be reminded of it.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT, UNKNOWN_POST naming the first of them
 */
export const demandNamed = async (ledger: LedgerDatabase, act: Act, day: Day): Promise<void> => {
  const named = [...new Set(partiesNamed(act))];
  const of = (kind: string): readonly string[] => named.flatMap((ref) => (ref.startsWith(`${kind}:`) ? [ref.slice(kind.length + 1)] : []));
  await demandPeople(ledger, of('person'), day);
  for (const post of of('post')) await demandPost(ledger, post);
};
