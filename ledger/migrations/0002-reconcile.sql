-- A reminder of which nobody can say whether it arrived: since when. Kept for good, so that it stays listed as uncertain.
alter table delivery add column uncertain_at bigint;
-- The row whose recipient had left the post when it fell due; this one goes to the present holder in its place.
alter table delivery add column stands_in_for text references delivery (id);

drop index delivery_due;
create index delivery_due on delivery (not_before) where state = 'planned' or (state = 'uncertain' and settled_at is null);
create index delivery_leased on delivery (lease_until) where state in ('claimed', 'handed_over');
create index delivery_bundle on delivery (bundle_id) where bundle_id is not null;

-- What each comparison of the ledger with what should have happened found. The newest row is the heartbeat: when it
-- grows old, that is an alarm.
create table reconcile_run (
  id bigint generated always as identity primary key,
  -- the duty clock (workflow time)
  at bigint not null,
  -- the process's clock
  finished_at bigint not null,
  issues int not null,
  planned int not null,
  withdrawn int not null,
  recovered int not null,
  overdue int not null,
  findings jsonb not null
);
create index reconcile_run_finished on reconcile_run (finished_at);
