#!/bin/bash
# Runs once, when db1 makes its data: standbys may copy it, and a commit is confirmed when one of them has it.
set -eu
echo "host replication all samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
# Written for the next start: until then there is no standby to wait for.
psql --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --command="ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (db1, db2, db3)'"
