import { createHash } from 'node:crypto';
import { drawFrom, type Candidate, type Ticketed } from '../../domain/draw.ts';

/**
 * The hashes of a draw, made so that `printf ... | sha256sum` makes them, too: lower-case hexadecimal of the SHA-256 of
 * UTF-8 text. docs/draws.md says how to repeat a draw without this program.
 */
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What the inspection team makes known before the draw. */
export const commitmentOf = (secret: string): string => sha256(secret);

/** The seed: secret, head of the history and round, a line each. Head and round hold no line break, so no two triples are alike. */
export const seedOf = (secret: string, head: string, round: string): string => sha256(`${secret}\n${head}\n${round}`);

/** Every candidate's ticket: seed and issue id, a line each. */
const ticketsFor = (seed: string, candidates: readonly Candidate[]): readonly Ticketed[] =>
  candidates.map((candidate) => ({ ...candidate, ticket: sha256(`${seed}\n${candidate.issue}`) }));

/** Whom a seed draws. */
export const drawWith = (seed: string, candidates: readonly Candidate[], sharePercent: number): readonly string[] => drawFrom(ticketsFor(seed, candidates), sharePercent);
