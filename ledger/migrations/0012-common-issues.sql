-- Common issues (共性问题): one finding and one wording for many units. Every unit's part is an issue of its own; these columns
-- say of which common issue, and whose part. A row with a number and no unit is the finding that was handed to units.
alter table issue add column common_number text, add column common_unit text;
create index issue_common on issue (round_id, common_number) where common_number is not null;

-- One row a common issue: where it stands as a whole. A projection of its parts, kept for lists and as the lock of its moments.
create table common_issue (
  round_id text not null references round (id),
  number text not null,
  title text not null,
  category text not null,
  kind text not null,
  phase text not null check (phase in ('open', 'closed', 'withdrawn')),
  -- since when it stands there
  since bigint not null,
  seq int not null default 0,
  primary key (round_id, number)
);

-- Its moments: units that joined and left, the closing of the last part, the coming back of one. Written in the transaction of
-- the part's step that made them.
create table common_event (
  round_id text not null,
  number text not null,
  seq int not null,
  at bigint not null,
  by text not null,
  type text not null,
  body jsonb not null,
  primary key (round_id, number, seq),
  foreign key (round_id, number) references common_issue
);
create trigger common_event_append_only before update or delete or truncate on common_event
  for each statement execute function refuse_rewrite();

-- Parts that are handed out and not open yet still belong to it.
create index issue_draft_common on issue_draft (round_id, (draft -> 'common' ->> 'number')) where (draft -> 'common') is not null;
