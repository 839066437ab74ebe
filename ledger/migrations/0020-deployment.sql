-- The data folder that all processes share, by the id in its file `folder-id`: one that has another folder would not find
-- the evidence of the others, and would seal the engine's data with other keys.
create table deployment (
  only_one boolean primary key default true check (only_one),
  folder_id text not null,
  since timestamptz not null default now()
);
