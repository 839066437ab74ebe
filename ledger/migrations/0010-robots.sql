-- A notice keeps its one row, whatever road it takes: the key (with its channel) says what is owed, `via` how it travels.
-- null: no road chosen yet, or sent before there were others than mail.
alter table delivery add column via text;
-- Since when (duty clock) a chat robot has been trying; when its patience is over, the notice goes by mail.
alter table delivery add column via_since bigint;
-- Attempts made on the road before: waiting times count from the change of road, `attempt` itself fences and only grows.
alter table delivery add column attempts_before int not null default 0;
-- Why it was not the robot that told it: which one, and what it answered.
alter table delivery add column fallback text;

-- What a channel may still send and how it fares, for every process together. Times are of the process's clock.
create table channel_state (
  channel text primary key,
  buckets jsonb not null default '[]',
  paused_until bigint not null default 0,
  succeeded_at bigint,
  failed_at bigint,
  -- deferred, service, unreachable, rejected, uncertain
  failure_class text,
  failure text
);
