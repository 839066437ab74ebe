import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';

type Props = { readonly label: string; readonly value: string; readonly onSearch: (words: string) => void };

/** Words to look for, taken with the enter key or the button, and given up when the field is emptied. A plain field: it stands in the first look. */
export const SearchField = ({ label, value, onSearch }: Props) => {
  const field = useRef<HTMLInputElement>(null);
  // Filters that are cleared, or an address that is opened, change it from outside; whoever types keeps the focus.
  useEffect(() => {
    if (field.current !== null) field.current.value = value;
  }, [value]);
  const take = (): void => onSearch((field.current?.value ?? '').trim());
  return (
    <search className="search">
      <form onSubmit={(event) => (event.preventDefault(), take())}>
        <input ref={field} type="search" className="field" aria-label={label} placeholder={label} defaultValue={value} onInput={({ currentTarget }) => currentTarget.value === '' && value !== '' && onSearch('')} />
        <Button htmlType="submit" icon={<SearchOutlined />} aria-label={label} />
      </form>
    </search>
  );
};
