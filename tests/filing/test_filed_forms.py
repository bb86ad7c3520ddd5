"""Filed forms of a dozen kinds of houses, through the desk and through the importer: nothing wrong without a word."""

import pytest

from articles.filing.draft import Draft, blocks_of
from articles.filing.items import Target
from articles.filing.lift import INFORMATIONAL, lift
from articles.text import body, plain_text
from articles.wordpress import extraction
from articles.wordpress.items import ParsedItem
from staff.workflow.filed_parts import QUESTIONS
from tests.support.filed_forms import FORMS, HEADLINES, HOUSE

NO_NAMES = ["headline", "tags"]


def test_there_are_enough_of_them():
    assert len(FORMS) >= 150
    assert len({form.kind for form in FORMS}) >= 10


def goals(targets):
    return [target.address or target.title for target in targets]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_desk_takes_each_part_and_names_what_it_is_unsure_of(form):
    draft = Draft(HOUSE, blocks_of(plain_text.from_plain(form.text, hosts=HOUSE.hosts)))
    lift(draft, wants_headline=True)
    targets = list(draft.targets)
    cards = [(block.kind, targets[block.target]) for block in draft.blocks if block.is_card]
    assert (draft.headline, draft.dateline, draft.sign_off, draft.commercial_label) == (
        form.headline, form.dateline, form.sign_off, form.label,
    )  # fmt: skip
    assert draft.credits == form.credits
    assert draft.tags == form.tags
    assert goals(target for kind, target in cards if kind == "card") == form.inline
    assert goals(target for kind, target in cards if kind == "end card") == form.end
    left = "\n".join(block.html for block in draft.blocks if not block.is_card)
    assert body.text(left) == form.body
    told = [note.text for note in draft.notes if note.kind not in INFORMATIONAL or note.kind == "dropped"]
    for words in form.asks:
        assert any(words in text for text in told), told
    assert {note.kind for note in draft.notes} <= INFORMATIONAL | QUESTIONS.keys()


@pytest.mark.parametrize("form", [form for form in FORMS if form not in HEADLINES], ids=str)
def test_the_importer_takes_the_same(form):
    content = plain_text.from_plain(form.text, hosts=HOUSE.hosts)
    converted = extraction.convert(_item(content), HOUSE)
    assert (converted.dateline, converted.sign_off, converted.commercial_label) == (
        form.dateline, form.sign_off, form.label,
    )  # fmt: skip
    assert converted.credits == form.credits
    assert goals(converted.targets[index] for index in converted.related) == form.end
    told = [note.text for note in converted.notes if note.kind not in INFORMATIONAL or note.kind == "dropped"]
    for words in form.asks:
        assert any(words in text for text in told), told


def _item(content):
    return ParsedItem(
        wp_id=1, type="post", status="publish", title="", slug="", link="", guid="", creator="", content=content,
        excerpt="", date="", date_gmt="", modified="", modified_gmt="", pub_date="", parent=0, password="",
        is_sticky=False, attachment_url="",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_what_no_story_answers_to_is_put_back_as_it_was(form):
    """Where nothing is found, the desk keeps every word of a Baca Juga."""
    draft = Draft(HOUSE, blocks_of(plain_text.from_plain(form.text, hosts=HOUSE.hosts)))
    lift(draft, wants_headline=True)
    html, related = draft.settle([None] * len(draft.targets))
    assert related == []
    assert body.clean(html) == html
    for goal in [*form.inline, *form.end]:
        title = next((block.title for block in draft.blocks if block.is_card), goal)
        assert title in body.text(html) or Target(goal).address in html
