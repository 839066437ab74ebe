import type { PartyRef } from '../domain/party.ts';
import type { RoundHead } from '../domain/round/state.ts';
import { USUAL_POSTS } from '../domain/seats.ts';

type Named = { readonly head?: PartyRef | null | undefined; readonly superior?: PartyRef | null | undefined; readonly supervision?: PartyRef | null | undefined; readonly team?: PartyRef | null | undefined };

/**
 * Who answers for a round that is made of a document: whoever is named, else the posts that every office has, and a post of
 * the round's own for the head of its unit, to be filled by importing people.
 */
export const usualSeats = (round: string, { head, superior, supervision, team }: Named = {}): Required<RoundHead['parties']> => ({
  head: head ?? `post:${round}-head`,
  superior: superior ?? null,
  supervision: supervision ?? USUAL_POSTS.supervision,
  team: team ?? USUAL_POSTS.team,
});
