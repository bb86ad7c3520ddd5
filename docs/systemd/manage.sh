#!/bin/sh
# manage.py as the services run it, for root: `pawarta health`. APP names the release, where it is not the one in place.
set -eu
set -a
. /etc/pawarta.env
set +a
cd "${APP:-/opt/pawarta/app}"
exec runuser --user=pawarta -- .venv/bin/python manage.py "$@"
