import type { FastifyInstance } from 'fastify';
import { partedWords } from '../../domain/parted-words.ts';
import type { PartyRef } from '../../domain/party.ts';
import type { NameBook } from '../../ledger/people.ts';
import { inBoth, type BothWords } from '../voice.ts';
import type { RouteTable } from './route.ts';

/** What was read or taken out, in words: of an action of the access log (`GET /api/…`, or a command of the command line). */
export type ActionInWords = (action: string) => BothWords;

const NAME = 'actionInWords';

/** Routes are told by what they say of themselves; what is no route stands as it is. */
export const addAccessWords = (app: FastifyInstance, routes: RouteTable): void => {
  const summaries = new Map(Object.entries(routes).map(([name, route]): [string, string] => [name, route?.summary ?? '']));
  const inWords: ActionInWords = (action) => partedWords(summaries.get(action) ?? '') ?? { zh: action, en: action };
  app.decorate(NAME, inWords);
};

/** Whom an entry is about, by name; null where it is about nobody: a case, a round, a policy say what they are themselves. */
export const personAbout = (names: NameBook, subject: string | null): BothWords | null =>
  subject === null || subject.includes('/') ? null : inBoth(names, (voice) => (/^(?:post|unit):/.test(subject) ? voice.names.party(subject as PartyRef) : voice.names.person(subject)));

export const accessWordsOf = (app: FastifyInstance): ActionInWords => app.getDecorator<ActionInWords>(NAME);
