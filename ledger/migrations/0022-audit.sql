-- The history over all issues and rounds, the newest first, page by page.
create index issue_event_at on issue_event (at desc, issue_id, seq);
create index round_event_at on round_event (at desc, round_id, seq);

-- Each look at whether the history is whole: by whom, up to where, and what was wrong. Append-only.
create table integrity_check (
  id bigint generated always as identity primary key,
  at bigint not null,
  by text not null,
  -- of issue_event
  through_position bigint not null,
  events bigint not null,
  issues bigint not null,
  rounds bigint not null,
  faults jsonb not null
);
create trigger integrity_check_append_only before update or delete or truncate on integrity_check
  for each statement execute function refuse_rewrite();
