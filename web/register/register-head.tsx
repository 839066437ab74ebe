import { REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-columns.ts';
import { useWords } from '../words/language.tsx';
import { sortAfter } from './search.ts';

type Props = {
  readonly columns: readonly RegisterColumn[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  /** Whether all, some or none of the rows are selected; null: this viewer chooses none. */
  readonly chosen: 'all' | 'some' | 'none' | null;
  readonly onChooseAll: (on: boolean) => void;
};

/** The names of the columns; a click on one puts the rows in its order. */
export const RegisterHead = ({ columns, sort, onSort, chosen, onChooseAll }: Props) => {
  const { t, say } = useWords();
  return (
    <thead>
      <tr aria-rowindex={1}>
        {chosen === null ? null : (
          <th className="box">
            <label>
              <input type="checkbox" aria-label={t('register.chooseAll')} checked={chosen === 'all'} ref={(box) => void (box !== null && (box.indeterminate = chosen === 'some'))} onChange={({ target }) => onChooseAll(target.checked)} />
            </label>
          </th>
        )}
        {columns.map((id) => (
          <th key={id} scope="col" aria-sort={sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : 'none'}>
            <button type="button" className="sort" onClick={() => onSort(sortAfter(sort, id))}>{say(REGISTER_COLUMNS[id])}</button>
          </th>
        ))}
      </tr>
    </thead>
  );
};
