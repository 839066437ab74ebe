import { writeFile } from 'node:fs/promises';
import { refuse } from '../../domain/refusal.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/** Writes a file that a command makes. @throws Refusal FILE_NOT_WRITTEN */
export const writeOut = async (file: string, bytes: Uint8Array | string): Promise<void> => {
  await writeFile(file, bytes).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${fileProblem(error).zh}`, `${file} cannot be written: ${fileProblem(error).en}`, { file }));
};
