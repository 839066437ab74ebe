-- Codes of a second factor that were taken: each is good once (RFC 6238, 5.2), whichever web process it comes to. Kept for a
-- quarter of an hour, for a code is read for a minute and a half at most.
create table second_factor_use (
  account_id text not null references account (id) on delete cascade,
  code text not null,
  used_at timestamptz not null default now(),
  primary key (account_id, code)
);
create index second_factor_use_age on second_factor_use (used_at);
