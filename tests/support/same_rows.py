"""All rows of a database as two runs of the same work leave them: numbers by their order, without moments of the work."""

import json
import re

import psycopg
from django.apps import apps
from django.db import models

from articles.text.story_text import digest

# Columns that hold when the work was done, or what is drawn by chance.
MOMENTS = {
    "articles_articleevent": {"created_at"},
    "articles_importrun": {"started_at", "finished_at"},
    "articles_article": {"status_since"},
    "articles_edition": {"raised_at"},
    "articles_photo": {"uploaded_at", "folder", "original", "renditions"},
    "staff_change": {"at"},
}
# Tables of the machinery: tasks that wait, statistics of the database.
ASIDE = {"django_migrations", "django_tasks_database_dbtaskresult", "staff_worker", "articles_searchword"}
_ADDRESS = re.compile(r"/(berita|foto|lampiran)/(\d+)/")
_TABLES = {"berita": "articles_article", "foto": "articles_photo", "lampiran": "articles_attachment"}


def contents(url):
    """{table: its rows, in an order of their own}"""
    with psycopg.connect(url) as session:
        names = [
            name
            for (name,) in session.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            )
        ]
        raw = {
            name: [json.loads(row) for (row,) in session.execute(f'SELECT to_jsonb(t)::text FROM "{name}" t')]
            for name in names
        }
    return Numbers(raw).contents()


class Numbers:
    """Each table's numbers by their order; a rollback uses some up."""

    def __init__(self, raw):
        self.raw = {name: rows for name, rows in raw.items() if name not in ASIDE}
        self.ranks = {
            name: {pk: rank for rank, pk in enumerate(sorted(row["id"] for row in rows), 1)}
            for name, rows in self.raw.items()
            if rows and isinstance(rows[0].get("id"), int)
        }
        self.references = {}
        for model in apps.get_models(include_auto_created=True):
            fields = [
                field for field in model._meta.local_concrete_fields if isinstance(field, models.ForeignKey)
            ]
            self.references[model._meta.db_table] = {
                field.column: field.related_model._meta.db_table for field in fields
            }
        self.goals = {target for targets in self.references.values() for target in targets.values()}

    def contents(self):
        return {
            name: sorted(json.dumps(self.row(name, row), sort_keys=True) for row in rows)
            for name, rows in self.raw.items()
        }

    def row(self, table, row):
        row = {column: value for column, value in row.items() if column not in MOMENTS.get(table, ())}
        if table in self.ranks:
            number = row.pop("id")
            if table in self.goals:
                row["id"] = self.rank(table, number)
        for column, target in self.references.get(table, {}).items():
            if column in row:
                row[column] = self.rank(target, row[column])
        if table == "articles_revision":
            assert row.pop("digest") == digest(row["content"])
            row["content"] = self.content(row["content"])
        if table == "staff_change":
            row["row"] = self.rank(row["table"], row["row"])
            row |= {side: self.recorded(row["table"], row[side]) for side in ("before", "after")}
        return json.loads(_ADDRESS.sub(self.address, json.dumps(row)))

    def recorded(self, table, values):
        """A row as the record of changes has it."""
        columns = {name: value for name, value in (values or {}).items() if not name.endswith("_at")}
        return columns | ({"id": self.rank(table, columns["id"])} if "id" in columns else {})

    def rank(self, table, number):
        return self.ranks.get(table, {}).get(number, number)

    def address(self, match):
        return f"/{match[1]}/{self.rank(_TABLES[match[1]], int(match[2]))}/"

    def content(self, content):
        """A text of a story with its numbers by their order."""
        copy = dict(content)
        for key, table in (("category", "articles_category"), ("region", "articles_region")):
            copy[key] = self.rank(table, copy[key])
        copy["related"] = [self.rank("articles_article", pk) for pk in copy["related"]]
        copy["credits"] = [
            line | {"person": self.rank("articles_person", line["person"])} for line in copy["credits"]
        ]
        for key in ("lead_photo", "photos"):
            photos = copy.get(key) or []
            numbers = [
                photo | {"id": self.rank("articles_photo", photo["id"])}
                for photo in (photos if isinstance(photos, list) else [photos])
            ]
            if photos:
                copy[key] = numbers
        return copy


def differences(one, other):
    """{table: the first rows that only one of the two has}"""
    result = {}
    for name in one.keys() | other.keys():
        mine, theirs = one.get(name, []), other.get(name, [])
        if mine != theirs:
            only = set(mine) ^ set(theirs)
            result[name] = (len(mine), len(theirs), sorted(only)[:4])
    return result
