import { readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { decide } from '../../domain/decide.ts';
import { fold } from '../../domain/evolve.ts';
import { Refusal, refuse, type RefusalText } from '../../domain/refusal.ts';
import type { IssueState } from '../../domain/issue.ts';
import { dayOf } from '../../domain/time.ts';
import { actorOf } from '../../ledger/actors.ts';
import { hashFile } from '../../ledger/evidence.ts';
import { issueIdsOf } from '../../ledger/register.ts';
import { loadRound } from '../../ledger/rounds.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import { addEvidence } from '../add-evidence.ts';
import type { ActOptions, HuitoukanClient } from '../client.ts';
import { sniffFile } from './file-kind.ts';
import { isDebris, numberOfFile } from './file-numbers.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

export type FolderOptions = {
  readonly round: string;
  readonly person: string;
  /** Where evidence is kept. */
  readonly store: string;
  /** What all of it is, in the words of the policy. */
  readonly kind?: string;
  readonly dryRun: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** `unknown`: its name says no issue of the round. `already`: the issue has this very content, in this cycle. */
export type FileOutcome = 'added' | 'would add' | 'already' | 'unknown' | 'refused';
export type FolderFile = {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly number: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly outcome: FileOutcome;
  /** Content that its name does not say: `照片.jpg` that is a PDF. */
  readonly remark: { readonly zh: string; readonly en: string } | null;
  readonly refusal: Pick<RefusalText, 'code' | 'zh' | 'en'> | null;
};

export type FolderResult = { readonly files: readonly FolderFile[]; /** Left by systems and office programs, links, other things that are no files. */ readonly passed: readonly string[] };

/**
 * Hands in a folder of files, each to the issue that its name says. Every file is answered for itself; the same folder again
 * adds nothing, since what an issue has is known by its content.
 * @throws Refusal UNKNOWN_ROUND, EVIDENCE_UNREADABLE when the folder cannot be read
 */
export const addFolder = async (client: HuitoukanClient, folder: string, options: FolderOptions, act: ActOptions = {}): Promise<FolderResult> => {
  await loadRound(client.ledger, options.round);
  const states = await statesOf(client, options.round);
  const { files, passed } = await filesBelow(folder);
  const told: FolderFile[] = [];
  for (const [at, path] of files.entries()) {
    told.push(await addOne(client, folder, path, states, options, act));
    options.onProgress?.(at + 1, files.length);
  }
  return { files: told, passed };
};

const statesOf = async (client: HuitoukanClient, round: string): Promise<Map<string, IssueState>> => {
  const histories = await loadIssueEvents(client.ledger, await issueIdsOf(client.ledger, round));
  return new Map([...histories.values()].flatMap((events) => {
    const state = fold(events);
    return state === null ? [] : [[state.number, state] as const];
  }));
};

/** Files in order of their names; links are not followed: they may lead anywhere. */
const filesBelow = async (folder: string): Promise<{ readonly files: readonly string[]; readonly passed: readonly string[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) =>
    refuse('EVIDENCE_UNREADABLE', `文件夹 ${folder} 无法读取（${fileProblem(error).zh}）`, `the folder ${folder} cannot be read (${fileProblem(error).en})`, { file: folder }),
  );
  const named = entries.filter((entry) => !entry.isDirectory()).map((entry) => ({ path: relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'), file: entry.isFile() }));
  const isPassed = ({ path, file }: { path: string; file: boolean }): boolean => !file || path.split('/').some(isDebris);
  return { files: named.filter((one) => !isPassed(one)).map(({ path }) => path).toSorted(), passed: named.filter(isPassed).map(({ path }) => path).toSorted() };
};

const addOne = async (client: HuitoukanClient, folder: string, path: string, states: Map<string, IssueState>, options: FolderOptions, act: ActOptions): Promise<FolderFile> => {
  const file = join(folder, path);
  const number = numberOfFile(path, [...states.keys()]);
  const state = number === null ? undefined : states.get(number);
  const base = { path, number, size: 0, sha256: '', remark: null, refusal: null };
  try {
    const facts = (await hashFile(file)) ?? refuse('EVIDENCE_UNREADABLE', `${path} 已不在`, `${path} is gone`, { file: path });
    const kind = await sniffFile(file);
    const remark = kind.verdict === 'other' ? { zh: `内容是 ${kind.ext ?? ''}，与文件名不符`, en: `its content is ${kind.ext ?? ''}, other than its name says` } : null;
    const known = { ...base, ...facts, remark };
    if (kind.verdict === 'program') refuse('EVIDENCE_PROGRAM', `${path} 是程序或脚本，不作为佐证材料`, `${path} is a program or a script and no evidence`, { file: path });
    if (state === undefined) return { ...known, outcome: 'unknown' };
    if (state.evidence.some((piece) => piece.sha256 === facts.sha256 && piece.cycle === state.cycle)) return { ...known, outcome: 'already' };
    const issueId = `issue/${state.round}/${state.number}`;
    const about = options.kind === undefined ? {} : { kind: options.kind };
    if (options.dryRun) {
      const now = act.at ?? Date.now();
      const actor = await actorOf(client.ledger, options.person, dayOf(now), { subject: issueId, onBehalfOf: act.onBehalfOf });
      decide(state, { type: 'add-evidence', sha256: facts.sha256, size: facts.size, name: basename(path).slice(0, 255), ...about }, { actor, now });
      return { ...known, outcome: 'would add' };
    }
    // One name a file: 3/照片.jpg and 4/照片.jpg are told apart by their issues already.
    await addEvidence(client, { issueId, person: options.person, file, folder: options.store, name: basename(path), ...about }, { ...act, key: `folder:${state.cycle}:${facts.sha256.slice(0, 40)}` });
    states.set(state.number, { ...state, evidence: [...state.evidence, { sha256: facts.sha256, name: basename(path), size: facts.size, measure: null, kind: null, by: options.person, cycle: state.cycle }] });
    return { ...known, outcome: 'added' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...base, outcome: 'refused', refusal: { code: error.code, zh: error.zh, en: error.en } };
  }
};
