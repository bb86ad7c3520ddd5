"""The web server of `make run` and `make new`: prepares the database, answers, and says where.

One process does both, so Django is loaded once. With RELOAD=1 Django's own development server answers instead, which
starts anew with each change of the code.
"""

import os
import signal
import sys

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.servers import basehttp
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from newsroom import schema

DEMO, ASK = "--demo", "--ask"


class ServeError(Exception):
    """A reason why nothing can be served, in one line."""


def main(arguments: list[str]) -> int:
    try:
        prepare(arguments)
    except ServeError as error:
        print(f"Pawarta: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if ASK not in arguments:
        serve(arguments[0], int(arguments[1]))
    return 0


def prepare(arguments: list[str]) -> None:
    """Provide current tables and, as asked for, the demo newsroom or one's own newspaper."""
    try:
        django.setup()
        # Without the pool, which tries for half a minute and hides the reason.
        psycopg.connect(**connection.get_connection_params()).close()
        migrate()
        if DEMO in arguments:
            call_command("demo_newsroom", "--once")
        elif ASK in arguments:
            call_command("setup", "--once")
    except (DatabaseError, psycopg.Error) as error:
        raise ServeError(f"basis data tidak dapat dipakai (DATABASE_URL): {one_line(error)}") from error
    except CommandError as error:
        raise ServeError(str(error)) from error
    except (ImproperlyConfigured, OSError) as error:
        raise ServeError(one_line(error)) from error


def migrate() -> None:
    """Bring the tables up to date; to see that they are costs a tenth of doing it again."""
    if schema.fits():
        schema.load()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def serve(host: str, port: int) -> None:
    def welcome(*_port: object) -> None:
        site = settings.SITE_URL
        print(f"\nPawarta sudah berjalan.\n\n  Situs    {site}/\n  Redaksi  {site}/{settings.DESK_PATH}")  # noqa: T201
        if host == "0.0.0.0":  # noqa: S104
            print("  Dari ponsel: ganti localhost dengan alamat IP komputer ini.")  # noqa: T201
        call_command("welcome")
        connection.close()
        print("\nCtrl-C untuk berhenti.\n", flush=True)  # noqa: T201

    if os.environ.get("RELOAD") == "1":
        if not os.environ.get("RUN_MAIN"):
            welcome()
        call_command("runserver", f"{host}:{port}")
        return
    handler = basehttp.get_internal_wsgi_application()
    basehttp.run(host, port, handler, threading=True, on_bind=welcome)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
