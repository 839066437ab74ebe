import { decide } from '../domain/decide.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf } from '../domain/time.ts';
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

/**
 * Hands in a file: the file, then its row, then the act. Whether the rules would take it is asked first, so that a refused
 * file is not kept.
 * @throws Refusal whatever storing or the rules say
 */
export const addEvidence = async (client: HuitoukanClient, input: EvidenceInput, options: ActOptions = {}): Promise<StoredEvidence & ActResult & { readonly name: string }> => {
  const now = options.at ?? Date.now();
  const [state, actor] = await Promise.all([client.issue(input.issueId), actorOf(client.ledger, input.person, dayOf(now), { subject: input.issueId, onBehalfOf: options.onBehalfOf })]);
  const about = { ...(input.measure === undefined ? {} : { measure: input.measure }), ...(input.kind === undefined ? {} : { kind: input.kind }) };
  // Under a key the same act may have been done already: then its answer is asked for, whatever the rules would say by now.
  if (options.key === undefined) decide(state, { type: 'add-evidence', sha256: '0'.repeat(64), name: input.name ?? 'file', size: 1, ...about }, { actor, now });
  const stored = await storeEvidenceFile(client.ledger, input.folder, input.file, now, { maxBytes: evidenceLimit() });
  const named = { ...stored, name: (input.name ?? stored.name).slice(0, 255) };
  const result = await client.act(input.issueId, input.person, { type: 'add-evidence', ...named, ...about }, options);
  return { ...named, ...result };
};
