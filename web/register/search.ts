/** What the register shows, as it stands in the address: a link to it shows another person the same. */
export type RegisterSearch = {
  readonly title?: string;
  readonly round?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly light?: string;
  readonly mark?: string;
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly leader?: string;
  readonly sort?: string;
};
const NAMES = ['title', 'round', 'status', 'kind', 'light', 'mark', 'dueFrom', 'dueTo', 'leader', 'sort'] as const;

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Whatever stands in an address: only what is known, and only text. */
export const registerSearch = (given: Record<string, unknown>): RegisterSearch =>
  Object.fromEntries(NAMES.flatMap((name) => (textOf(given[name]) === '' ? [] : [[name, textOf(given[name])]])));

export const USUAL_SORT = 'number';

/** Marks by the API's flags. */
export const MARKS = ['overdue', 'slipped', 'suspended', 'extensionPending', 'rebounded'] as const;

/** The search as the API's query. */
export const apiQuery = ({ mark, dueFrom, dueTo, sort, ...plain }: RegisterSearch): URLSearchParams => {
  const query = new URLSearchParams(plain);
  for (const one of mark?.split(',') ?? []) query.set(one, 'true');
  if (dueFrom !== undefined) query.set('dueCurrentFrom', dueFrom);
  if (dueTo !== undefined) query.set('dueCurrentTo', dueTo);
  query.set('sort', sort ?? USUAL_SORT);
  return query;
};

/** A click on a column's name: its order, the other way round, and then the usual one again. */
export const sortAfter = (sort: string, column: string): string => (sort === column ? `-${column}` : sort === `-${column}` ? USUAL_SORT : column);
