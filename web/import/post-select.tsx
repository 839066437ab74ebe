import { postName } from '../../domain/units.ts';
import { SearchSelect, type SearchSelectProps } from '../act/search-select.tsx';
import { usePeople } from '../api/queries.ts';

/** Chooses a post by its unit, title or holder; the answer is written `post:<id>`. */
export const PostSelect = (select: SearchSelectProps) => {
  const { data, isPending } = usePeople();
  const holders = new Map<string, { label: string; names: string[] }>();
  for (const person of data?.people ?? [])
    for (const post of person.posts) {
      const found = holders.get(post.id) ?? { label: postName(post), names: [] };
      found.names.push(person.name);
      holders.set(post.id, found);
    }
  const options = [...holders].map(([post, { label, names }]) => ({ value: `post:${post}`, label: `${label}（${names.join('、')}）` }));
  return <SearchSelect {...select} options={options} loading={isPending} />;
};
