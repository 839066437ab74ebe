-- What the columns of somebody's table are, once a person has said so: by the table's kind and the signature of its header.
create table sheet_mapping (
  kind text not null,
  signature text not null,
  layout jsonb not null,
  kept_at bigint not null,
  kept_by text not null,
  primary key (kind, signature)
);

-- Every table that brought issues into a round, as it was handed in.
create table register_import (
  id bigint generated always as identity primary key,
  round_id text not null references round (id),
  file text not null,
  sha256 text not null,
  sheet text not null,
  -- header, field and certainty of each column
  columns jsonb not null,
  imported_by text not null,
  imported_at bigint not null
);
create index register_import_round on register_import (round_id);

-- What became of each of its rows, with every cell as printed. Rows that changed nothing are not kept.
create table register_import_row (
  import_id bigint not null references register_import (id),
  -- the first of its rows in the sheet, counted from 1
  row int not null,
  number text not null,
  outcome text not null,
  reasons jsonb not null,
  printed jsonb not null,
  primary key (import_id, row)
);

create trigger register_import_append_only before update or delete or truncate on register_import
  for each statement execute function refuse_rewrite();
create trigger register_import_row_append_only before update or delete or truncate on register_import_row
  for each statement execute function refuse_rewrite();
