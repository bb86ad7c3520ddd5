#!/bin/sh
# Loads the newest backup into a database of its own beside the real one, looks at it and drops it. RESTORE_STAMP is touched at
# the end. The account needs the right to create databases.
set -eu
: "${BACKUP_FOLDER:?}" "${RESTORE_STAMP:?}" "${DATABASE_URL:?}"

newest=$(ls -1 "$BACKUP_FOLDER"/pawarta-*.dump | sort | tail -n 1)
name="pawarta_restore_test_$$"
psql --quiet "$DATABASE_URL" --command="CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8'"
trap 'psql --quiet "$DATABASE_URL" --command="DROP DATABASE $name WITH (FORCE)"' EXIT
other=$(python3 -c "import sys, urllib.parse as u; print(u.urlsplit(sys.argv[1])._replace(path='/' + sys.argv[2]).geturl())" "$DATABASE_URL" "$name")
pg_restore --no-owner --exit-on-error --dbname="$other" "$newest"
DATABASE_URL="$other" "${PYTHON:-/opt/pawarta/app/.venv/bin/python}" "${APP:-/opt/pawarta/app}/manage.py" check --database default
stories=$(psql --tuples-only --no-align "$other" --command="SELECT count(*) FROM articles_article")
publications=$(psql --tuples-only --no-align "$other" --command="SELECT count(*) FROM articles_publication")
echo "$newest: $stories stories"
test "$publications" -gt 0 # a newspaper that has just begun has no story yet
touch "$RESTORE_STAMP"
