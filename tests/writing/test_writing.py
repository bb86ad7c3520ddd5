"""Nothing typed is lost: stale saves, leases, autosave, closed accounts, double presses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Revision
from staff.models import EditLease, Scratch
from staff.writing import saving
from staff.writing.forms import data_of, text_of
from tests.support.factories import make_publication, move, publish
from tests.support.forms import OTHER_TAB, TAB, autosave, change, form, lease


def asides(article):
    return [revision.text.body for revision in article.revisions.aside()]


# ---- Stale saves: two browsers, one text


def test_the_second_of_two_saves_is_refused_and_both_texts_are_there(article, writer, editor, visit):
    one, two = visit(writer), visit(editor)
    first, second = form(article, body="<p>Dari wartawan.</p>"), form(article, body="<p>Dari redaktur.</p>")
    assert one.post(change(article), first).status_code == 302
    answer = two.post(change(article), second)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari wartawan." in html
    assert "Dari redaktur." in html
    assert Article.objects.get().body == "<p>Dari wartawan.</p>"
    aside = article.revisions.aside().get()
    assert (aside.text.body, aside.base, aside.author, aside.cause) == (
        "<p>Dari redaktur.</p>", 1, editor, Revision.Cause.STALE,
    )  # fmt: skip
    assert reverse("admin:articles_article_merge_aside", args=[article.pk, aside.number]) in html


def test_the_same_person_in_two_tabs_counts_as_two(article, writer, visit):
    one = visit(writer)
    one.post(change(article), form(article, tab=TAB, headline="Dari tab pertama"))
    answer = one.post(change(article), form(article, tab=OTHER_TAB, headline="Dari tab kedua"))
    assert answer.status_code == 409
    assert Article.objects.get().headline == "Dari tab pertama"
    assert article.revisions.aside().get().text.headline == "Dari tab kedua"


def test_what_was_kept_aside_is_brought_in_through_the_form(article, writer, editor, visit):
    two = visit(editor)
    visit(writer).post(change(article), form(article, body="<p>Satu.</p><p>Dua dari wartawan.</p>"))
    two.post(change(article), form(article, standfirst="Teras redaktur.", body=article.body + "<p>Tiga.</p>"))
    aside = article.revisions.aside().get()
    url = reverse("admin:articles_article_merge_aside", args=[article.pk, aside.number])
    parts = two.get(url).context["rows"]
    asked = [row.key for row in parts if not row.is_settled]
    assert "standfirst" in asked
    chosen = {"standfirst": "theirs", "shown": two.get(url).context["shown"]}
    assert two.post(url, chosen).status_code == 400  # the body is still open
    answer = two.post(url, chosen | {key: "both" for key in asked if key.startswith("body")})
    assert answer.url == change(article)
    shown = two.get(change(article)).context["adminform"].form.initial
    assert shown["standfirst"] == "Teras redaktur."
    assert "Dua dari wartawan." in shown["body"]
    assert "Tiga." in shown["body"]
    assert Article.objects.get().version == 2  # nothing was saved by it


def test_a_repeated_save_after_a_lost_answer_is_no_conflict(article, writer, visit):
    one, data = visit(writer), form(article, headline="Terkirim dua kali")
    assert one.post(change(article), data).status_code == 302
    assert one.post(change(article), data).status_code == 302
    article.refresh_from_db()
    assert (article.version, article.revisions.aside().count()) == (2, 0)


def test_a_save_that_comes_when_the_editors_have_the_story_is_kept_aside(article, writer, visit):
    data = form(article, body="<p>Masih diketik.</p>")
    move(article, ("submit", writer))
    answer = visit(writer).post(change(article), data)
    assert answer.status_code == 409
    assert "Naskah ini ada pada redaktur" in answer.content.decode()
    assert asides(article) == ["<p>Masih diketik.</p>"]


def test_even_an_invalid_text_is_kept_aside(article, writer, visit):
    data = form(article, headline="J" * 300, body="<p>Utuh.</p>", category="999999")
    move(article, ("submit", writer))
    assert visit(writer).post(change(article), data).status_code == 409
    text = article.revisions.aside().get().text
    assert (len(text.headline), text.body, text.category) == (
        300,
        "<p>Utuh.</p>",
        article.category_id,
    )


def test_a_field_that_was_not_sent_keeps_what_the_story_says(article, writer, visit):
    visit(writer).post(change(article), {"headline": "Hanya judul", "revision": 1})
    saved = Article.objects.get()
    assert (saved.headline, saved.body, saved.region) == ("Hanya judul", article.body, article.region)
    assert saved.credits.count() == 1


def test_an_emptied_text_is_saved_only_when_that_is_confirmed(article, writer, visit):
    one, data = visit(writer), form(article, body="")
    answer = one.post(change(article), data)
    assert "body" in answer.context["adminform"].form.errors
    assert 'name="confirm_empty" value="1"' in answer.content.decode()
    assert one.post(change(article), data | {"confirm_empty": "1"}).status_code == 302
    assert Article.objects.get().body == ""


def test_the_history_never_loses_a_side_text_to_the_numbers(article, writer, editor, visit):
    move(article, ("submit", writer))
    visit(writer).post(change(article), form(article, body="<p>Di samping.</p>"))
    visit(editor).post(change(article), form(article, body="<p>Redaktur.</p>"))
    numbers = list(article.revisions.order_by("number").values_list("number", "kind"))
    assert numbers == [(1, "save"), (2, "side"), (3, "save")]
    assert Article.objects.get().version == 3


# ---- Leases


def test_who_writes_is_told_to_others_and_an_editor_may_take_over(article, writer, editor, visit):
    one, two = visit(writer), visit(editor)
    assert lease(one, article).json()["held"]
    told = lease(two, article, OTHER_TAB).json()
    assert (told["held"], told["may_take"]) == (False, True)
    assert "Wati" in told["holder"]
    autosave(one, article, body="<p>Belum disimpan.</p>")
    assert lease(two, article, OTHER_TAB, "take").json()["held"]
    assert asides(article) == ["<p>Belum disimpan.</p>"]
    assert article.revisions.aside().get().cause == Revision.Cause.LEASE
    assert not lease(one, article).json()["held"]


def test_the_tab_that_lost_its_lease_cannot_save_over_it(article, writer, editor, visit):
    one, two = visit(writer), visit(editor)
    lease(one, article)
    lease(two, article, OTHER_TAB, "take")
    assert one.post(change(article), form(article, tab=TAB, body="<p>Terlambat.</p>")).status_code == 409
    assert autosave(one, article, body="<p>Terlambat dua.</p>").status_code == 409
    assert Article.objects.get().version == 1
    assert sorted(asides(article)) == ["<p>Terlambat dua.</p>", "<p>Terlambat.</p>"]


def test_a_reporter_does_not_take_over_from_another(article, writer, other_writer, visit):
    article.credits.create(person=other_writer.person, order=1)
    lease(visit(writer), article)
    assert not lease(visit(other_writer), article, OTHER_TAB, "take").json()["held"]
    assert EditLease.objects.get().user == writer


def test_the_same_person_goes_on_in_another_tab_with_the_text_of_the_first(article, writer, visit):
    one = visit(writer)
    lease(one, article)
    autosave(one, article, body="<p>Di HP.</p>")
    assert not lease(one, article, OTHER_TAB).json()["held"]
    assert lease(one, article, OTHER_TAB, "take").json()["held"]
    page = one.get(change(article))
    assert page.context["adminform"].form.initial["body"] == "<p>Di HP.</p>"
    lease(one, article, OTHER_TAB, shown=page.context["restored_scratch"].tab)
    assert Scratch.objects.get().tab == OTHER_TAB


@pytest.mark.parametrize("minutes", [1, 4])
def test_a_lease_without_a_heartbeat_ends_within_five_minutes(minutes, article, writer, editor, visit):
    lease(visit(writer), article)
    autosave(visit(writer), article, body="<p>Ditinggal.</p>")
    EditLease.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))
    assert lease(visit(editor), article, OTHER_TAB).json()["held"] == (minutes > 3)
    assert timedelta(minutes=5) > EditLease.LIFETIME
    assert asides(article) == (["<p>Ditinggal.</p>"] if minutes > 3 else [])


def test_leaving_frees_the_story(article, writer, editor, visit):
    lease(visit(writer), article)
    lease(visit(writer), article, do="leave")
    assert lease(visit(editor), article, OTHER_TAB).json()["held"]


def test_closing_an_account_frees_its_stories_and_keeps_what_it_had_typed(
    article, writer, editor, admin_user, visit
):
    one = visit(writer)
    lease(one, article)
    autosave(one, article, body="<p>Belum disimpan.</p>")
    one.post(
        reverse("admin:articles_article_autosave_new"), form(tab="tab-baru", headline="", body="<p>Baru.</p>")
    )
    leaving = reverse("admin:staff_user_leave", args=[writer.pk])
    assert visit(admin_user).post(leaving, {"reason": "Pindah ke kota lain."}).status_code == 302
    writer.refresh_from_db()
    assert not writer.is_active
    assert not EditLease.objects.exists()
    assert not Scratch.objects.exists()
    assert asides(article) == ["<p>Belum disimpan.</p>"]
    begun = Article.objects.exclude(pk=article.pk).get()
    assert (begun.body, begun.status) == ("<p>Baru.</p>", "draft")
    assert lease(visit(editor), article, OTHER_TAB).json()["held"]
    assert [credit.name for credit in article.credits.all()] == ["Wati"]
    assert article.events.first().actor == writer


def test_a_lease_of_a_closed_account_counts_for_nothing(article, writer, editor, visit):
    lease(visit(writer), article)
    type(writer).objects.filter(pk=writer.pk).update(is_active=False)  # as from a shell
    assert lease(visit(editor), article, OTHER_TAB).json()["held"]


def test_others_see_on_the_review_who_is_writing(article, writer, editor, visit):
    lease(visit(writer), article)
    html = visit(editor).get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
    assert "Wati sedang menulis di naskah ini" in html


# ---- Autosave


def test_autosave_is_one_row_a_tab_and_no_history(article, writer, visit):
    one = visit(writer)
    for words in ("Satu.", "Satu dua.", "Satu dua tiga."):
        answer = autosave(one, article, body=f"<p>{words}</p>")
        assert answer.status_code == 200
        assert answer.json()["at"]
    assert (Scratch.objects.count(), article.revisions.count(), article.events.count()) == (1, 1, 1)
    page = one.get(change(article))
    assert page.context["adminform"].form.initial["body"] == "<p>Satu dua tiga.</p>"
    assert page.context["restored_scratch"]


def test_autosave_of_1500_words_costs_three_queries(article, writer, visit, django_assert_num_queries):
    one, body = visit(writer), f"<p>{'kata ' * 1500}</p>"
    autosave(one, article, body=body)  # the first makes the row
    url, data = (
        reverse("admin:articles_article_autosave", args=[article.pk]),
        form(article, tab=TAB, body=body + "lagi"),
    )
    with django_assert_num_queries(3):  # session, account, and one update that checks revision and lease
        assert one.post(url, data).status_code == 200
    assert "lagi" in Scratch.objects.get().data["body"][0]


def test_a_save_costs_few_queries_and_one_snapshot(article, writer, visit):
    one = visit(writer)
    lease(one, article)
    data = form(article, tab=TAB, headline="Judul baru", body="<p>Baru.</p>")
    with CaptureQueriesContext(connection) as captured:
        assert one.post(change(article), data).status_code == 302
    # Around a test's own transaction the beginning and the end of one are savepoints.
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, "\n".join(one[:150] for one in asked)
    assert sum('INSERT INTO "articles_revision"' in sql for sql in asked) == 1


def test_a_save_takes_the_scratch_away(article, writer, visit):
    one = visit(writer)
    autosave(one, article, body="<p>Ketikan.</p>")
    one.post(change(article), form(article, tab=TAB, body="<p>Ketikan.</p>"))
    assert not Scratch.objects.exists()


def test_an_autosave_behind_the_story_is_kept_aside_and_tells_where(article, writer, editor, visit):
    one = visit(writer)
    autosave(one, article, body="<p>Awal.</p>")
    EditLease.objects.all().delete()
    saving.save(article, article.snapshot().replace(headline="Judul redaktur"), by=editor, base=1)
    answer = autosave(one, article, body="<p>Awal dan lanjutan.</p>")
    assert answer.status_code == 409
    aside = article.revisions.aside().get()
    assert answer.json()["url"] == reverse(
        "admin:articles_article_merge_aside", args=[article.pk, aside.number]
    )
    assert aside.text.body == "<p>Awal dan lanjutan.</p>"
    assert not Scratch.objects.exists()


def test_a_scratch_behind_the_story_is_told_of_and_can_be_kept_aside(article, writer, visit):
    one = visit(writer)
    autosave(one, article, body="<p>Lama.</p>")
    EditLease.objects.all().delete()
    saving.save(article, article.snapshot().replace(headline="Lain"), by=writer, base=1, tab=OTHER_TAB)
    page = one.get(change(article))
    assert page.context["stale_scratch"]
    assert "Lama." not in page.context["adminform"].form.initial["body"]
    answer = one.post(reverse("admin:articles_article_keep_aside", args=[article.pk]))
    assert "gabungkan" in answer.url
    assert asides(article) == ["<p>Lama.</p>"]


def test_a_new_story_that_was_never_saved_is_there_when_the_form_is_opened_again(writer, visit):
    make_publication()
    one = visit(writer)
    url = reverse("admin:articles_article_autosave_new")
    assert one.post(url, form(tab=TAB, headline="Naskah di bus")).status_code == 200
    page = one.get(reverse("admin:articles_article_add"))
    shown = page.context["adminform"].form.initial
    assert (shown["headline"], shown["tab"]) == ("Naskah di bus", TAB)
    one.post(reverse("admin:articles_article_add"), form(tab=TAB, headline="Naskah di bus"))
    assert Article.objects.get().headline == "Naskah di bus"
    assert not Scratch.objects.exists()
    assert "begun" in one.post(url, form(tab=TAB, headline="Naskah di bus")).json()


def test_a_new_story_sent_twice_is_one_story(writer, visit):
    make_publication()
    one, add = visit(writer), reverse("admin:articles_article_add")
    for headline in ("Satu kali", "Satu kali", "Satu kali, dengan tambahan"):
        assert one.post(add, form(tab=TAB, headline=headline)).status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.version) == ("Satu kali, dengan tambahan", 2)


def test_bad_calls_of_the_open_form_are_refused(article, writer, visit):
    one = visit(writer)
    assert lease(one, article, tab="x").status_code == 400
    assert autosave(one, article, tab="t" * 50).status_code == 400
    assert one.get(reverse("admin:articles_article_lease", args=[article.pk])).status_code == 405
    url = reverse("admin:articles_article_autosave", args=[999999])
    assert one.post(url, {"tab": TAB, "revision": 1}).status_code == 404


def test_hostile_typing_breaks_neither_autosave_nor_the_form(article, writer, visit):
    one, url = visit(writer), reverse("admin:articles_article_autosave", args=[article.pk])
    data = form(
        article,
        tab=TAB,
        headline="Nol\x00nya",
        category="abc",
        region="9" * 30,
        lead_photo="x",
        commercial_label="gratis",
    )
    assert one.post(url, data).status_code == 200
    assert one.get(change(article)).context["adminform"].form.initial["headline"] == "Nolnya"
    assert one.post(url, data | {"tab": "nol\x00nol\x00"}).status_code == 400
    assert one.post(change(article), data | {"revision": "9" * 30}).status_code == 200
    move(article, ("submit", writer))
    answer = one.post(change(article), data | {"revision": "x"})
    assert answer.status_code == 409
    assert "gratis" in answer.content.decode()


def test_an_older_unsent_text_of_the_device_is_kept_aside(article, writer, other_writer, visit):
    one = visit(writer)
    autosave(one, article, body="<p>Yang baru.</p>")
    answer = autosave(one, article, OTHER_TAB, body="<p>Yang lama.</p>", aside="1")
    assert "gabungkan" in answer.json()["url"]
    assert asides(article) == ["<p>Yang lama.</p>"]
    assert Scratch.objects.get().data["body"] == ["<p>Yang baru.</p>"]
    assert autosave(visit(other_writer), article, aside="1").status_code == 404


def test_a_form_does_not_send_under_another_account_of_the_same_browser(article, writer, editor, visit):
    other = visit(editor)
    assert autosave(other, article, body="<p>Ketikan Wati.</p>", user=writer.pk).status_code == 401
    url = reverse("admin:articles_article_lease", args=[article.pk])
    assert other.post(url, {"tab": TAB, "do": "take", "user": writer.pk}).status_code == 401
    assert not Scratch.objects.exists()
    assert not EditLease.objects.exists()


def test_a_new_story_sent_again_after_it_was_submitted_keeps_what_was_added(writer, visit):
    make_publication()
    one, add = visit(writer), reverse("admin:articles_article_add")
    data = form(tab=TAB, headline="Satu kali", _action="submit")
    assert one.post(add, data).status_code == 302
    assert one.post(add, data).status_code == 302  # only the answer was lost
    answer = one.post(add, data | {"body": "<p>Dengan tambahan.</p>"})
    assert answer.status_code == 409
    article = Article.objects.get()
    assert (article.status, asides(article)) == ("submitted", ["<p>Dengan tambahan.</p>"])


def test_the_tab_of_one_person_is_not_that_of_another(writer, other_writer, visit):
    make_publication()
    add = reverse("admin:articles_article_add")
    for person in (writer, other_writer):
        assert visit(person).post(add, form(tab=TAB, headline=f"Dari {person}")).status_code == 302
    assert Article.objects.count() == 2


def test_what_was_typed_goes_through_the_form_and_back(article, writer):
    content = article.snapshot().replace(tags=("Banjir", "Posko"), body="<p>Satu.</p>\n<p>Dua.</p>")
    assert text_of(data_of(content), article, writer) == content


# ---- The session ends while somebody writes


def test_the_same_person_signs_in_again_inside_the_page(article, writer, editor, client):
    url = reverse("admin:sign_in_again")
    visit = client.__class__(enforce_csrf_checks=True)
    token = visit.get(url).json()["token"]
    data = {"username": "wati", "password": "salah", "user": writer.pk, "csrfmiddlewaretoken": token}
    assert visit.post(url, data).status_code == 400
    assert visit.post(url, data | {"username": "edi", "password": "rahasia"}).status_code == 400
    assert "_auth_user_id" not in visit.session
    answer = visit.post(url, data | {"password": "rahasia"})
    assert answer.status_code == 200
    data = form(article, tab=TAB, body="<p>Setelah masuk.</p>", csrfmiddlewaretoken=answer.json()["token"])
    saved = visit.post(reverse("admin:articles_article_autosave", args=[article.pk]), data)
    assert saved.status_code == 200


# ---- Pressed twice


def test_publishing_twice_is_one_publication(article, writer, editor, visit, client):
    move(article, ("submit", writer))
    two, url = (
        visit(editor),
        reverse("admin:articles_article_act", args=[article.pk, "approve_and_publish"]),
    )
    for _press in range(2):
        assert two.post(url, {"revision": 1}).status_code == 302
    assert list(article.events.values_list("action", flat=True)) == ["publish", "approve", "submit", "create"]
    assert client.get("/feed/").content.decode().count("<item>") == 1


def test_another_person_who_presses_late_is_told(article, writer, editor, second_editor, visit):
    publish(article, writer, editor)
    url = reverse("admin:articles_article_act", args=[article.pk, "approve_and_publish"])
    assert visit(second_editor).post(url, {"revision": 1}).status_code == 400


def test_a_refused_decision_names_what_changed_and_links_to_it(article, writer, editor, visit):
    move(article, ("submit", writer))
    seen = article.revisions.get(number=1)
    saving.save(article, article.snapshot().replace(headline="Judul lain"), by=editor, base=1)
    answer = visit(editor).post(
        reverse("admin:articles_article_act", args=[article.pk, "return"]), {"revision": 1, "reason": "x"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "menjadi r2: judul" in html
    assert reverse("admin:articles_article_compare_now", args=[article.pk, seen.pk]) in html
