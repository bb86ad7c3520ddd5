"""Words are struck out of a story and of all that is kept of it, by two persons, and the file still checks."""

import json
import re
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.functions import TransactionNow
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles.models import (
    Article,
    Edition,
    ImportedItem,
    ImportedPicture,
    ImportRun,
    LegacyPath,
    OldSite,
    Person,
    Photo,
    Redaction,
    RedactionEntry,
    Revision,
    SearchEntry,
    SearchName,
    Tag,
)
from articles.text import body
from articles.text.redaction import Redactor
from staff import roles
from staff.models import Change, EditLease, Notification
from staff.personal_data import striking
from staff.reporting import audit_file
from staff.workflow import Refused
from tests.support.factories import edit, make_article, make_photo, make_publication, make_user, move, publish
from tests.support.personal_rows import NAME, SLUG, story_about_sari
from tests.support.whole_database import every_text, lines

pytestmark = pytest.mark.django_db


# ---- The words in a text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sari Wulandari diam", "[…] diam"),
        ("SARI  WULANDARI, Sari\u00a0Wulandari; sari wulandari", "[…], […]; […]"),
        ("Sari&nbsp;Wulandari", "[…]"),
        ("<strong>Sari</strong> Wulandari", "<strong>[…]</strong>"),
        ("Sari\nWulandari", "[…]"),
        (
            '<a href="https://a.id/2020/sari-wulandari-ditahan/">',
            '<a href="https://a.id/2020/dihapus-ditahan/">',
        ),
        ('<a href="https://a.id/2020/Sari-Wulandari/">', '<a href="https://a.id/2020/dihapus/">'),
        ('<a href="/berita/7/Sari-Wulandari/">', '<a href="/berita/7/dihapus/">'),
        ("Ada sari wulandari-sari wulandari.", "Ada […]-[…]."),
        ("sari-wulandari-ditahan", "dihapus-ditahan"),
        ("https://a.id/Sari-Wulandari/", "https://a.id/dihapus/"),
        ("foto_sari_wulandari.jpg", "foto_dihapus.jpg"),
        ("Sari\u200bWulandari, S\u00adari Wulan&shy;dari, Sari&#160;Wulandari", "[…], […], […]"),
        ('<img alt="Sari Wulandari" src="/foto/3/">', '<img alt="[…]" src="/foto/3/">'),
        ("<!-- Sari Wulandari -->", "<!-- […] -->"),
        ("?q=sari%20wulandari&x", "?q=dihapus&x"),
        ("Sari Wulandarini, Basari Wulandari", "Sari Wulandarini, Basari Wulandari"),
        ("Sari Wulandari-lah", "[…]-lah"),
        ("Wulandari Sari", "Wulandari Sari"),
    ],
)
def test_a_phrase_goes_in_every_spelling_and_nothing_else(before, after):
    assert Redactor(["Sari Wulandari"], "[…]").strike(before, "body") == after


@pytest.mark.parametrize(
    "spelling",
    ["Ma'ruf", "Ma’ruf", "Ma‘ruf", "Ma&#8217;ruf", "Ma&#039;ruf", "Ma&#x27;ruf", "Ma&rsquo;ruf", "Ma&lsquo;ruf", "Ma&apos;ruf"],
)  # fmt: skip
def test_an_apostrophe_is_found_however_an_export_spells_it(spelling):
    assert (
        Redactor(["Ma’ruf Café & Co"], "x").strike(f"{spelling} Caf&eacute; &amp;&nbsp;Co", "legacy_html")
        == "x"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>Isi</strong></p>",
        '<figure class="photo side"><img src="/foto/12/"></figure>',
        '<p><a href="/berita/7/judul/" rel="noopener">isi</a></p>',
        '<figure class="media"><oembed url="/lampiran/3/"></oembed></figure>',
    ],
)
@pytest.mark.parametrize(
    "word", ["strong", "figure", "class", "photo", "foto", "img", "href", "berita", "noopener", "oembed"]
)
def test_what_html_is_made_of_stays(html, word):
    assert Redactor([word], "x").strike(html, "body") == html


def test_words_of_the_code_stay_in_plain_data():
    data = {
        "credits": [{"role": "source", "name": "source"}],
        "photos": [{"told": "source", "credit": "source"}],
    }
    struck = Redactor(["source"], "x").strike(data)
    assert struck == {
        "credits": [{"role": "source", "name": "x"}],
        "photos": [{"told": "source", "credit": "x"}],
    }


def test_an_address_is_known_by_its_column():
    data = {"path": "/2020/Sari/", "slug": "Sari", "title": "Sari"}
    assert Redactor(["Sari"], "[x]").strike(data) == {"path": "/2020/x/", "slug": "x", "title": "[x]"}


def test_plain_data_keeps_its_form():
    redactor = Redactor(["Sari", "D'Arc & Co"], "S.", {"slug": 10})
    data = {"a": ["Sari", 1, None, {"Sari": "D’Arc &amp; Co"}], "slug": "aaaaaaaa-sari-b"}
    assert redactor.strike(data) == {"a": ["S.", 1, None, {"Sari": "S."}], "slug": "aaaaaaaa-s"}


# ---- Asking and confirming


@pytest.fixture
def house(publication, writer, editor):
    return story_about_sari(writer, editor)


@pytest.fixture
def second(db):
    return make_user("ratna", roles.MANAGING_EDITOR)


def ask(story, by, **values):
    values = {"replacement": "[dihapus]", "ground": "court", "reason": "Putusan PN Kraksaan 7/2026."} | values
    return striking.ask(values.pop("words", [NAME]), stories=[story], by=by, **values)


def strike(story, by, second, **values):
    return striking.decide(ask(story, by, **values), Redaction.Outcome.ACCEPTED, by=second)


def holding(words):
    pattern = re.compile(words, re.IGNORECASE)
    return {place for place, texts in every_text().items() if any(map(pattern.search, texts))}


def test_the_words_stand_nowhere_afterwards(house, managing_editor, second):
    spelling = r"sari\W+(nbsp;|</strong>)?\W*wulandari"
    before = holding(spelling)
    assert len(before) > 25  # the test sees what is there
    strike(house, managing_editor, second)
    assert holding(spelling) == set()
    assert not SearchEntry.objects.filter(search__contains="wulandari").exists()


def test_every_table_that_holds_a_storys_words_is_struck(house):
    """`story_about_sari` has her name in each, so that the test above means something."""
    kinds = {rows.model for kind in striking.KINDS for rows in kind.rows if rows.of_story}
    without = {
        "articles.SearchEntry",
        "staff.EditLease",
        "staff.Route",
    }  # made of others; no words of a story
    held = {model for model, _column in holding(rf"{NAME}|{SLUG}")}
    assert kinds - without <= held


def edition():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return Edition.objects.get().number


def test_what_is_left_is_a_whole_story(house, managing_editor, second, client):
    edition()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pawarta.raised_by = 'another transaction'")
    number = edition()
    strike(house, managing_editor, second)
    story = Article.objects.get(pk=house.pk)
    assert (story.headline, story.slug) == ("[dihapus] diperiksa lagi", "dihapus-diperiksa")
    assert story.lead_photo.caption == "[dihapus] di sidang"
    assert [tag.name for tag in story.tags.all()] == ["Sidang"]
    assert not Tag.objects.filter(name=NAME).exists()
    assert not LegacyPath.objects.filter(article=story).exists()
    assert Person.objects.filter(name="[dihapus]").exists()
    # The text that was approved is the text that is there.
    assert story.newest_revision.says(story.snapshot())
    assert story.approved_revision.says(story.snapshot())
    assert edition() > number
    page = client.get(story.get_absolute_url()).content.decode()
    assert "[dihapus] diam." in page
    assert "<strong>[dihapus]</strong>, lalu [dihapus]." in page
    assert "Wulandari" not in page
    former = client.get(f"/berita/{story.pk}/{SLUG}-diperiksa/")
    assert former.status_code == 410
    assert story.get_absolute_url() not in f"{former.headers}"
    assert client.get(f"/2019/{SLUG}-diperiksa/").status_code == 404
    assert client.get(f"/tag/{SLUG}/").status_code == 404
    assert client.get(f"/penulis/{SLUG}/").status_code == 404


def test_its_writers_and_managing_editors_are_told(house, writer, editor, managing_editor, second):
    strike(house, managing_editor, second)
    told = Notification.objects.filter(kind="redacted")
    assert {note.recipient for note in told} == {writer, editor, managing_editor}
    assert house.events.first().action == "redact"


def test_no_third_person_has_to_sign_what_two_decided(house, managing_editor, second):
    waiting = set(Change.objects.to_sign().values_list("pk", flat=True))
    strike(house, managing_editor, second)
    assert set(Change.objects.to_sign().values_list("pk", flat=True)) <= waiting
    assert Change.objects.filter(table="articles_person", signature__by=managing_editor).exists()


def test_the_words_are_forgotten_with_the_decision(house, managing_editor, second):
    redaction = strike(house, managing_editor, second)
    assert Redaction.objects.get().words == []
    assert (
        redaction.counts["revisions"] == house.revisions.main().count() + 3
    )  # the reason of a return, two notices
    assert redaction.counts["side_revisions"] == redaction.counts["comments"] == 1
    assert sum(number for _label, number in striking.places(redaction)) == sum(redaction.counts.values())


def test_what_is_refused_changes_nothing(house, managing_editor, second):
    before = every_text()
    redaction = ask(house, managing_editor)
    striking.decide(redaction, Redaction.Outcome.REFUSED, by=second)
    after = every_text()
    assert {place for place in before if before[place] != after[place]} == {
        ("articles.Redaction", name) for name in ("words", "replacement", "ground", "reason", "counts",
                                                  "remainder", "outcome")
    }  # fmt: skip
    assert after["articles.Redaction", "words"] == ["{}"]
    with pytest.raises(Refused):
        striking.decide(redaction, Redaction.Outcome.ACCEPTED, by=second)


def test_it_takes_two(house, managing_editor):
    redaction = ask(house, managing_editor)
    with pytest.raises(Refused):
        striking.decide(redaction, Redaction.Outcome.ACCEPTED, by=managing_editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        Redaction.objects.update(
            outcome="accepted", decided_by=managing_editor, decided_at=timezone.now(), words=[]
        )


@pytest.mark.parametrize(
    "values",
    [
        {"words": []},
        {"words": ["Sa"]},
        {"words": ["Budi Santoso"]},  # it stands nowhere
        {"replacement": "Sari Wulandari"},
        {"reason": f"Permintaan {NAME}"},
    ],
)
def test_what_makes_no_sense_is_refused(house, managing_editor, values):
    with pytest.raises(Refused):
        ask(house, managing_editor, **values)
    assert not Redaction.objects.exists()


def test_nothing_is_struck_out_while_somebody_writes(house, managing_editor, second, writer):
    redaction = ask(house, managing_editor)
    now = timezone.now()
    EditLease.objects.create(article=house, user=writer, tab="1", taken_at=now, seen_at=now)
    with pytest.raises(Refused, match=str(writer)):
        striking.decide(redaction, Redaction.Outcome.ACCEPTED, by=second)
    assert Redaction.objects.get().words == [NAME]


def test_a_story_that_shows_the_same_photo_stays_what_was_approved(
    house, writer, editor, managing_editor, second
):
    other = publish(make_article(writer, headline="Lain", lead_photo=house.lead_photo), writer, editor)
    strike(house, managing_editor, second)
    other = Article.objects.get(pk=other.pk)
    assert other.approved_revision.says(other.snapshot())
    assert NAME not in json.dumps([revision.content for revision in other.revisions.all()])


def test_stories_are_bounded_with_those_that_show_the_same_photo(house, writer, managing_editor, monkeypatch):
    monkeypatch.setattr(striking, "MOST_STORIES", 2)
    first = make_article(writer, headline="Lain", lead_photo=house.lead_photo)
    assert ask(house, managing_editor).stories == [house.pk, first.pk]
    make_article(writer, headline="Lain lagi", lead_photo=house.lead_photo)
    with pytest.raises(Refused, match="3 berita akan berubah"):
        ask(house, managing_editor)


def test_a_photo_leads_on_to_stories_that_show_another_one(house, writer, managing_editor):
    bridge = make_article(writer, headline="Antara", lead_photo=make_photo("lain", caption=f"{NAME} pulang"))
    bridge.photo_uses.create(photo=house.lead_photo)
    far = make_article(writer, headline="Jauh", lead_photo=bridge.lead_photo)
    assert ask(house, managing_editor).stories == sorted([house.pk, bridge.pk, far.pk])


def test_nobody_confirms_stories_that_came_to_it_since(house, writer, managing_editor, second):
    redaction = ask(house, managing_editor)
    make_article(writer, headline="Lain", lead_photo=house.lead_photo)
    with pytest.raises(Refused, match="ajukan lagi"):
        striking.decide(redaction, Redaction.Outcome.ACCEPTED, by=second)
    assert Redaction.objects.get().words == [NAME]


def columns_with_words():
    """[(model, field)] of all plain columns that a redaction may write, and that have an end."""
    models_of = {rows.model: rows for kind in striking.KINDS for rows in kind.rows}
    for label, rows in models_of.items():
        model = apps.get_model(label)
        for field in map(model._meta.get_field, rows.columns):
            if isinstance(field, models.CharField) and striking._holds_words(field):
                yield pytest.param(model, field, id=f"{label}.{field.name}")


@pytest.mark.parametrize(("model", "field"), [*columns_with_words()])
def test_a_column_that_is_full_takes_a_longer_replacement(model, field, house):
    """`abc` becomes forty letters in each of them."""
    plan = striking.Plan(Redaction(words=["abc"], replacement="x" * 40, stories=[house.pk]))
    full = ("abc " * field.max_length)[: field.max_length - 4] + " abc"
    value = plan._struck(model(**{field.name: full}), field)
    assert "abc" not in value
    assert len(value) <= field.max_length


def test_rows_at_their_longest_are_struck(house, managing_editor, second):
    LogEntry.objects.update(object_repr=f"{'a ' * 92}{NAME}"[:200])
    Photo.objects.update(supplier=f"{'a ' * 42}{NAME}"[:120])
    strike(house, managing_editor, second, replacement="[" + "d" * 38 + "]")
    assert len(LogEntry.objects.get().object_repr) == 200


def test_a_body_is_canonical_afterwards(publication, writer, editor, managing_editor, second):
    html = "<p>Kata Sari <strong>Wulandari</strong> kemarin.</p>\n<p>Juga Sari</p>\n<p>Wulandari</p>"
    story = publish(make_article(writer, body=html), writer, editor)
    strike(story, managing_editor, second)
    story = Article.objects.get(pk=story.pk)
    assert story.body == "<p>Kata [dihapus] kemarin.</p>\n<p>Juga [dihapus]</p>"
    assert body.clean(story.body) == story.body
    assert story.approved_revision.says(story.snapshot())


def test_words_that_would_tear_a_text_apart_are_refused(publication, writer, managing_editor, monkeypatch):
    story = make_article(writer, body=f"<p>{NAME}.</p>")
    monkeypatch.setattr(Redactor, "_html", lambda self, html: html.replace(NAME, "<script>x</script>"))
    with pytest.raises(Refused, match="tanpa merusak naskah"):
        ask(story, managing_editor)


def test_the_library_of_the_former_site_is_struck(house, managing_editor, second):
    site, run = OldSite.objects.get(), ImportRun.objects.get()
    key = f"lama.example/{SLUG}.jpg"
    facts = {"site": site, "run": run, "type": "attachment"}
    used = ImportedItem.objects.create(
        wp_id=8, file_key=key, path=f"/{SLUG}/", parsed={"title": NAME}, **facts
    )
    hung = ImportedItem.objects.create(wp_id=9, parsed={"title": NAME, "parent": 7}, **facts)
    other = ImportedItem.objects.create(wp_id=10, parsed={"title": NAME, "parent": 70}, **facts)
    for number in (1, 2):  # two keys that become one
        ImportedPicture.objects.create(
            site=site, key=key.replace("-", "-_"[-number]), address=f"https://{key}", photo=house.lead_photo
        )
    strike(house, managing_editor, second)
    for item in (used, hung):
        item.refresh_from_db()
        assert SLUG not in f"{item.file_key} {item.path}"
        assert item.parsed["title"] == "[dihapus]"
    other.refresh_from_db()
    assert other.parsed["title"] == NAME  # of another story
    assert holding(SLUG) == {("articles.ImportedItem", "parsed")} or holding(SLUG) == set()


def test_search_knows_the_name_no_longer(house, managing_editor, second):
    SearchName.objects.create(word="wulandari")
    SearchName.objects.create(word="sidang")
    strike(house, managing_editor, second)
    assert [name.word for name in SearchName.objects.all()] == ["sidang"]


def test_a_person_of_whom_only_the_words_matched_keeps_address_and_initials(house, managing_editor, second):
    Person.objects.filter(name=NAME).update(
        name="Budi Santoso", slug="budi", initials="BS", bio=f"Anak {NAME}."
    )
    strike(house, managing_editor, second)
    person = Person.objects.get(name="Budi Santoso")
    assert (person.slug, person.initials, person.bio) == ("budi", "BS", "Anak [dihapus].")


def test_what_others_change_meanwhile_waits_for_its_signature(house, managing_editor, second, monkeypatch):
    """As a transaction beside this one would commit it, of a row that is struck and of one that is not."""
    tag = Tag.objects.get(name="Sidang")

    def meanwhile(plan):
        Person.objects.filter(name="[dihapus]").update(position="Camat")
        Tag.objects.filter(pk=tag.pk).update(name="Persidangan")

    monkeypatch.setattr(striking.Plan, "_take_tags_off", meanwhile)
    strike(house, managing_editor, second)
    waiting = Change.objects.to_sign()
    assert waiting.filter(table="articles_person", after={"position": "Camat"}).exists()
    assert waiting.filter(table="articles_tag", row=tag.pk).exists()
    assert Change.objects.filter(table="articles_person", signature__by=managing_editor).exists()


def test_the_record_of_changes_keeps_words_of_the_code(house, managing_editor, second):
    photo = house.lead_photo
    Photo.objects.filter(pk=photo.pk).update(caption="agency agency")
    Photo.objects.filter(pk=photo.pk).update(source="agency")
    strike(house, managing_editor, second, words=["agency"])
    change = Change.objects.filter(table="articles_photo", after__has_key="source").latest("pk")
    assert change.after["source"] == "agency"
    assert Photo.objects.get(pk=photo.pk).caption == "[dihapus] [dihapus]"


def test_an_update_belongs_to_its_story(house, writer, editor, managing_editor, second):
    copy = edit(move(house, ("propose_update", writer)), writer, standfirst=f"{NAME} pulang.")
    strike(copy, managing_editor, second)  # whichever of the two is named
    for story in Article.objects.filter(pk__in=[house.pk, copy.pk]):
        assert NAME not in json.dumps([revision.content for revision in story.revisions.all()])
        assert story.newest_revision.says(story.snapshot())
    publish(Article.objects.get(pk=copy.pk), writer, editor)
    assert Article.objects.get(pk=house.pk).standfirst == "[dihapus] pulang."
    assert audit_file.check(lines(house, second)).faults == []


def test_what_others_need_is_left_and_told(house, writer, managing_editor, second):
    other = make_article(writer, headline="Lain", tags=[NAME])
    other.credits.create(person=Person.objects.get(name=NAME), role="source", order=5, name="X")
    redaction = strike(house, managing_editor, second)
    assert Tag.objects.filter(name=NAME).exists()
    assert Person.objects.filter(name=NAME).exists()
    assert len(redaction.remainder) == 3  # the tag, the person, the picture itself
    assert NAME not in " ".join(redaction.remainder)


# ---- The file of the story


@pytest.fixture
def printed(house):
    return audit_file.AuditFile(house)


def test_an_older_printout_still_fits(house, printed, managing_editor, second):
    strike(house, managing_editor, second)
    file = audit_file.AuditFile(house)
    assert file.hashes[: len(printed.hashes)] == printed.hashes
    assert file.damaged == 0
    result = audit_file.check(lines(house, second), printed.last)
    assert result.faults == []
    assert len(result.redacted) == RedactionEntry.objects.filter(article=house).count() > 3


def test_the_former_digest_stays_with_the_text_and_is_on_record(house, managing_editor, second):
    former = dict(house.revisions.values_list("pk", "digest"))
    strike(house, managing_editor, second)
    assert dict(house.revisions.values_list("pk", "digest")) == former
    entry = RedactionEntry.objects.filter(table="articles_revision").first()
    assert entry.former_digest != entry.new_digest
    assert entry.redaction.asked_by == managing_editor
    assert entry.redaction.decided_by == second


def test_it_can_be_done_twice(house, printed, managing_editor, second):
    strike(house, managing_editor, second)
    strike(house, second, managing_editor, words=["diperiksa"], replacement="(…)")
    assert audit_file.AuditFile(house).hashes[: len(printed.hashes)] == printed.hashes
    assert audit_file.check(lines(house, second), printed.last).faults == []


@pytest.mark.parametrize("field", ["content", "author_id", "digest"])
def test_what_is_changed_afterwards_is_tampering(house, printed, managing_editor, second, field, client):
    strike(house, managing_editor, second)
    values = {
        "content": "jsonb_set(content, '{headline}', '\"Lain\"')",
        "author_id": "NULL",
        "digest": f"'{'0' * 64}'",
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE articles_revision SET {field} = {values[field]} WHERE number = 1")
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")
    assert audit_file.AuditFile(house).damaged == 1
    assert audit_file.check(lines(house, second), printed.last).faults != []


def test_the_pages_and_the_command_say_what_was_struck_out(house, managing_editor, second, client, tmp_path):
    strike(house, managing_editor, second)
    client.force_login(second)
    base = f"/redaksi-desk/articles/article/{house.pk}/"
    page = b"".join(client.get(f"{base}berkas/").streaming_content).decode()
    assert NAME not in page
    assert 'class="wrong"' not in page
    assert page.count("Putusan PN Kraksaan 7/2026.") == RedactionEntry.objects.filter(article=house).count()
    path = tmp_path / "berkas.txt"
    path.write_text("".join(lines(house, second)))
    out = StringIO()
    call_command("verify_dossier", str(path), stdout=out)
    assert "struck out on record of entries 1, 3" in out.getvalue()
    path.write_text(path.read_text().replace("[dihapus] diam", "[dihapus] bicara", 1))
    with pytest.raises(CommandError):
        call_command("verify_dossier", str(path))


# ---- What the database lets through


def refused(statement, *parameters):
    with (
        pytest.raises(DatabaseError, match=r"append-only|stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)
    return True


@pytest.fixture
def entry(house, managing_editor, second, writer):
    """An entry of a redaction, as code that is wrong or somebody at the server could write it."""

    def make(table, row, outcome="accepted", stories=(), decided_at=TransactionNow(), **fields):  # noqa: B008
        decision = {"decided_by": second, "decided_at": decided_at, "outcome": outcome} if outcome else {}
        redaction = Redaction.objects.create(
            replacement="x",
            stories=[*stories] or [house.pk],
            ground="court",
            reason="x",
            asked_by=managing_editor,
            **decision,
        )
        return RedactionEntry.objects.create(
            redaction=redaction, table=table, row=row, former_digest="a", new_digest="b", **fields
        )

    return make


def test_the_database_lets_exactly_the_named_row_and_column_through(house, entry, writer):
    first, second = house.revisions.order_by("pk")[:2]
    event, change = house.events.first(), Change.objects.first()
    content = "UPDATE articles_revision SET content = '{}' WHERE id = %s"
    assert refused(content, first.pk)
    other = make_article(writer, headline="Lain")
    earlier = timezone.now() - timezone.timedelta(seconds=5)
    of_story = {"article": house}
    for table, fields in (
        ("articles_articleevent", of_story),
        ("articles_revision", {"outcome": "", **of_story}),  # nobody has confirmed it
        ("articles_revision", {"outcome": "refused", **of_story}),
        ("articles_revision", {"transaction_at": earlier, **of_story}),  # of a transaction before
        ("articles_revision", {"decided_at": earlier, **of_story}),  # an old decision
        ("articles_revision", {}),
        ("articles_revision", {"article": other}),  # not the row's story
        ("articles_revision", {"stories": [other.pk], **of_story}),  # not a story of the decision
    ):
        entry(table, first.pk, **fields)
        assert refused(content, first.pk), fields
    entry("articles_revision", first.pk, **of_story)
    assert refused("UPDATE articles_revision SET content = '{}', author_id = NULL WHERE id = %s", first.pk)
    assert refused("UPDATE articles_revision SET digest = 'x' WHERE id = %s", first.pk)
    assert refused("DELETE FROM articles_revision WHERE id = %s", first.pk)
    assert refused(content, second.pk)
    assert Revision.objects.filter(pk=first.pk).update(content={}) == 1
    for table, row, column in (("articles_articleevent", event, "reason"), ("staff_change", change, "name")):
        assert refused(f"UPDATE {table} SET {column} = 'x' WHERE id = %s", row.pk)
        entry(table, row.pk, **(of_story if row is event else {}))
        assert type(row).objects.filter(pk=row.pk).update(**{column: "x"}) == 1
        assert refused(f"DELETE FROM {table} WHERE id = %s", row.pk)


def test_what_is_decided_and_its_entries_stay(entry, house):
    made = entry("articles_revision", house.revisions.first().pk)
    for statement in (
        "UPDATE articles_redactionentry SET new_digest = 'x'",
        "DELETE FROM articles_redactionentry",
        "UPDATE articles_redaction SET reason = 'x'",
        "DELETE FROM articles_redaction",
    ):
        assert refused(statement)
    assert made.new_digest == "b"


def test_a_photo_that_a_text_showed_before_is_struck_too(
    publication, writer, editor, managing_editor, second
):
    make_publication()
    story = story_about_sari(writer, editor)
    Article.objects.filter(pk=story.pk).update(lead_photo=None)
    strike(story, managing_editor, second)
    assert NAME not in Photo.objects.get(sha256="sari").caption
