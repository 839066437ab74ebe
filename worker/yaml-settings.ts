import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { refuse } from '../domain/refusal.ts';
import { firstFault } from '../domain/schema-words.ts';

export type YamlSettings<S extends z.ZodType> = {
  readonly file: string;
  /** Somebody named the file: then it has to be there. */
  readonly demanded: boolean;
  readonly schema: S;
  /** Of its refusals: `CHANNELS` makes CHANNELS_UNREADABLE and CHANNELS_INVALID. */
  readonly code: string;
  readonly what: { readonly zh: string; readonly en: string };
};

/**
 * Settings out of a YAML file; as an empty one where there is none. Refusals name file and field and never quote what stands
 * there: it may be a key.
 * @throws Refusal …_UNREADABLE, …_INVALID
 */
export const loadYamlSettings = <S extends z.ZodType>(settings: YamlSettings<S>): z.output<S> => {
  const { file, schema, code } = settings;
  const parsed = schema.safeParse(parseYaml(settings, readSettings(settings)) ?? {});
  if (parsed.success) return parsed.data;
  const { field, zh, en } = firstFault(parsed.error);
  const where = field === '' ? { zh: '内容', en: 'content' } : { zh: ` ${field} `, en: field };
  return refuse(`${code}_INVALID`, `${file} 的${where.zh}有误：${zh}`, `${file}, ${where.en}: ${en}`, { file, field });
};

const readSettings = ({ file, demanded, code, what }: YamlSettings<z.ZodType>): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    if (why === 'ENOENT' && !demanded) return '';
    return refuse(`${code}_UNREADABLE`, `${what.zh} ${file} 无法读取（${why}）`, `${what.en} ${file} cannot be read (${why})`, { file });
  }
};

/** The parser's own message shows the line, and with it perhaps a key: only the place is passed on. */
const parseYaml = ({ file, code }: YamlSettings<z.ZodType>, text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 0) : 0;
    return refuse(`${code}_INVALID`, `${file} 第${line}行不是正确的 YAML`, `${file}, line ${line}: not valid YAML`, { file, line });
  }
};
