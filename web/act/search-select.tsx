import { Select } from 'antd';

export type SearchSelectProps = {
  readonly value?: string;
  /** Nothing when the choice was taken back. */
  readonly onChange?: (value: string | undefined) => void;
  readonly id?: string;
  readonly placeholder?: string;
  /** Where no form names it. */
  readonly label?: string;
};

/** A choice among many, found by typing a part of the label. A form hands in `value`, `onChange` and `id`. */
export const SearchSelect = ({ value, onChange, id, placeholder, label, options, loading }: SearchSelectProps & { readonly options: { value: string; label: string }[]; readonly loading: boolean }) => (
  <Select
    showSearch={{ optionFilterProp: 'label' }}
    allowClear
    loading={loading}
    options={options}
    {...(id === undefined ? {} : { id })}
    {...(value === undefined ? {} : { value })}
    {...(onChange === undefined ? {} : { onChange })}
    {...(placeholder === undefined ? {} : { placeholder })}
    {...(label === undefined ? {} : { 'aria-label': label })}
  />
);
