-- A round has a life of its own: where it stands, for lists. A projection of round_event, as the issue's row is of issue_event.
alter table round add column seq int not null default 0;
alter table round add column phase text;
-- the grade of its last assessment, by the policy's scale
alter table round add column grade text;
-- when something falls due of the round itself next; null: nothing will, or written by an older version
alter table round add column next_at bigint;
update round set seq = coalesce((select max(seq) from round_event where round_id = round.id), 0);

-- The earlier findings that an issue goes back to, as its history says: [{issue, kind}].
alter table issue add column lineage jsonb not null default '[]';

-- New findings that are like earlier ones. Nothing is linked by a proposal: a person confirms or rejects.
create table lineage_proposal (
  issue_id text not null,
  earlier_id text not null,
  -- 0 to 1: how alike the words are
  score double precision not null,
  kind text not null,
  proposed_at bigint not null,
  state text not null check (state in ('open', 'confirmed', 'rejected')),
  decided_by text,
  decided_at bigint,
  reason text,
  primary key (issue_id, earlier_id)
);
