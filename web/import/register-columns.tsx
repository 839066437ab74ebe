import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { RegisterPreview, SheetLayout } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Column = RegisterPreview['header']['columns'][number];
const NOT_READ = '';

/** `A`, `B`, ... `AA`: as the spreadsheet names it. */
const letterOf = (column: number): string => (column < 26 ? '' : letterOf(Math.floor(column / 26) - 1)) + String.fromCodePoint(65 + (column % 26));

/** What each column of the table is taken for; what is changed here is remembered with the import. */
export const RegisterColumns = ({ register, onLayout, onForget, busy }: { readonly register: RegisterPreview; readonly onLayout: (layout: SheetLayout) => void; readonly onForget: () => void; readonly busy: boolean }) => {
  const { say } = useWords();
  const { header, fields, sheet } = register;
  const [keys, setKeys] = useState<ReadonlyMap<number, string>>(() => new Map(header.columns.map(({ column, key }) => [column, key ?? NOT_READ])));
  const nameOf = (key: string): string => fields.find((one) => one.key === key)?.zh ?? key;
  const taken = [...keys.values()].filter((key) => key !== NOT_READ);
  const twice = taken.find((key, at) => taken.indexOf(key) < at);
  const isChanged = header.columns.some(({ column, key }) => keys.get(column) !== (key ?? NOT_READ));
  const certainty = ({ certainty: sure, perhaps }: Column): string => (sure === null ? say(W['certainty.none']) : sure === 'low' ? say(W['certainty.low'], { name: nameOf(perhaps ?? '') }) : say(W[`certainty.${sure}`]));
  const options = [{ value: NOT_READ, label: say(W.notRead) }, ...fields.map(({ key, zh }) => ({ value: key, label: zh }))];
  return (
    <Section title={say(W.columns)}>
      <p className="muted">{say(W.columnsHelp)}</p>
      <ul className="lines">
        {header.columns.map((column) => (
          <li key={column.column} className="column-line">
            <span className="muted">{letterOf(column.column)}</span>
            <label htmlFor={`column-${column.column}`} className="grow-text">{column.header}</label>
            <Select id={`column-${column.column}`} showSearch={{ optionFilterProp: 'label' }} value={keys.get(column.column) ?? NOT_READ} onChange={(key) => setKeys(new Map([...keys, [column.column, key]]))} options={options} />
            <span className={column.certainty === 'medium' || column.certainty === 'low' ? 'duty-note' : 'muted small'}>{certainty(column)}</span>
          </li>
        ))}
      </ul>
      {twice === undefined ? null : <Alert type="error" showIcon role="alert" title={say(W.columnTwice, { name: nameOf(twice) })} />}
      <div className="acts">
        <Button type={isChanged ? 'primary' : 'default'} disabled={!isChanged || twice !== undefined} loading={busy} onClick={() => onLayout({ sheet, headerRow: header.row + 1, headerRows: header.height, columns: Object.fromEntries([...keys].map(([column, key]) => [letterOf(column), key === NOT_READ ? null : key])) })}>{say(W.again)}</Button>
        {header.columns.some((one) => one.certainty === 'given') ? <Button disabled={busy} onClick={onForget}>{say(W.forget)}</Button> : null}
      </div>
    </Section>
  );
};
