import { decide } from '../domain/decide.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import { MAX_EVIDENCE_BYTES, storeEvidenceFile, type StoredEvidence } from '../ledger/evidence.ts';
import { setting } from '../worker/settings.ts';
import type { ActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';

export type EvidenceInput = {
  readonly issueId: string;
  readonly person: string;
  readonly file: string;
  readonly folder: string;
  readonly name?: string;
  readonly measure?: string;
  readonly kind?: string;
};

/** HUITOUKAN_EVIDENCE_MAX_BYTES, else 32 MB. @throws Refusal INVALID_SETTING */
export const evidenceLimit = (): number => {
  const given = setting('HUITOUKAN_EVIDENCE_MAX_BYTES');
  if (given === undefined) return MAX_EVIDENCE_BYTES;
  const bytes = Number(given);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  return refuse('INVALID_SETTING', `HUITOUKAN_EVIDENCE_MAX_BYTES 须为正整数（现为“${given}”）`, `HUITOUKAN_EVIDENCE_MAX_BYTES must be a whole number above 0 (it is "${given}")`);
};

type Announced = Pick<EvidenceInput, 'issueId' | 'person' | 'measure' | 'kind'> & { readonly name: string };

/**
 * Asks whether the rules would take a file, before a byte of it is kept. `repeated`: the same act may have been done already;
 * then its answer is asked for, whatever the rules would say by now.
 * @throws Refusal whatever the rules say, UNKNOWN_ISSUE, UNKNOWN_PERSON, NOT_DEPUTY
 */
export const demandTaken = async (client: HuitoukanClient, { issueId, person, ...announced }: Announced, { now, onBehalfOf, repeated }: { readonly now: Instant; readonly onBehalfOf: string | undefined; readonly repeated: boolean }): Promise<void> => {
  const [state, actor] = await Promise.all([client.issue(issueId), actorOf(client.ledger, person, dayOf(now), { subject: issueId, onBehalfOf })]);
  if (!repeated) decide(state, { type: 'add-evidence', sha256: '0'.repeat(64), size: 1, ...announced }, { actor, now });
};

/**
 * Hands in a file: the file, then its row, then the act. Whether the rules would take it is asked first, so that a refused
 * file is not kept.
 * @throws Refusal whatever storing or the rules say
 */
export const addEvidence = async (client: HuitoukanClient, input: EvidenceInput, options: ActOptions = {}): Promise<StoredEvidence & ActResult & { readonly name: string }> => {
  const now = options.at ?? Date.now();
  const about = { ...(input.measure === undefined ? {} : { measure: input.measure }), ...(input.kind === undefined ? {} : { kind: input.kind }) };
  await demandTaken(client, { issueId: input.issueId, person: input.person, name: input.name ?? 'file', ...about }, { now, onBehalfOf: options.onBehalfOf, repeated: options.key !== undefined });
  const stored = await storeEvidenceFile(client.ledger, input.folder, input.file, now, { maxBytes: evidenceLimit() });
  const named = { ...stored, name: (input.name ?? stored.name).slice(0, 255) };
  const result = await client.act(input.issueId, input.person, { type: 'add-evidence', ...named, ...about }, options);
  return { ...named, ...result };
};
