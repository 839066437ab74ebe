-- Who has a part in an issue, as `role=ref` (`owner=person:p1`, `team=post:t`), measure owners and successors included: what a
-- person may see is found by it. And what is owed on it, by kind of deadline. Both are projections of the state.
alter table issue add column parts text[] not null default '{}';
-- null: written by an older version, not known yet
alter table issue add column owed text[];
update issue set parts = array(
    select distinct part from (
      select key || '=' || value from issue_event, jsonb_each_text(body -> 'parties')
        where issue_id = issue.id and seq = 1 and key not in ('owner', 'leader') and value is not null
      union all select 'owner=' || owner_ref where owner_ref is not null
      union all select 'leader=' || leader_ref where leader_ref is not null
      union all select 'successor=person:' || hand_over_to where hand_over_to is not null
      union all select 'measure-owner=person:' || (measure ->> 'owner')
        from issue_event, jsonb_array_elements(case jsonb_typeof(body -> 'measures') when 'array' then body -> 'measures' else '[]' end) measure
        where issue_id = issue.id and type = 'plan-proposed'
    ) parts (part) where part is not null order by part);
create index issue_parts on issue using gin (parts);
-- The register's own order: by round, then `3` before `10` and `2.1` before `2.10`, every number in it at a width of 8.
create index issue_in_order on issue (((round_id || '/' || regexp_replace(regexp_replace(number, '(\d+)', '0000000\1', 'g'), '\d*(\d{8})', '\1', 'g')) collate "C"), id);
create index issue_due on issue (due_current, id);

-- What an office is there for, whether or not an issue names it yet: the supervision office opens the first round.
alter table post add column duty text check (duty in ('supervision', 'team'));

-- Accounts and their sessions. The library that checks passwords keeps its instants as timestamptz.
create table account (
  id text primary key,
  username text not null unique,
  display_username text,
  name text not null,
  -- made from the username; nothing is ever sent to it
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  person_id text unique references person (id),
  administrator boolean not null default false,
  disabled_at bigint,
  -- whoever keeps the accounts has no part in the cases
  check (not (administrator and person_id is not null))
);

create table sign_in_method (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, provider_account_id)
);
create index sign_in_method_account on sign_in_method (account_id);

create table account_session (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_session_account on account_session (account_id);

create table sign_in_check (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_check_identifier on sign_in_check (identifier);

create table second_factor (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);
create index second_factor_account on second_factor (account_id);

-- A sign-in that failed; too many within a quarter of an hour close the account for as long.
create table sign_in_failure (username text not null, at bigint not null);
create index sign_in_failure_username on sign_in_failure (username, at);

-- One-time links: they make the first administrator and every invited account. Only the hash is kept.
create table invitation (
  token_sha256 text primary key,
  account_id text not null references account (id) on delete cascade,
  made_by text not null,
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index invitation_account on invitation (account_id);

-- Rounds that a reader may read.
create table account_grant (
  account_id text not null references account (id) on delete cascade,
  round_id text not null references round (id),
  granted_by text not null,
  granted_at bigint not null,
  primary key (account_id, round_id)
);

-- Tokens of other systems: shown once, kept as a hash.
create table api_token (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  name text not null,
  token_sha256 text not null unique,
  scopes text[] not null,
  made_by text not null,
  made_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  last_used_at bigint
);
create index api_token_account on api_token (account_id);

-- What was asked for under an idempotency key, so that a key used twice for different things is noticed.
create table request_key (
  account_id text not null,
  key text not null,
  fingerprint text not null,
  at bigint not null,
  primary key (account_id, key)
);
create index request_key_at on request_key (at);

-- Who read or took out what, and who changed accounts. Append-only.
create table access_log (
  position bigint generated always as identity primary key,
  at bigint not null,
  account_id text,
  person_id text,
  action text not null,
  subject text,
  request_id text,
  details jsonb not null default '{}'
);
create index access_log_subject on access_log (subject, at);
create index access_log_person on access_log (person_id, at);
create trigger access_log_append_only before update or delete or truncate on access_log
  for each statement execute function refuse_rewrite();
