import { memo } from 'react';
import type { RegisterColumn } from '../../domain/register-columns.ts';
import type { IssueRow } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { COLUMNS, type Names } from './columns.tsx';

export type Choose = (id: string, on: boolean, withShift: boolean) => void;
type Props = { readonly row: IssueRow; readonly place: number; readonly columns: readonly RegisterColumn[]; readonly names: Names; readonly isSelected: boolean; /** Null: this viewer chooses none. */ readonly onChoose: Choose | null };

/** One issue; drawn again only when something of it changes. `place`: which row of the register it is, from 0. */
export const RegisterRow = memo(({ row, place, columns, names, isSelected, onChoose }: Props) => {
  const speech = useWords();
  return (
    // The head is the first row.
    <tr className={isSelected ? 'register-row chosen' : 'register-row'} aria-rowindex={place + 2}>
      {onChoose === null ? null : (
        <td className="box">
          <label><input type="checkbox" aria-label={speech.t('register.choose', { number: row.number })} checked={isSelected} onChange={({ target, nativeEvent }) => onChoose(row.id, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)} /></label>
        </td>
      )}
      {columns.map((id) => <td key={id}>{COLUMNS[id].show(row, { speech, names })}</td>)}
    </tr>
  );
});
