import { Select } from 'antd';
import { usePeople } from '../api/queries.ts';

/** Chooses a post by its unit, title or holder; the answer is written `post:<id>`. */
export const PostSelect = ({ value, onChange, id }: { readonly value?: string; readonly onChange?: (value: string | undefined) => void; readonly id?: string }) => {
  const { data, isPending } = usePeople();
  const holders = new Map<string, { label: string; names: string[] }>();
  for (const person of data?.people ?? [])
    for (const post of person.posts) {
      const found = holders.get(post.id) ?? { label: `${post.unit}${post.title}`, names: [] };
      found.names.push(person.name);
      holders.set(post.id, found);
    }
  const options = [...holders].map(([post, { label, names }]) => ({ value: `post:${post}`, label: `${label}（${names.join('、')}）` }));
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={isPending}
      options={options}
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
    />
  );
};
