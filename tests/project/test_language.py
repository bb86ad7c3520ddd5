"""Names and docstrings speak the field's language: nouns for things, sentences with a subject that can be seen.

What is counted are names that end in a participle ("found", "told", "known") and docstrings that begin with a pronoun or a
preposition ("What it says", "Of those"). A few are right, such as a field named after an event; a habit is not.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("articles", "staff", "newsroom")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
PARTICIPLES = frozenset(
    [
        "asked",
        "begun",
        "bought",
        "bound",
        "brought",
        "built",
        "caught",
        "chosen",
        "claimed",
        "closed",
        "converted",
        "counted",
        "covered",
        "cut",
        "decided",
        "done",
        "drawn",
        "due",
        "found",
        "given",
        "gone",
        "held",
        "hidden",
        "joined",
        "judged",
        "kept",
        "known",
        "lacking",
        "left",
        "listed",
        "lost",
        "made",
        "met",
        "missed",
        "moved",
        "named",
        "needed",
        "noted",
        "offered",
        "opened",
        "paid",
        "picked",
        "placed",
        "planned",
        "pressed",
        "printed",
        "put",
        "quoted",
        "ranked",
        "reached",
        "removed",
        "resolved",
        "said",
        "seen",
        "sent",
        "settled",
        "shown",
        "sold",
        "sought",
        "spelled",
        "staged",
        "standing",
        "stood",
        "sworn",
        "taken",
        "thought",
        "told",
        "touched",
        "tried",
        "turned",
        "typed",
        "undone",
        "waited",
        "waiting",
        "wanted",
        "won",
        "written",
    ]
)
NO_SUBJECT = re.compile(
    r"(What|Who|Whose|Whom|Those|Where|When|Of|For|How|Why|Which|That|Whether|From|To|With|Without|In|On|At|By|As|If|One of"
    r"|Some|Both|Them|It|They)\b"
)


def bindings():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
                yield path, node.lineno, node.id if isinstance(node, ast.Name) else node.attr
            elif isinstance(node, ast.arg):
                yield path, node.lineno, node.arg
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                yield path, node.lineno, node.name


def docstrings():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (
                text := ast.get_docstring(node)
            ):
                yield path, getattr(node, "lineno", 1), text


def places(rows):
    return [f"{path.relative_to(ROOT)}:{line}: {text.splitlines()[0]}" for path, line, text in rows]


def test_names_are_nouns_and_verbs():
    names = list(bindings())
    participles = [row for row in names if row[2].strip("_").lower() in PARTICIPLES]
    assert len(participles) < 0.003 * len(names), places(participles)


def test_docstrings_begin_with_something_that_can_be_seen():
    texts = list(docstrings())
    without_subject = [row for row in texts if NO_SUBJECT.match(row[2])]
    assert len(without_subject) < 0.02 * len(texts), places(without_subject)
