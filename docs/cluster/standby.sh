#!/bin/bash
# What a standby starts with: it copies the primary where it has no data yet, and follows it under its own name (STANDBY_NAME).
set -eu
: "${STANDBY_NAME:?}" "${PRIMARY_HOST:?}" "${POSTGRES_USER:?}" "${POSTGRES_PASSWORD:?}" "${PGDATA:?}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    install --directory --owner=postgres --group=postgres --mode=700 "$PGDATA"
    until gosu postgres pg_basebackup --checkpoint=fast --wal-method=stream --write-recovery-conf --pgdata="$PGDATA" --dbname="host=$PRIMARY_HOST \
        user=$POSTGRES_USER password=$POSTGRES_PASSWORD application_name=$STANDBY_NAME"; do
        rm -rf "${PGDATA:?}"/* # the primary is not there yet, or went away on the way
        sleep 2
    done
fi
exec docker-entrypoint.sh postgres -c hot_standby_feedback=on
