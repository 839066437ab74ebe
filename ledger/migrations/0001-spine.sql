-- Everything that must outlive the engine. Instants are epoch milliseconds (bigint), days are ISO text: exactly what the
-- core computed, so that nothing depends on a session's time zone.

-- Large JSON that many events share (policies, day tables), kept once by content.
create table document (
  sha256 text primary key,
  body jsonb not null
);

create table person (
  id text primary key,
  name text not null,
  email text,
  -- null: works here; otherwise the day from which this person does not any more.
  left_on text
);

create table post (
  id text primary key,
  title text not null,
  unit text not null
);

create table post_holder (
  post_id text not null references post (id),
  person_id text not null references person (id),
  from_day text not null,
  -- exclusive; null: until further notice
  to_day text,
  primary key (post_id, person_id, from_day)
);

create table round (
  id text primary key,
  unit text not null,
  inspector text not null,
  feedback_day text not null,
  title text not null,
  policy_sha256 text not null references document (sha256),
  days_sha256 text not null references document (sha256),
  status text not null,
  opened_at bigint not null,
  -- what the report said of itself: claimed counts, lines of the round's record, what no rule could place
  record jsonb not null default '{}'
);

-- What the round has still to open; written before the engine is asked, so that nothing of an import is lost.
create table issue_draft (
  round_id text not null references round (id),
  position int not null,
  number text not null,
  draft jsonb not null,
  primary key (round_id, position),
  unique (round_id, number)
);

create table round_event (
  round_id text not null references round (id),
  seq int not null,
  at bigint not null,
  by text not null,
  type text not null,
  body jsonb not null,
  primary key (round_id, seq)
);

-- The history of every issue. Append-only.
create table issue_event (
  issue_id text not null,
  seq int not null,
  cycle int not null,
  at bigint not null,
  by text not null,
  type text not null,
  body jsonb not null,
  -- order of writing over all issues, for readers that follow the log
  position bigint generated always as identity,
  primary key (issue_id, seq)
);
create unique index issue_event_position on issue_event (position);

create function refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'history is append-only: % on % is refused', tg_op, tg_table_name;
end $$;
create trigger issue_event_append_only before update or delete or truncate on issue_event
  for each statement execute function refuse_rewrite();
create trigger round_event_append_only before update or delete or truncate on round_event
  for each statement execute function refuse_rewrite();

-- One row an issue, for lists. A projection: always derivable from issue_event.
create table issue (
  id text primary key,
  round_id text not null references round (id),
  number text not null,
  seq int not null,
  title text not null,
  category text not null,
  kind text not null,
  status text not null,
  cycle int not null,
  owner_ref text,
  leader_ref text,
  head_ref text,
  due_original text not null,
  due_current text not null,
  due_words text,
  overdue_since bigint,
  measure_slipped boolean not null,
  suspended boolean not null,
  extension_pending boolean not null,
  extensions_granted int not null,
  returns int not null,
  own_rating text,
  verified_rating text,
  opened_at bigint not null,
  accepted_at bigint,
  closed_at bigint,
  next_look_back text,
  next_at bigint,
  next_deadline text,
  lights jsonb not null,
  evidence_count int not null
);
create index issue_round on issue (round_id, status);
create index issue_next on issue (next_at) where next_at is not null;

create table evidence (
  sha256 text primary key,
  size bigint not null,
  stored_at bigint not null
);

-- Reminders that are never lost and never repeated: one row for each notice, recipient and channel.
create table delivery (
  id text primary key,
  issue_id text not null,
  round_id text not null,
  cycle int not null,
  step text not null,
  recipient text not null,
  channel text not null,
  -- the parties to try, first to last, as the core named them; resolved again when the row is claimed
  parties jsonb not null,
  role text not null,
  kind text not null,
  topic text not null,
  day text,
  light text,
  acknowledge boolean not null,
  alone boolean not null,
  origin text not null check (origin in ('ladder', 'event', 'round', 'bundle')),
  not_before bigint not null,
  state text not null check (state in
    ('planned', 'withdrawn', 'claimed', 'handed_over', 'accepted', 'rejected', 'uncertain', 'suppressed', 'bundled')),
  -- why it was suppressed, withdrawn, rejected; for people
  reason text,
  attempt int not null default 0,
  lease_until bigint,
  message_id text not null,
  response text,
  bundle_id text references delivery (id),
  planned_at bigint not null,
  settled_at bigint,
  acknowledged_at bigint,
  unique (issue_id, cycle, step, recipient, channel)
);
create index delivery_due on delivery (not_before) where state in ('planned', 'claimed', 'handed_over');
create index delivery_issue on delivery (issue_id, state);
create index delivery_recipient on delivery (recipient, not_before);
