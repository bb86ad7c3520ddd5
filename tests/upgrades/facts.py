"""What is recorded of a release besides its statements, printed as JSON."""

import json
import subprocess
import sys

import django

from tests.support.processes import ROOT


def main():
    django.setup()
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    from tests.support.tasks import tasks

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = {
        model._meta.db_table: [
            field.column for field in model._meta.local_concrete_fields if not field.generated
        ]
        for model in models
    }
    migrations = sorted(".".join(key) for key in MigrationLoader(None).disk_migrations)
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    sys.stdout.write(
        json.dumps(
            {
                "commit": commit,
                "tables": dict(sorted(tables.items())),
                "tasks": sorted(tasks()),
                "migrations": migrations,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
