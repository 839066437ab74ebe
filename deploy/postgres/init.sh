#!/bin/sh
# Once, on an empty volume: a user of its own for the ledger and for the engine, neither of them a superuser.
set -eu
make() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v secret="$2" --username postgres <<'SQL'
create role :"name" login password :'secret';
SQL
}
database() {
  createdb --username postgres --owner "$1" --encoding UTF8 --locale C --template template0 "$2"
}
make huitoukan "$LEDGER_PASSWORD"
make temporal "$TEMPORAL_DB_PASSWORD"
database huitoukan huitoukan
database temporal temporal
database temporal temporal_visibility
