import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { writeZip } from '../zip-write.ts';
import { makeDossier, type DossierRequest } from './dossier.ts';

export type RunDossier = Omit<DossierRequest, 'round'> & { readonly round?: string; readonly out: string };

export type WrittenDossier = { readonly out: string; readonly asOf: string; readonly issues: number; readonly files: number; readonly sha256: string };

/** Writes a dossier of one issue or of a round into a file, and who takes it into the log of exports. */
export const writeDossier = async (db: LedgerDatabase, by: string, { out, round, ...request }: RunDossier, at: Instant): Promise<WrittenDossier> => {
  const { issueId } = request;
  if ((round === undefined) === (issueId === undefined)) return refuse('USAGE', '请给出一个问题或 --round（二者取一）', 'name an issue or --round (one of the two)');
  const of = round ?? issueId?.split('/')[1] ?? '';
  const dossier = await makeDossier(db, { ...request, round: of });
  await writeZip(out, dossier.entries);
  const sha256 = await fileHash(out);
  await recordExport(db, { at, by, kind: 'dossier', subject: issueId ?? of, sha256, detail: { files: dossier.files.length, withFiles: request.evidence !== undefined } });
  return { out, asOf: dossier.asOf, issues: dossier.issues.length, files: dossier.files.length, sha256 };
};

/** The same for somebody of the directory, at a command line. @throws Refusal UNKNOWN_PERSON */
export const runDossier = async (db: LedgerDatabase, person: string, request: RunDossier): Promise<WrittenDossier> => {
  const at = Date.now();
  await demandPeople(db, [person], dayOf(at));
  return await writeDossier(db, person, request, at);
};

const fileHash = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
};
