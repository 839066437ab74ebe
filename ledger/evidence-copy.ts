import { open, rm } from 'node:fs/promises';
import { Refusal } from '../domain/refusal.ts';
import { evidencePath, putEvidence, type StoredEvidence } from './evidence.ts';

/** What could be copied; in `missing` and `damaged` what could not, by hash. */
export type EvidenceCopy = { readonly files: number; readonly bytes: number; readonly missing: string[]; readonly damaged: string[] };

/** Copies pieces into another folder, each hashed on its way; what is not what its name says is not kept, and listed. */
export const copyEvidence = async (pieces: readonly StoredEvidence[], from: string, to: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<EvidenceCopy> => {
  const [missing, damaged]: [string[], string[]] = [[], []];
  let [files, bytes] = [0, 0];
  for (const [at, { sha256, size }] of pieces.entries()) {
    const source = await open(evidencePath(from, sha256), 'r').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
    if (source === null) missing.push(sha256);
    else {
      // Longer than it should be is damage, not a limit of anybody's.
      const stored = await putEvidence(to, source.createReadStream() as AsyncIterable<Uint8Array>, { maxBytes: Number.MAX_SAFE_INTEGER }).catch((error: unknown) => (error instanceof Refusal && error.code === 'EVIDENCE_EMPTY' ? null : Promise.reject(error)));
      if (stored?.sha256 === sha256 && stored.size === size) [files, bytes] = [files + 1, bytes + size];
      else {
        damaged.push(sha256);
        if (stored !== null && !pieces.some((piece) => piece.sha256 === stored.sha256)) await rm(evidencePath(to, stored.sha256), { force: true });
      }
    }
    onProgress(at + 1, pieces.length);
  }
  return { files, bytes, missing, damaged };
};
