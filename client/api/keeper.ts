import type { Viewer } from '../../domain/viewer.ts';
import { findAccount } from '../../ledger/accounts.ts';
import type { Api } from './route.ts';

/** Who keeps the settings, as records name him: the person, or for an account of nobody's its name. */
export const keeperOf = async (api: Api, viewer: Viewer): Promise<string> => viewer.person ?? `account/${(await findAccount(api.client.ledger, viewer.account ?? '')).username}`;
