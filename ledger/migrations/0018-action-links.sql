-- Links in mails that let whoever got the mail confirm it (签收) without signing in: one a notice, kept as a hash only. What
-- came of it stands with the notice (delivery.acknowledged_at), as with every other confirmation.
create table action_link (
  token_sha256 text primary key,
  delivery_id text not null,
  -- an issue or a round
  subject text not null,
  cycle int not null,
  step text not null,
  act text not null check (act in ('acknowledge')),
  person_id text not null,
  made_at bigint not null,
  expires_at bigint not null
);
create index action_link_delivery on action_link (delivery_id);

-- Rounds and common issues are watched like issues: one order for the events of all three.
alter table round_event add column position bigint not null default nextval('issue_event_position_seq');
alter table common_event add column position bigint not null default nextval('issue_event_position_seq');
create index round_event_position on round_event (position);
create index common_event_position on common_event (position);
