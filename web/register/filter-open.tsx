import { Select } from 'antd';
import { useWords } from '../words/language.tsx';
import type { FilterProps } from './filter.tsx';

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
