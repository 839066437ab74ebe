import { Select } from 'antd';
import { usePeople } from '../api/queries.ts';

/** Chooses somebody by name or post. `party`: the answer is written `person:<id>`, as parties are. */
export const PersonSelect = ({ value, onChange, party = false, id, placeholder, label }: { readonly value?: string; readonly onChange?: (value: string) => void; readonly party?: boolean; readonly id?: string; readonly placeholder?: string; /** Where no form names it. */ readonly label?: string }) => {
  const { data, isPending } = usePeople();
  const options = (data?.people ?? [])
    .filter(({ leftOn }) => leftOn === null)
    .map((person) => ({ value: party ? `person:${person.id}` : person.id, label: [person.name, ...person.posts.map(({ unit, title }) => `${unit}${title}`)].join('　') }));
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={isPending}
      options={options}
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    />
  );
};
