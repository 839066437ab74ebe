import { z } from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { readStructured } from '../round-file.ts';
import type { Field } from './fields.ts';
import type { GivenLayout, MatchedHeader } from './match-header.ts';
import { columnLetter } from './table.ts';

/** What a mapping file says: which column is what, where the header stands, which sheet is meant. YAML or JSON. */
export const layoutSchema = z.strictObject({
  sheet: z.string().min(1).optional(),
  headerRow: z.int().min(1).max(200).optional(),
  headerRows: z.int().min(1).max(4).optional(),
  columns: z.record(z.string(), z.string().nullable()).optional(),
});

export type MappingFile = GivenLayout & { readonly sheet?: string };

/** Reads a mapping file; a field may be named by its key or by its standard name. @throws Refusal MAPPING_UNREADABLE, MAPPING_INVALID, MAPPING_FIELD */
export const readMappingFile = async (file: string, fields: readonly Field[]): Promise<MappingFile> => {
  const { sheet, headerRow, headerRows, columns } = await readStructured(file, layoutSchema, 'MAPPING');
  const keyed = columns === undefined ? undefined : Object.fromEntries(Object.entries(columns).map(([column, field]) => [column, field === null ? null : fieldKey(field, fields, file)]));
  const twice = Object.values(keyed ?? {}).find((key, at, all) => key !== null && all.indexOf(key) < at);
  if (twice !== undefined && twice !== null) refuse('MAPPING_FIELD', `${file} 把两列都对应为“${twice}”`, `${file} names two columns as "${twice}"`, { file, field: twice });
  return plainLayout({ sheet, headerRow, headerRows, columns: keyed });
};

/** Without what was not said. */
export const plainLayout = ({ sheet, headerRow, headerRows, columns }: z.output<typeof layoutSchema>): MappingFile => ({
  ...(sheet === undefined ? {} : { sheet }),
  ...(headerRow === undefined ? {} : { headerRow }),
  ...(headerRows === undefined ? {} : { headerRows }),
  ...(columns === undefined ? {} : { columns }),
});

const fieldKey = (name: string, fields: readonly Field[], file: string): string =>
  fields.find(({ key, zh }) => key === name || zh === name)?.key ??
  refuse('MAPPING_FIELD', `${file} 中没有栏目“${name}”；可用：${fields.map(({ key, zh }) => `${key}（${zh}）`).join('、')}`, `${file}: there is no field "${name}"; there are: ${fields.map(({ key }) => key).join(', ')}`, { file, field: name });

/** The mapping as it was found, as a file to mend: every column with its field, or null. */
export const mappingText = ({ row, height, columns }: MatchedHeader, sheet: string): string =>
  [
    '# 每列对应的栏目；null 表示不读 / the field of every column; null: not read',
    `sheet: ${JSON.stringify(sheet)}`,
    `headerRow: ${row + 1}`,
    `headerRows: ${height}`,
    'columns:',
    ...columns.map(({ column, header, key, certainty, perhaps }) => `  ${columnLetter(column)}: ${key ?? 'null'} # ${header.replaceAll(/\s+/g, ' ')}${certainty === null ? '' : `（${certainty}${perhaps === null ? '' : `：${perhaps}?`}）`}`),
    '',
  ].join('\n');
