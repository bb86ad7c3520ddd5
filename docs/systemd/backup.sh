#!/bin/sh
# The nightly backup: the database first, then the photos as they were uploaded, into BACKUP_FOLDER, which is a disk or a
# mount of another machine. The last 14 of the database stay. The stamp is touched at the end, when all went well.
set -eu
umask 077
: "${BACKUP_FOLDER:?}" "${BACKUP_STAMP:?}" "${DATABASE_URL:?}" "${ORIGINALS_ROOT:?}"

new="$BACKUP_FOLDER/pawarta-$(date -u +%Y%m%dT%H%MZ).dump"
pg_dump --format=custom --file="$new.part" "$DATABASE_URL"
pg_restore --list "$new.part" >/dev/null # it can be read
mv "$new.part" "$new"

# Originals never change and are removed by decision alone, so what is there stays.
mkdir -p "$BACKUP_FOLDER/originals"
cp --archive --no-clobber "$ORIGINALS_ROOT/." "$BACKUP_FOLDER/originals/"

ls -1 "$BACKUP_FOLDER"/pawarta-*.dump | sort -r | tail -n +15 | while read -r old; do rm -- "$old"; done
touch "$BACKUP_STAMP"
