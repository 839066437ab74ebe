import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

export const MANIFEST = 'manifest.json';
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z0-9_]+$/);
/** As PostgreSQL writes types: letters, digits, spaces, brackets. It becomes part of a statement. */
const type = z.string().regex(/^[a-z0-9 _,()[\]]+$/);

/** What a backup says of itself; docs/operations.md describes it. */
const manifestSchema = z.object({
  format: z.literal(1),
  version: z.string(),
  madeAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name, columns: z.array(z.object({ name, type })), key: z.array(name), rows: z.int(), sha256 })),
  sequences: z.array(z.object({ name, last: z.string().regex(/^\d+$/), called: z.boolean() })),
  evidence: z.object({ files: z.int(), bytes: z.number(), missing: z.array(sha256), damaged: z.array(sha256) }),
  /** Files with keys and settings that came along because somebody asked for them. */
  keys: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Where the rows of a table lie in a backup. */
export const tableFile = (folder: string, table: string): string => join(folder, 'ledger', `${table}.jsonl.gz`);

/** @throws Refusal BACKUP_UNREADABLE */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: unknown) => refuse('BACKUP_UNREADABLE', `${folder} 不是完整的备份（${fileProblem(error).zh}）`, `${folder} is no whole backup (${fileProblem(error).en})`, { folder }));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const result = manifestSchema.safeParse(parsed);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  return refuse('BACKUP_UNREADABLE', `${file} 读不懂（${place}）：备份已损坏，或由更新的版本所做`, `${file} cannot be understood (${place}): the backup is damaged, or was made by a newer version`, { file });
};
