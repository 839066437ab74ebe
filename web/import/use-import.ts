import { useMutation, useQuery } from '@tanstack/react-query';
import { ask, formOf } from '../api/http.ts';
import type { ByHandInput, ImportPreview, ImportResult, ImportSettingsInput } from '../api/types.ts';

/** What it is, beside the file. */
const importForm = (file: File, settings: ImportSettingsInput): FormData => formOf(file, { settings: JSON.stringify(settings) });

export type Wanted = { readonly file: File; readonly settings: ImportSettingsInput };

/** A file as it would be taken in; nothing is written. */
export const usePreview = () => useMutation({ mutationFn: async ({ file, settings }: Wanted) => await ask<ImportPreview>('POST', '/imports/preview', { body: importForm(file, settings) }) });

/** A file taken in for good. */
export const useTakeIn = () => useMutation({ mutationFn: async ({ file, settings }: Wanted) => await ask<ImportResult>('POST', '/imports', { body: importForm(file, settings) }) });

const POLL_MS = 1_000;

/** How far the engine is with opening a round; asked again until it is done. */
export const useOpening = (round: string) =>
  useQuery({
    queryKey: ['opening', round],
    queryFn: async ({ signal }) => await ask<{ readonly opened: number; readonly issues: number }>('GET', `/rounds/${encodeURIComponent(round)}/opening`, { signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.opened >= data.issues ? false : POLL_MS),
  });

export type Change = NonNullable<ByHandInput['changed']>[number];
export type Addition = NonNullable<ByHandInput['added']>[number];
/** What was settled by hand, by the number of the issue. */
export type ByHandState = { readonly changed: ReadonlyMap<number, Change>; readonly added: readonly Addition[] };
export const NOTHING_BY_HAND: ByHandState = { changed: new Map(), added: [] };
export const byHandOf = ({ changed, added }: ByHandState): ByHandInput | undefined => (changed.size + added.length === 0 ? undefined : { changed: [...changed.values()], added: [...added] });
