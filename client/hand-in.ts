import { decideRound } from '../domain/round/decide.ts';
import type { RoundDocument } from '../domain/round/state.ts';
import { makeRoundId } from '../domain/round/state.ts';
import { dayOf } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import { storeEvidenceFile } from '../ledger/evidence.ts';
import type { RoundActResult } from '../workflows/messages.ts';
import { evidenceLimit } from './add-evidence.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { loadRoundState } from './round-state.ts';

export type HandIn = {
  readonly round: string;
  readonly person: string;
  readonly what: 'submit-plan' | 'submit-report';
  readonly summary: string;
  readonly files: readonly string[];
  /** Where evidence is kept. */
  readonly folder: string;
};

/**
 * Hands in a round's plan or report with its files: the files, then the act. Whether the rules would take it is asked
 * first, so that a refused file is not kept.
 * @throws Refusal whatever storing or the rules say
 */
export const handIn = async (client: HuitoukanClient, { round, person, what, summary, files, folder }: HandIn, options: ActOptions = {}): Promise<RoundActResult & { readonly documents: readonly RoundDocument[] }> => {
  const now = options.at ?? Date.now();
  // Under a key the same act may have been done already: then its answer is asked for, whatever the rules would say by now.
  if (options.key === undefined && files.length > 0) {
    const [{ state }, actor] = await Promise.all([loadRoundState(client.ledger, round), actorOf(client.ledger, person, dayOf(now), { subject: makeRoundId(round), onBehalfOf: options.onBehalfOf })]);
    decideRound(state, { type: what, summary, documents: [] }, { actor, now });
  }
  const documents: RoundDocument[] = [];
  for (const file of files) {
    const { sha256, size, name } = await storeEvidenceFile(client.ledger, folder, file, now, { maxBytes: evidenceLimit() });
    documents.push({ sha256, size, name: name.slice(0, 255) });
  }
  return { ...(await client.actOnRound(round, person, { type: what, summary, documents }, options)), documents };
};
