import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { writeZip } from '../zip-write.ts';
import { makeDossier, type DossierRequest } from './dossier.ts';

export type RunDossier = Omit<DossierRequest, 'round'> & { readonly round?: string; readonly out: string };

/** Writes a dossier; whoever takes it stands in the log of exports. */
export const runDossier = async (db: LedgerDatabase, person: string, { out, round, ...request }: RunDossier): Promise<{ readonly out: string; readonly asOf: string; readonly issues: number; readonly files: number; readonly sha256: string }> => {
  const { issueId } = request;
  if ((round === undefined) === (issueId === undefined)) return refuse('USAGE', '请给出一个问题或 --round（二者取一）', 'name an issue or --round (one of the two)');
  await demandPeople(db, [person], dayOf(Date.now()));
  const of = round ?? issueId?.split('/')[1] ?? '';
  const dossier = await makeDossier(db, { ...request, round: of });
  await writeZip(out, dossier.entries);
  const sha256 = await fileHash(out);
  await recordExport(db, { at: Date.now(), by: person, kind: 'dossier', subject: issueId ?? of, sha256, detail: { files: dossier.files.length, withFiles: request.evidence !== undefined } });
  return { out, asOf: dossier.asOf, issues: dossier.issues.length, files: dossier.files.length, sha256 };
};

const fileHash = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
};
