#!/usr/bin/env bash
# Django 5.2.19 with django-ckeditor-5 0.2.20.
#
# Guess: a project whose own scripts import one another turns on ManifestStaticFilesStorage's
# `support_js_module_import_aggregation`, which writes imports with hashed names, and collectstatic goes on as before.
# Seen: the switch reads every script of every installed package. django-ckeditor-5 ships the source that its bundle
# was built from beside the bundle (static/django_ckeditor_5/app.js, which imports "./src/ckeditor"; that folder is not
# shipped), and collectstatic ends with an error for that file. Without the switch it passes. A subclass whose
# `patterns` name the project's own folder alone does what was wanted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check django==5.2.19 django-ckeditor-5==0.2.20
cat > "$folder/storage.py" <<'PY'
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class WithImports(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
PY
cat > "$folder/run.py" <<'PY'
import io
import sys

import django
from django.conf import settings
from django.core.management import call_command

backend, root = sys.argv[1:]
settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles", "django_ckeditor_5"],
    STATIC_URL="/static/",
    STATIC_ROOT=root,
    STORAGES={"staticfiles": {"BACKEND": backend}, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}},
)
django.setup()
try:
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
except Exception as error:
    print(type(error).__name__, str(error).splitlines()[0])
else:
    print("collected")
PY
cd "$folder"
plain=$("$folder/venv/bin/python" run.py django.contrib.staticfiles.storage.ManifestStaticFilesStorage "$folder/one" 2>/dev/null | tail -n 1)
imports=$("$folder/venv/bin/python" run.py storage.WithImports "$folder/two" 2>/dev/null | tail -n 1)
echo "without the switch: $plain"
echo "with the switch:    $imports"
[ "$plain" = collected ]
case "$imports" in *Error*django_ckeditor_5*) ;; *) exit 1 ;; esac
