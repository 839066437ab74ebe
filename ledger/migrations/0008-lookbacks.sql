-- Look-backs of an issue that are still to come, with what called for each; and since when one is past its day.
alter table issue add column look_backs jsonb not null default '[]';
alter table issue add column look_back_overdue_since bigint;
update issue set look_backs = jsonb_build_array(jsonb_build_object(
    'n', coalesce(substring(next_deadline from '^(?:look-back|cadence):(\d+)#')::int, 1),
    'day', next_look_back, 'cause', 'interval', 'source', null))
  where next_look_back is not null;
update issue set look_back_overdue_since = (
    select max(at) from issue_event where issue_id = issue.id and type = 'fell-due' and body ->> 'deadline' = issue.next_deadline)
  where next_look_back is not null;
create index issue_look_back on issue (next_look_back) where next_look_back is not null;

-- Draws by lot among closed issues, step by step: announced, committed, revealed or voided. Each step once.
create table draw_event (
  -- draw/<round>/<n>
  draw_id text not null,
  round_id text not null references round (id),
  seq int not null,
  at bigint not null,
  by text not null,
  type text not null check (type in ('announced', 'committed', 'revealed', 'voided')),
  body jsonb not null,
  primary key (draw_id, seq),
  unique (draw_id, type)
);
create index draw_event_round on draw_event (round_id, at);
create trigger draw_event_append_only before update or delete or truncate on draw_event
  for each statement execute function refuse_rewrite();

-- What happened elsewhere and calls for a look-back here: found once, with its cause; what became of it stands in the
-- issue's own history, or in a dismissal.
create table look_back_call (
  issue_id text not null,
  cause text not null,
  source text not null,
  found_at bigint not null,
  -- what the policy said then: propose, plan
  mode text not null,
  primary key (issue_id, cause, source)
);
create trigger look_back_call_append_only before update or delete or truncate on look_back_call
  for each statement execute function refuse_rewrite();

create table look_back_dismissal (
  issue_id text not null,
  cause text not null,
  source text not null,
  at bigint not null,
  by text not null,
  reason text not null,
  primary key (issue_id, cause, source),
  foreign key (issue_id, cause, source) references look_back_call
);
create trigger look_back_dismissal_append_only before update or delete or truncate on look_back_dismissal
  for each statement execute function refuse_rewrite();
