import { z } from 'zod';
import type { ActOf } from '../domain/command-schema.ts';
import { measureDraftSchema } from '../domain/command-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { readStructured } from './round-file.ts';

export type MeasureDraft = z.infer<typeof measureDraftSchema>;

const listed = (text: string): string[] =>
  text
    .split(/[、,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `制度文件、2`: kinds, and a number of pieces. */
const evidenceOf = (text: string): NonNullable<MeasureDraft['evidence']> => {
  const parts = listed(text);
  return { pieces: Number(parts.find((part) => /^\d{1,2}$/.test(part)) ?? 0), kinds: parts.filter((part) => !/^\d{1,2}$/.test(part)) };
};

const parts = (line: string, least: number, most: number, zh: string, en: string): string[] => {
  const split = line.split('|').map((part) => part.trim());
  const whole = split.length >= least && split.length <= most && split.slice(0, least).every((part) => part !== '');
  return whole ? split : refuse('USAGE', `${zh}（收到“${line}”）`, `${en} (got "${line}")`, { argument: line });
};

const measureFrom = (line: string): MeasureDraft => {
  const zh = '措施写作“编号|内容|责任人|日期”，其后可加“|配合单位|佐证种类或份数”';
  const [id = '', text = '', owner = '', due = '', supporting = '', evidence = ''] = parts(line, 4, 6, zh, 'a measure is written id|text|owner|day, then perhaps |supporting units|evidence');
  return { id, text, owner, due, ...(supporting === '' ? {} : { supporting: listed(supporting) }), ...(evidence === '' ? {} : { evidence: evidenceOf(evidence) }) };
};

/** Measures off the command line (`m1|修订制度|p-wei|2026-03-31`) and out of a file. @throws Refusal USAGE, FILE_* */
export const readMeasures = async (lines: readonly string[], file: string | undefined): Promise<MeasureDraft[]> => {
  const read = file === undefined ? [] : await readStructured(file, z.array(measureDraftSchema), 'FILE');
  return [...lines.map(measureFrom), ...read];
};

type ChangeLines = { readonly add?: readonly string[]; readonly drop?: readonly string[]; readonly move?: readonly string[]; readonly owner?: readonly string[] };

/** The changes of a revision off the command line. @throws Refusal USAGE */
export const readChanges = ({ add = [], drop = [], move = [], owner = [] }: ChangeLines): Pick<ActOf<'propose-revision'>, 'add' | 'drop' | 'change'> => {
  const changes = new Map<string, { id: string; due?: string; owner?: string }>();
  for (const line of move) {
    const [id = '', due = ''] = parts(line, 2, 2, '改期写作“编号|日期”', 'a move is written id|day');
    changes.set(id, { ...changes.get(id), id, due });
  }
  for (const line of owner) {
    const [id = '', person = ''] = parts(line, 2, 2, '改责任人写作“编号|人员”', 'a new owner is written id|person');
    changes.set(id, { ...changes.get(id), id, owner: person });
  }
  const dropped = drop.map((line) => {
    const [id = '', reason = ''] = parts(line, 2, 2, '取消写作“编号|理由”', 'a dropped measure is written id|reason');
    return { id, reason };
  });
  return { add: add.map(measureFrom), drop: dropped, change: [...changes.values()] };
};
