import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely';
import type { Scope } from '../domain/route-right.ts';
import type { Instant } from '../domain/time.ts';
import type { Ledger } from './database.ts';

/** The tables of accounts (migration 0017). What the sign-in library writes has timestamptz, ours epoch ms. */
type Added = {
  account: {
    id: string;
    username: string;
    display_username: string | null;
    name: string;
    email: string;
    two_factor_enabled: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
    person_id: string | null;
    administrator: boolean;
    disabled_at: Instant | null;
  };
  account_session: { id: string; account_id: string; token: string; expires_at: Date; ip_address: string | null; user_agent: string | null; created_at: Date; updated_at: Date };
  sign_in_failure: { username: string; at: Instant };
  invitation: { token_sha256: string; account_id: string; made_by: string; made_at: Instant; expires_at: Instant; used_at: Instant | null };
  account_grant: { account_id: string; round_id: string; granted_by: string; granted_at: Instant };
  api_token: {
    id: string;
    account_id: string;
    name: string;
    token_sha256: string;
    scopes: ColumnType<Scope[], readonly Scope[], readonly Scope[]>;
    made_by: string;
    made_at: Instant;
    expires_at: Instant;
    revoked_at: Instant | null;
    last_used_at: Instant | null;
  };
  request_key: { account_id: string; key: string; fingerprint: string; at: Instant };
  access_log: {
    position: Generated<number>;
    at: Instant;
    account_id: string | null;
    person_id: string | null;
    action: string;
    subject: string | null;
    request_id: string | null;
    details: JSONColumnType<object, string | undefined>;
  };
};

export type AccountLedger = Ledger & Added;

/** The same connection or transaction, seen with the tables of accounts. */
export const withAccounts = (db: Kysely<Ledger>): Kysely<AccountLedger> => db;
