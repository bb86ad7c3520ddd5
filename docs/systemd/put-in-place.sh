#!/bin/sh
# Puts a release in place while people write: put-in-place.sh /opt/pawarta/0.4.0. The way back is the same with the folder of the
# release before: its migrate finds nothing to do, and the tables stay as they are.
set -eu
APP=$(cd "$1" && pwd)
export APP
pawarta check --deploy
pawarta migrate --no-input # processes of the release before write on
pawarta collectstatic --no-input
ln --symbolic --force --no-dereference "$APP" /opt/pawarta/next
mv --no-target-directory /opt/pawarta/next /opt/pawarta/app
systemctl daemon-reload
systemctl restart pawarta-worker # knows the tasks of both releases
systemctl restart pawarta-web    # pawarta-web.socket lets requests wait meanwhile
pawarta health || true # it says what is not well
