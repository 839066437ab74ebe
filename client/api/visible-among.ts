import { closenessToIssue, type Viewer } from '../../domain/viewer.ts';
import { partsOfIssues } from '../../ledger/viewers.ts';
import type { Api } from './route.ts';

/** Those of these issues that somebody may see: about the others he hears nothing, not even that they are there. */
export const visibleAmong = async ({ client }: Pick<Api, 'client'>, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const parts = await partsOfIssues(client.ledger, [...ids]);
  return new Set(ids.filter((id) => parts.has(id) && closenessToIssue(viewer, { round: id.split('/')[1] ?? '', parts: parts.get(id) ?? [] }).length > 0));
};
