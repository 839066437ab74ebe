import { Select } from 'antd';
import type { Words } from '../api/types.ts';
import { useWords } from '../words/language.tsx';

export type FilterProps = { readonly label: string; readonly value: readonly string[]; readonly names: Readonly<Record<string, Words>>; readonly onChange: (value: readonly string[]) => void };

/** The list to choose from itself; `isOpened`: the click that called for it was on its stand-in. */
export const FilterOpen = ({ label, value, names, onChange, isOpened }: FilterProps & { readonly isOpened: boolean }) => {
  const { say } = useWords();
  return (
    <Select
      mode="multiple"
      autoFocus
      defaultOpen={isOpened}
      allowClear
      maxTagCount="responsive"
      className="filter"
      aria-label={label}
      placeholder={label}
      value={[...value]}
      onChange={onChange}
      options={Object.entries(names).map(([option, words]) => ({ value: option, label: say(words) }))}
    />
  );
};
