import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { refuse } from '../../domain/refusal.ts';
import { commitmentOf } from './draw-proof.ts';

const SECRET_BYTES = 32;

/**
 * Makes a secret that nobody can guess and keeps it in a new file that only its owner can read; answers its commitment.
 * @throws Refusal FILE_EXISTS, FILE_UNWRITABLE
 */
export const makeSecret = (file: string): string => {
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  try {
    // Never over another file: it may hold the secret of a draw that is still to come.
    writeFileSync(file, `${secret}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return refuse('FILE_EXISTS', `文件“${file}”已存在，不覆盖；请换一个文件名`, `the file "${file}" exists; it is not overwritten, choose another name`, { file });
    return refuse('FILE_UNWRITABLE', `无法写入“${file}”（${code ?? ''}）`, `the file "${file}" cannot be written (${code ?? ''})`, { file });
  }
  return commitmentOf(secret);
};

/** The secret in a file, without the line break at its end. @throws Refusal FILE_UNREADABLE */
export const readSecret = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return refuse('FILE_UNREADABLE', `无法读取“${file}”`, `the file "${file}" cannot be read`, { file });
  }
};
