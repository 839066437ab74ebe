import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { ask } from '../api/http.ts';
import type { IssuePage, IssueView } from '../api/types.ts';

/** A form hands these in. */
type Given = { readonly value?: string; readonly onChange?: (value: string) => void; readonly id?: string };

const MOST = 50;
/** How people name an issue, and what it says. */
const lineOf = (id: string, title: string): { value: string; label: string } => ({ value: id, label: `${id.slice('issue/'.length)}　${title}` });

/** Chooses another issue by words of its finding, of whatever round the reader may see. */
export const IssueSelect = ({ view, ...given }: Given & { readonly view: IssueView }) => {
  const [typed, setTyped] = useState('');
  const title = useDeferredValue(typed.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['issues', 'pick', title],
    queryFn: async ({ signal }) => await ask<IssuePage>('GET', `/issues?${new URLSearchParams({ limit: String(MOST), sort: '-openedAt', ...(title === '' ? {} : { title }) }).toString()}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const options = (data?.issues ?? []).filter(({ id }) => id !== view.issue.id).map(({ id, title: finding }) => lineOf(id, finding));
  return <Select {...given} showSearch={{ filterOption: false, onSearch: setTyped }} loading={isFetching} options={options} />;
};
