import { postName } from '../../domain/units.ts';
import { SearchSelect, type SearchSelectProps } from '../act/search-select.tsx';
import { usePeople } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';

/** Chooses a post by its unit, title or holder; the answer is written `post:<id>`. */
export const PostSelect = (select: SearchSelectProps) => {
  const { list, aside } = useWords();
  const { data, isPending } = usePeople();
  const holders = new Map<string, { label: string; names: string[] }>();
  for (const person of data?.people ?? [])
    for (const post of person.posts) {
      const found = holders.get(post.id) ?? { label: postName(post), names: [] };
      found.names.push(person.name);
      holders.set(post.id, found);
    }
  const options = [...holders].map(([post, { label, names }]) => ({ value: `post:${post}`, label: `${label}${aside(list(names))}` }));
  return <SearchSelect {...select} options={options} loading={isPending} />;
};
