-- Tables of days as they were taken in; the last one taken is what new rounds count by. History: never changed.
create table calendar (
  position bigint generated always as identity primary key,
  version text not null,
  days_sha256 text not null references document (sha256),
  source text not null,
  taken_at bigint not null,
  taken_by text not null
);

-- Policies by name and version. A version, once there, is never another text.
create table policy_version (
  name text not null,
  version text not null,
  policy_sha256 text not null references document (sha256),
  kept_at bigint not null,
  kept_by text not null,
  primary key (name, version)
);

-- Which rules an issue stands on; null in rows written before this column, until their next step.
alter table issue add column days_version text, add column policy_name text;
