#!/usr/bin/env python
"""Django's command line for this project, with the embedded database where no other is named."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom import embedded_postgres

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        embedded_postgres.provide()
    except embedded_postgres.EmbeddedPostgresError as error:
        sys.exit(f"DATABASE_URL is not set, and: {error}")
    execute_from_command_line(sys.argv)
