"""The schema that other programs read says what the importer does, and the examples are examples."""

import json
from pathlib import Path

import jsonschema
import pytest
from django.core.management import call_command

from articles.wordpress.neutral import FIELDS, problems_of
from tests.support.other_exports import story

SCHEMA = Path("docs/schema/story.json")
VALUES = [
    None, True, 0, 1, -1, 2**70, 1.5, "", " ", "x", "/x", "https://x.example/", "x" * 61, "x" * 2000, [], ["x"], ["x" * 101], [1],
    [None], {}, {"file": "a.jpg"}, {"file": ""}, {"file": "a.jpg", "size": 1}, {"1": {"file": "a.jpg"}}, [{"role": "writer", "name": "Rina"}],
    [{"role": "penulis", "name": "Rina"}], [{"role": "writer"}], "story", "published", "draft", "advertorial",
]  # fmt: skip


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_names_the_fields(validator):
    assert list(validator.schema["properties"]) == list(FIELDS)
    assert validator.schema["required"] == [name for name, field in FIELDS.items() if field.is_required]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind != "moment"])
def test_schema_and_importer_take_the_same_values(validator, name):
    for value in VALUES:
        if name == "id" and value == " ":
            continue  # JSON Schema does not see that it is empty
        line = story(**{name: value})
        assert validator.is_valid(line) == (not list(problems_of(line))), (name, value)


def test_the_examples_are_right(capsys):
    call_command("check_stories", "docs/schema/example.jsonl")
    call_command("check_stories", "docs/schema/example.csv", site="https://kabarlama.example")
    assert capsys.readouterr().out.count("2 berita") == 2


def test_the_document_names_every_field():
    text = Path("docs/neutral-format.md").read_text()
    assert [name for name in FIELDS if f"`{name}`" not in text] == []
