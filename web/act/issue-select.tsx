import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { ask } from '../api/http.ts';
import type { IssuePage, IssueView } from '../api/types.ts';
import { useRoundAndNumber } from '../issue/use-round-and-number.ts';

/** A form hands these in. */
type Given = { readonly value?: string; readonly onChange?: (value: string) => void; readonly id?: string };

const MOST = 50;
/** Chooses another issue by words of its finding, of whatever round the reader may see. */
export const IssueSelect = ({ view, ...given }: Given & { readonly view: IssueView }) => {
  const callOf = useRoundAndNumber();
  const [typed, setTyped] = useState('');
  const title = useDeferredValue(typed.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['issues', 'pick', title],
    queryFn: async ({ signal }) => await ask<IssuePage>('GET', `/issues?${new URLSearchParams({ limit: String(MOST), sort: '-openedAt', ...(title === '' ? {} : { title }) }).toString()}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const options = (data?.issues ?? []).filter(({ id }) => id !== view.issue.id).map(({ id, title: finding }) => ({ value: id, label: `${callOf(id)}　${finding}` }));
  return <Select {...given} showSearch={{ filterOption: false, onSearch: setTyped }} loading={isFetching} options={options} />;
};
