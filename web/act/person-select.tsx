import { postName } from '../../domain/units.ts';
import { usePeople } from '../api/queries.ts';
import { SearchSelect, type SearchSelectProps } from './search-select.tsx';

/** Chooses somebody by name or post. `party`: the answer is written `person:<id>`, as parties are. */
export const PersonSelect = ({ party = false, ...select }: SearchSelectProps & { readonly party?: boolean }) => {
  const { data, isPending } = usePeople();
  const options = (data?.people ?? [])
    // Who goes next month is here today.
    .filter(({ leftOn }) => leftOn === null || leftOn > (data?.on ?? ''))
    .map((person) => ({ value: party ? `person:${person.id}` : person.id, label: [person.name, ...person.posts.map(postName)].join('　') }));
  return <SearchSelect {...select} options={options} loading={isPending} />;
};
