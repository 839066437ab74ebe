import { useCallback, useEffect, useRef, useState, type Dispatch, type SetStateAction, type UIEvent } from 'react';
import type { RegisterColumn } from '../../domain/register-columns.ts';
import type { IssueRow } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { COLUMNS, type Names } from './columns.tsx';
import { RegisterHead } from './register-head.tsx';
import { RegisterRow } from './register-row.tsx';
import { selectionAfter } from './selection.ts';
import { ROW_PX, windowOf } from './window.ts';

type Props = {
  readonly rows: readonly IssueRow[];
  /** How many there are, of which `rows` are those that have been fetched. */
  readonly total: number;
  readonly names: Names;
  readonly isWaiting: boolean;
  readonly columns: readonly RegisterColumn[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly selected: readonly string[];
  readonly onSelect: Dispatch<SetStateAction<readonly string[]>> | null;
  /** The end of the rows comes near. */
  readonly onEnd: () => void;
};

const NEAR_END_PX = 1_200;
const BOX_PX = 44;

/** Stands for the rows that are not in the page, as high as they would be. */
// oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it holds nothing, and nobody hears of it
const Gap = ({ rows, across }: { readonly rows: number; readonly across: number }) => (rows === 0 ? null : <tr aria-hidden="true"><td className="gap" colSpan={across} style={{ height: rows * ROW_PX }} /></tr>);

/** How far the place is scrolled and how high it is; before it is known, as high as a screen. */
const useSight = () => {
  const place = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 0 });
  useEffect(() => {
    if (place.current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => entry !== undefined && setSight(({ top }) => ({ top, height: entry.contentRect.height })));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return { place, sight: sight.height === 0 ? { ...sight, height: window.innerHeight / 2 } : sight, scrolled: (top: number) => setSight(({ height }) => ({ top, height })) };
};

/** The register as people know it from Excel. Only rows in sight are in the page, so that ten thousand scroll like ten. */
export const RegisterTable = ({ rows, total, names, isWaiting, columns, sort, onSort, selected, onSelect, onEnd }: Props) => {
  const { t } = useWords();
  const { place, sight, scrolled } = useSight();
  const { from, to } = windowOf(sight.top, sight.height, rows.length);
  const last = useRef<string | null>(null);
  const choose = useCallback(
    (id: string, on: boolean, withShift: boolean): void => {
      const before = withShift ? last.current : null;
      onSelect?.((chosen) => selectionAfter(rows.map((row) => row.id), chosen, { id, on, from: before }));
      last.current = id;
    },
    [rows, onSelect],
  );
  const onScroll = ({ currentTarget: { scrollTop, clientHeight } }: UIEvent<HTMLElement>): void => {
    const next = windowOf(scrollTop, clientHeight, rows.length);
    if (next.from !== from || next.to !== to) scrolled(scrollTop);
    if (scrollTop + clientHeight > rows.length * ROW_PX - NEAR_END_PX) onEnd();
  };
  const across = columns.length + (onSelect === null ? 0 : 1);
  const isSelected = new Set(selected);
  return (
    <div ref={place} className="table-place" onScroll={onScroll} aria-busy={isWaiting}>
      <table className="register" aria-label={t('menu.register')} aria-rowcount={total + 1} style={{ minWidth: columns.reduce((sum, id) => sum + COLUMNS[id].width, onSelect === null ? 0 : BOX_PX) }}>
        <colgroup>
          {onSelect === null ? null : <col style={{ width: BOX_PX }} />}
          {columns.map((id) => <col key={id} style={{ width: COLUMNS[id].width }} />)}
        </colgroup>
        <RegisterHead columns={columns} sort={sort} onSort={onSort} chosen={onSelect === null ? null : selected.length === 0 ? 'none' : rows.every(({ id }) => isSelected.has(id)) ? 'all' : 'some'} onChooseAll={(on) => onSelect?.(on ? rows.map(({ id }) => id) : [])} />
        <tbody>
          <Gap rows={from} across={across} />
          {rows.slice(from, to).map((row, at) => <RegisterRow key={row.id} row={row} place={from + at} columns={columns} names={names} isSelected={isSelected.has(row.id)} onChoose={onSelect === null ? null : choose} />)}
          <Gap rows={rows.length - to} across={across} />
        </tbody>
      </table>
    </div>
  );
};
