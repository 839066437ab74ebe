-- Calendar feeds: a secret address a person, of which the ledger keeps the hash only.
create table calendar_feed (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  -- of the 256 bits that the address ends in
  token_sha256 text not null unique,
  -- do the entries tell what a finding says?
  titles boolean not null,
  issued_at bigint not null,
  issued_by text not null,
  revoked_at bigint,
  revoked_by text
);
create unique index calendar_feed_live on calendar_feed (person_id) where revoked_at is null;

-- What left the system with personal data in it: who took it, when, and the bytes that it was. Append-only.
create table export_log (
  id bigint generated always as identity primary key,
  at bigint not null,
  by text not null,
  kind text not null,
  -- a round, an issue, a person
  subject text not null,
  sha256 text not null,
  detail jsonb not null
);
create index export_log_subject on export_log (subject, id);
create trigger export_log_append_only before update or delete or truncate on export_log
  for each statement execute function refuse_rewrite();
