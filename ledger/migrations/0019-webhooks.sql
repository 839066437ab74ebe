-- Other systems that want to hear what happens: where, and of which kinds of events (none named: of all). Its signing secret
-- is derived from the installation's own and stands in no table.
create table webhook (
  id text primary key,
  url text not null,
  name text not null,
  types text[] not null default '{}',
  made_by text not null,
  made_at bigint not null,
  removed_at bigint,
  -- the other side said that it is gone for good
  gone_at bigint,
  -- attempts that failed one after another, and until when it is left alone
  failures int not null default 0,
  rests_until bigint not null default 0,
  succeeded_at bigint,
  failed_at bigint,
  failure text
);

-- What they are told: one row an event and a hook, planned in the transaction of the event. Its id goes out as `webhook-id`.
create table webhook_delivery (
  id text primary key,
  webhook_id text not null references webhook (id),
  -- an issue, a round or a common issue, and the event's number in its history
  subject text not null,
  seq int not null,
  round_id text not null,
  cycle int,
  type text not null,
  at bigint not null,
  state text not null check (state in ('planned', 'claimed', 'accepted', 'rejected', 'withdrawn')),
  reason text,
  response text,
  attempt int not null default 0,
  not_before bigint not null,
  lease_until bigint,
  settled_at bigint,
  unique (webhook_id, subject, seq)
);
create index webhook_delivery_due on webhook_delivery (webhook_id, not_before, id) where state in ('planned', 'claimed');
