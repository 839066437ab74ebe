import { useRounds } from '../api/queries.ts';

/** A round by its title; by its id where it is not the reader's to know. */
export const RoundTitle = ({ id }: { readonly id: string }) => <>{useRounds().data?.rounds.find((one) => one.id === id)?.title ?? id}</>;
