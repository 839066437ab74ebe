import { writeFile } from 'node:fs/promises';
import { refuse } from '../../domain/refusal.ts';

/** Writes a file that a command makes. @throws Refusal FILE_NOT_WRITTEN */
export const writeOut = async (file: string, bytes: Uint8Array | string): Promise<void> => {
  await writeFile(file, bytes).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${String(error)}`, `${file} cannot be written: ${String(error)}`, { file }));
};
