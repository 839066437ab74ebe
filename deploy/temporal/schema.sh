#!/bin/sh
# The engine's tables: made where there are none, brought up to this version where they are older.
set -eu
tool() {
  database="$1"
  shift
  temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db "$database" "$@"
}
for pair in temporal:temporal temporal_visibility:visibility; do
  tool "${pair%%:*}" setup-schema -v 0.0
  tool "${pair%%:*}" update-schema -d "/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned"
done
