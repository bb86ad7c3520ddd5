"""The printable file of a story: all that happened, in a chain that shows what is missing, swapped or changed."""

import json
import re
import subprocess
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from articles.models import Article, Category, Person, Publication, Region, Tag
from articles.text.story_text import digest
from staff import workflow
from staff.attribution import attributed
from staff.reporting import audit_file
from staff.writing import saving
from tests.support.factories import edit, make_article, make_photo, make_publication, make_user, move, publish

pytestmark = pytest.mark.django_db


def url(story, name="dossier"):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


def sent(client, person, story, name="dossier"):
    client.force_login(person)
    answer = client.get(url(story, name))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def tamper(statement, *parameters):
    """What somebody with the database's own rights could do."""
    with connection.cursor() as cursor:
        for table in ("articles_revision", "articles_articleevent"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        for table in ("articles_revision", "articles_articleevent"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_the_end_tells_what_else_changed_on_the_page(client, story, editor, writer):
    """Of its tags, places, people and photos, from the record; not of others, and nothing of before."""
    make_article(writer, headline="Lain", tags=["Longsor"])
    Tag.objects.filter(name="Longsor").update(name="Longsor besar")
    with attributed(editor, "/x/"):
        Tag.objects.filter(name="Banjir").update(name="Banjir bandang")
        Region.objects.filter(slug="kraksaan").update(name="Kraksaan Kota")
        Person.objects.filter(user=writer).update(position="Redaktur")
    page = sent(client, editor, story)
    end = page.partition("Yang lain yang berubah")[2]
    for words in ("“Banjir” → “Banjir bandang”", "“Kraksaan” → “Kraksaan Kota”", "“Redaktur”", str(editor)):
        assert words in end, words
    assert end.count("belum ditandatangani orang kedua") == 3
    assert "Longsor" not in end


# ---- The chain


def test_a_new_event_leaves_the_chain_before_it_as_it_was(story, editor, managing_editor):
    before = audit_file.AuditFile(story)
    assert len(before.hashes) == len(before.keys) == 6  # two texts; begun, submitted, approved, published
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    after = audit_file.AuditFile(story)
    assert after.hashes[:-3] == before.hashes  # with the notice of the withdrawal
    assert before.last in after.hashes


def test_the_same_history_of_another_story_or_site_has_another_chain(story, settings):
    assert audit_file.start_of("https://a.example", 1) != audit_file.start_of("https://b.example", 1)
    assert audit_file.start_of("https://a.example", 1) != audit_file.start_of("https://a.example", 2)
    before = audit_file.AuditFile(story)
    settings.SITE_URL = "https://lain.example"
    assert set(before.hashes).isdisjoint(audit_file.AuditFile(story).hashes)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_articleevent SET reason = 'lain' WHERE id = %s",
        "UPDATE articles_articleevent SET actor_id = NULL WHERE id = %s",
        "UPDATE articles_articleevent SET codes = '{facts}' WHERE id = %s",
        "UPDATE articles_articleevent SET created_at = created_at + interval '1 microsecond' WHERE id = %s",
        "DELETE FROM articles_articleevent WHERE id = %s",
    ],
)
def test_what_is_changed_or_taken_away_breaks_the_chain_from_there(story, statement):
    before = audit_file.AuditFile(story)
    event = story.events.get(action="submit")
    at = next(n for n, key in enumerate(before.keys) if (key.kind, key.pk) == ("step", event.pk))
    tamper(statement, event.pk)
    after = audit_file.AuditFile(story)
    assert after.hashes[:at] == before.hashes[:at]
    assert set(after.hashes[at:]).isdisjoint(before.hashes[at:])


def test_new_names_of_people_and_places_do_not_touch_the_chain(story, writer):
    before = audit_file.AuditFile(story).hashes
    type(writer).objects.filter(pk=writer.pk).update(first_name="Nama Baru", username="baru")
    Category.objects.update(name="Nama Baru")
    Region.objects.update(name="Nama Baru")
    assert audit_file.AuditFile(story).hashes == before


def test_an_update_belongs_to_the_file_of_its_story(story, writer, editor):
    copy = move(story, ("propose_update", writer))
    edit(copy, writer, headline="Banjir di Dringu surut")
    publish(copy, writer, editor)
    of_story, of_copy = audit_file.AuditFile(story), audit_file.AuditFile(Article.objects.get(pk=copy.pk))
    assert of_story.hashes == of_copy.hashes
    assert of_story.story == of_copy.story == story
    steps = [row.action for row, kind in of_story.rows() if kind == "step"]
    assert {"propose_update", "update"} <= set(steps)


def test_entries_are_in_order_of_time(story):
    assert [key.at for key in audit_file.AuditFile(story).keys] == sorted(
        [
            *story.revisions.values_list("created_at", flat=True),
            *story.events.values_list("created_at", flat=True),
        ]
    )


# ---- The page


def test_the_page_shows_each_text_decision_reason_and_person(client, story, writer, editor, managing_editor):
    photo = make_photo(caption="Perahu warga")
    content = story.snapshot().replace(lead_photo=photo.words(), body='<p>Air <strong>naik</strong>.</p>\n'
        '<figure class="media"><oembed url="/berita/77/"></oembed></figure>\n'
        '<p>Lihat <a href="https://bpbd.example/">laporan</a>.</p>')  # fmt: skip
    saving.save(story, content, by=editor, base=story.version)
    story = Article.objects.get(pk=story.pk)
    story.keep_aside(story.snapshot().replace(headline="Di samping"), by=writer, base=2, cause="stale")
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    html = sent(client, editor, story)
    count = len(audit_file.AuditFile(story).hashes)
    assert [int(n) for n in re.findall(rf"<p class=\"number\">(\d+) / {count} ", html)] == [
        *range(1, count + 1)
    ]
    for shown in (
        "Air <strong>naik</strong>.", "/berita/77/", 'href="https://bpbd.example/"', "Perahu warga", "Di samping",
        "Alasan.", "Banjir", "Penulis: Wati", "Editor: Edi", "WIB",
        workflow.EVENT_LABELS["withdraw"], "<del>", "<ins>",
    ):  # fmt: skip
        assert str(shown) in html, shown
    assert re.search(rf"Mira \(\w+ {managing_editor.pk}\)", html)
    assert all(hashed in html for hashed in audit_file.AuditFile(story).hashes)


def test_a_text_that_is_not_the_one_that_was_saved_is_shown_as_such(client, story, editor):
    assert 'class="wrong"' not in sent(client, editor, story)
    evil = "<script>alert(1)</script>"
    tamper(
        "UPDATE articles_revision SET content = jsonb_set(content, '{body}', to_jsonb(%s::text)) WHERE id = %s",
        evil,
        story.revisions.get(number=1).pk,
    )
    html = sent(client, editor, story)
    assert html.count('<p class="wrong">') == 2  # on the title page and at the text
    assert evil not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("content", ["[]", "null", '"x"', '{"body": 5}', '{"credits": "x"}'])
def test_whatever_lies_in_a_damaged_row_the_page_comes(client, story, editor, content):
    tamper("UPDATE articles_revision SET content = %s WHERE number = 1", content)
    assert '<p class="wrong">' in sent(client, editor, story)


def test_hostile_words_do_no_harm(client, writer, editor):
    evil = "<!-- entries --><script>alert(1)</script>{{ 7 }}"
    make_publication()
    story = make_article(writer, headline=evil, standfirst=evil)
    workflow.perform("submit", story, by=writer, revision=story.version)
    workflow.perform("return", story, by=editor, revision=story.version, reason=evil)
    html = sent(client, editor, story)
    assert "<script>" not in html
    assert html.count("</html>") == html.count("<main>") == 1


def test_a_story_without_a_region_a_category_or_a_person(client, writer, editor):
    make_publication()
    story = make_article(writer, region=None, category=None)
    tamper("UPDATE articles_revision SET author_id = NULL WHERE article_id = %s", story.pk)
    assert story.headline in sent(client, editor, story)


def test_a_newer_printout_tells_whether_the_older_ones_still_fit(client, story, editor, managing_editor):
    assert not LogEntry.objects.exists()
    sent(client, editor, story)
    before = audit_file.AuditFile(story)
    assert LogEntry.objects.get().change_message == f"dossier 6 {before.last}"
    assert LogEntry.objects.get().user == editor
    move(story, ("request_withdrawal", editor))
    html = sent(client, managing_editor, story)
    assert before.last[: audit_file.SHORT] in html
    assert '<strong class="wrong">' not in html
    tamper("DELETE FROM articles_articleevent WHERE action = 'submit'")
    assert sent(client, managing_editor, story).count('<strong class="wrong">') == 2  # both older ones


def test_printing_leaves_the_story_and_its_history_alone(client, story, editor):
    before = Article.objects.values().get(pk=story.pk), story.events.count()
    sent(client, editor, story)
    sent(client, editor, story, "dossier_file")
    assert (Article.objects.values().get(pk=story.pk), story.events.count()) == before


@pytest.mark.parametrize("name", ["dossier", "dossier_file"])
def test_editors_alone_may_print(
    client, story, writer, other_writer, editor, managing_editor, administrator, name
):
    draft = make_article(writer, headline="Naskah rahasia")
    statuses = {}
    for person in (writer, other_writer, editor, managing_editor, administrator, None):
        client.logout()
        if person:
            client.force_login(person)
        answers = [client.get(url(one, name)) for one in (draft, story)]
        statuses[person and person.username] = [answer.status_code for answer in answers]
    assert statuses == {
        "wati": [403, 403],
        "oki": [404, 403],
        "edi": [200, 200],
        "mira": [200, 200],
        "adi": [404, 403],
        None: [302, 302],
    }
    client.force_login(editor)
    assert client.post(url(story, name)).status_code == 405
    assert client.get(url(story, name).replace(str(story.pk), "9" * 18)).status_code == 404
    reader = make_user("pembaca")
    type(reader).objects.filter(pk=reader.pk).update(is_staff=False)
    client.force_login(reader)
    assert client.get(url(story, name)).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dossier", "dossier_file"])
def test_memory_and_queries_do_not_grow_with_the_texts_in_one_piece(
    client, story, editor, name, django_assert_max_num_queries, monkeypatch
):
    for number in range(45):
        story.headline = f"Banjir {number}"
        workflow.record_edit(story, by=editor)
    held, most = [], []
    rows_of = audit_file.AuditFile._rows_of

    def counted(keys):
        held.append(len(rows := rows_of(keys)))
        most.append(sum(kind == "text" for _row, kind in rows))
        return rows

    monkeypatch.setattr(audit_file.AuditFile, "_rows_of", staticmethod(counted))
    with django_assert_max_num_queries(40 + 8 * len(audit_file.AuditFile(story).keys) // audit_file.CHUNK):
        sent(client, editor, story, name)
    assert max(held) == audit_file.CHUNK >= max(most)


# ---- The file and its check


@pytest.fixture
def file(client, story, editor, tmp_path):
    path = tmp_path / "berkas.txt"
    path.write_text(sent(client, editor, story, "dossier_file"))
    return path


def verify(path, **options):
    out = StringIO()
    call_command("verify_dossier", str(path), stdout=out, **options)
    return out.getvalue()


def test_the_file_is_whole_and_names_the_last_hash_of_the_page(file, story, client, editor):
    last = audit_file.AuditFile(story).last
    assert last in verify(file)
    assert last in sent(client, editor, story)
    assert verify(file, printed=audit_file.AuditFile(story).hashes[2].upper())
    with pytest.raises(CommandError):
        verify(file, printed="0" * 64)


def test_the_hashes_are_what_common_tools_compute(file):
    head, *lines = file.read_text().splitlines()
    previous = json.loads(head)["start"]
    for line in lines:
        given, entry = line.split(" ", 1)
        made = subprocess.run(
            ["sha256sum"], input=f"{previous}\n{entry}".encode(), capture_output=True, check=True
        )
        assert made.stdout.split()[0].decode() == given
        previous = given


def changed(lines, number):
    return [*lines[:number], lines[number].replace('"by":', '"by":9'), *lines[number + 1 :]]


def with_other_text(lines):
    """A text that was swapped by somebody who knows how to compute the chain anew."""
    head = json.loads(lines[0])
    previous, made = head["start"], []
    for line in lines[1:]:
        facts = json.loads(line.split(" ", 1)[1])
        if facts["entry"] == "text":
            facts["content"]["headline"] = "Lain"
        entry = audit_file.canonical(facts)
        previous = audit_file.hash_after(previous, entry)
        made.append(f"{previous} {entry}")
    return [audit_file.canonical(head | {"last": previous}), *made]


@pytest.mark.parametrize(
    ("name", "tampered", "faults"),
    [
        ("changed", lambda lines: changed(lines, 3), 1),
        ("missing", lambda lines: [*lines[:3], *lines[4:]], 2),
        ("cut at the end", lambda lines: lines[:-1], 2),
        ("swapped", lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], 3),
        ("twice", lambda lines: [*lines[:3], lines[2], *lines[3:]], 2),
        ("another text", with_other_text, 2),
        ("another story", lambda lines: [lines[0].replace('"story":', '"story":9'), *lines[1:]], 2),
        ("another end", lambda lines: [lines[0].replace('"last":"', '"last":"0'), *lines[1:]], 1),
        ("no file of ours", lambda lines: ["{}", *lines[1:]], 1),
        ("not JSON", lambda lines: ["berkas"], 1),
        ("empty", lambda lines: [""], 1),
        ("a list", lambda lines: ["[1]"], 1),
        ("deep", lambda lines: ["[" * 100_000], 1),
        ("half a character", lambda lines: [lines[0].replace('"site":"', '"site":"\\ud800'), *lines[1:]], 2),
        ("rubbish among entries", lambda lines: [*lines, "x", "", "\x00", "y {}"], 10),
    ],
)  # fmt: skip
def test_what_was_done_to_a_file_is_told(file, name, tampered, faults):
    file.write_text("\n".join(tampered(file.read_text().split("\n")[:-1])) + "\n")
    with pytest.raises(CommandError) as error:
        verify(file)
    assert len(str(error.value).splitlines()) == faults


def test_a_file_that_is_none_is_refused_in_words(tmp_path):
    binary = tmp_path / "foto.jpg"
    binary.write_bytes(b"\xff\xd8\xff")
    for path in (binary, tmp_path / "tidak-ada", tmp_path):
        with pytest.raises(CommandError):
            verify(path)


def test_the_digest_of_a_text_is_the_one_of_its_revision(story):
    for revision in story.revisions.all():
        assert audit_file._text_facts(revision)["digest"] == digest(revision.content)


def test_the_page_does_without_a_publication(client, story, editor):
    Publication.objects.all().delete()
    assert story.headline in sent(client, editor, story)
