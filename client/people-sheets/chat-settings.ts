import { readFile, rename, writeFile } from 'node:fs/promises';
import { isMap, parseDocument } from 'yaml';
import { refuse } from '../../domain/refusal.ts';
import type { ChatEntry } from './people-cells.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/** The people of `channels.yaml`: how somebody is called and reached in a group. Comments and everything else in the file stay. */

const readText = async (file: string): Promise<string> =>
  await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    return refuse('CHANNELS_UNREADABLE', `文件 ${file} 无法读取（${fileProblem(error).zh}）`, `the file ${file} cannot be read (${fileProblem(error).en})`, { file });
  });

/** What the settings say of people; nothing where there is no file. @throws Refusal CHANNELS_UNREADABLE */
export const readChat = async (file: string): Promise<Readonly<Record<string, ChatEntry>>> => {
  const { people } = (parseDocument(await readText(file)).toJS() ?? {}) as { people?: Readonly<Record<string, ChatEntry>> };
  return people ?? {};
};

/** Writes entries of people into the settings: the whole file anew or not at all. They count from the next start. */
export const keepChat = async (file: string, entries: Readonly<Record<string, ChatEntry>>): Promise<void> => {
  const document = parseDocument(await readText(file));
  if (document.errors.length > 0) refuse('CHANNELS_INVALID', `${file} 不是正确的 YAML：${document.errors[0]?.message ?? ''}`, `${file} is no sound YAML: ${document.errors[0]?.message ?? ''}`, { file });
  if (document.contents !== null && !isMap(document.contents)) refuse('CHANNELS_INVALID', `${file} 应为键值表`, `${file} has to be a map`, { file });
  for (const [person, entry] of Object.entries(entries)) for (const [key, value] of Object.entries(entry)) document.setIn(['people', person, key], value);
  const aside = `${file}.new-${process.pid}`;
  // It may hold keys of robots: for its owner only.
  await writeFile(aside, document.toString(), { mode: 0o600 });
  await rename(aside, file);
};
