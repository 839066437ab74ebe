import { usePeople } from './queries.ts';

/** People by their names, wherever only an id is at hand; an id that the directory does not know stands as it is. */
export const useNameOf = (): ((id: string) => string) => {
  const people = usePeople().data?.people ?? [];
  return (id) => people.find((one) => one.id === id)?.name ?? id;
};
