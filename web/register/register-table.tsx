import { Table } from 'antd';
import { useEffect, useRef, useState, type UIEvent } from 'react';
import type { RegisterColumn } from '../../domain/register-columns.ts';
import { useWords } from '../words/language.tsx';
import { tableColumns, type Row } from './columns.tsx';

type Props = {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly chosen: readonly RegisterColumn[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly selected: readonly string[];
  readonly onSelect: ((selected: string[]) => void) | null;
  /** The end of the rows comes near. */
  readonly onEnd: () => void;
};

const HEADER_PX = 47;
const NEAR_END_PX = 1_200;
const BOX_PX = 44;
const ROW_PX = 49;

/** Only rows in sight are in the page, so that ten thousand scroll like ten. */
export const RegisterTable = ({ rows, loading, chosen, sort, onSort, selected, onSelect, onEnd }: Props) => {
  const speech = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 900, height: 400 });
  useEffect(() => {
    if (place.current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => entry !== undefined && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  const columns = tableColumns(chosen, sort, speech);
  const wanted = columns.reduce((sum, { width }) => sum + Number(width), onSelect === null ? 0 : BOX_PX);
  const nearEnd = ({ currentTarget }: UIEvent<HTMLElement>): void => {
    const { scrollTop, clientHeight } = currentTarget;
    if (scrollTop + clientHeight > rows.length * ROW_PX - NEAR_END_PX) onEnd();
  };
  return (
    <div ref={place} className="table-place">
      <Table<Row>
        virtual
        size="middle"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        loading={loading}
        pagination={false}
        scroll={{ x: Math.max(wanted, size.width), y: Math.max(size.height - HEADER_PX, 160) }}
        onScroll={nearEnd}
        {...(onSelect === null ? {} : { rowSelection: { columnWidth: BOX_PX, selectedRowKeys: [...selected], preserveSelectedRowKeys: true, onChange: (keys) => onSelect(keys.map(String)) } })}
        onChange={(_pages, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          onSort(one?.order === undefined || one.order === null ? 'number' : `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}`);
        }}
      />
    </div>
  );
};
