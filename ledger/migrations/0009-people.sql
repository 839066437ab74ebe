-- Units and who stands above them. A post belongs to a unit, and may be its head.
create table unit (
  id text primary key,
  name text not null,
  superior_id text references unit (id)
);
alter table post add column unit_id text references unit (id);
create index post_unit on post (unit_id) where heads_unit;

-- Leave with a deputy, from and with one day to another. Never changed: what is cancelled gets a row of its own.
create table absence (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  deputy_id text not null references person (id),
  from_day text not null,
  last_day text not null,
  reason text not null,
  recorded_by text not null,
  recorded_at bigint not null,
  check (person_id <> deputy_id and from_day <= last_day)
);
create index absence_person on absence (person_id, last_day);

create table absence_cancelled (
  absence_id bigint primary key references absence (id),
  -- the first day on which the person is back
  from_day text not null,
  reason text not null,
  recorded_by text not null,
  recorded_at bigint not null
);

create trigger absence_append_only before update or delete or truncate on absence
  for each statement execute function refuse_rewrite();
create trigger absence_cancelled_append_only before update or delete or truncate on absence_cancelled
  for each statement execute function refuse_rewrite();

-- A notice that goes to a deputy names whom he stands in for; whom he stands in for gets the same as information.
alter table delivery add column on_behalf_of text;
alter table delivery add column for_information boolean not null default false;

-- A hand-over that waits for signatures: to whom, and by when.
alter table issue add column hand_over_to text;
alter table issue add column hand_over_by text;
create index issue_owner on issue (owner_ref);
