"""Faults that a second reading found: each was a way to lose a text, to see too much, or to fail on bad input."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Revision, Tag
from staff import roles
from staff.models import EditLease, Scratch
from staff.writing import saving
from tests.support.factories import make_article, make_photo, make_publication, make_user, move, publish
from tests.support.forms import ADD, TAB, act, autosave, change, form, lease, rows

NEW = "/redaksi-desk/articles/article/ketikan/"


def everywhere(words):
    """Whether what somebody typed is still there: in an open form, in the history or beside it."""
    forms, texts = (
        Scratch.objects.values_list("data", flat=True),
        Revision.objects.values_list("content", flat=True),
    )
    return any(words in str(held) for held in [*forms, *texts])


def test_a_tab_that_wakes_up_does_not_write_over_what_the_phone_sent(article, writer, visit):
    """Laptop open since morning; phone types; phone sleeps; laptop wakes and types."""
    one = visit(writer)
    lease(one, article, tab="laptop-1")
    autosave(one, article, tab="laptop-1", headline="pagi")
    lease(one, article, tab="phone-11", do="take")
    assert autosave(one, article, tab="phone-11", body="<p>LIMARATUSKATA</p>").status_code == 200
    assert everywhere("LIMARATUSKATA")
    EditLease.objects.update(seen_at=timezone.now() - timedelta(minutes=4))
    autosave(one, article, tab="laptop-1", headline="pagi lagi")
    assert everywhere("LIMARATUSKATA")


def test_an_autosave_of_one_tab_leaves_what_another_had_sent(article, writer, visit):
    """No lease at all (phone said goodbye): the other old tab simply types."""
    one = visit(writer)
    lease(one, article, tab="phone-11")
    autosave(one, article, tab="phone-11", body="<p>LIMARATUSKATA</p>")
    lease(one, article, tab="phone-11", do="leave")
    autosave(one, article, tab="laptop-1", headline="pagi lagi")
    assert everywhere("LIMARATUSKATA")


@pytest.mark.parametrize("how", ["autosave", "save"])
def test_a_text_behind_the_story_stays_when_the_same_tab_goes_on(how, article, writer, editor, visit):
    one = visit(writer)
    lease(one, article)
    assert autosave(one, article, body="<p>TIDAKDISIMPAN</p>").status_code == 200
    lease(one, article, do="leave")
    visit(editor).post(change(article), form(article, tab="tab-edi-1", headline="Oleh redaktur"))
    article.refresh_from_db()
    assert article.version == 2
    page = one.get(change(article))
    assert page.context["stale_scratch"]
    lease(one, article)
    if how == "autosave":
        assert autosave(one, article, dateline="PROBOLINGGO").status_code == 200
    else:
        assert one.post(change(article), form(article, tab=TAB, dateline="PROBOLINGGO")).status_code == 302
    assert everywhere("TIDAKDISIMPAN")


def test_what_is_typed_after_a_lost_answer_is_kept_beside_the_new_story(writer, visit):
    make_publication()
    one = visit(writer)
    assert one.post(ADD, form(tab=TAB, headline="Satu")).status_code == 302
    one.post(NEW, form(tab=TAB, headline="Satu", body="<p>SESUDAHTEKAN</p>"))
    assert everywhere("SESUDAHTEKAN")


@pytest.mark.parametrize(
    "bad",
    [
        {"headline": "x" * 300},
        {"dateline": "x" * 90},
        {"sign_off": "y" * 90},
        {"commercial_label": "gratis"},
        {"slug": "a b/ c"},
        {"slug": "x" * 200},
    ],
)
def test_an_account_can_be_closed_whatever_its_unfinished_story_holds(bad, writer, administrator, visit):
    make_publication()
    one = visit(writer)
    assert one.post(NEW, form(tab=TAB) | bad).status_code == 200
    keeper = visit(administrator)
    keeper.raise_request_exception = False
    answer = keeper.post(reverse("admin:staff_user_leave", args=[writer.pk]), {"reason": "Pindah."})
    writer.refresh_from_db()
    assert answer.status_code == 302
    assert not writer.is_active
    if "slug" in bad:
        other = visit(make_user("bos", roles.EDITOR))
        other.raise_request_exception = False
        a = Article.objects.get()
        assert other.get(reverse("admin:articles_article_review", args=[a.pk])).status_code == 200
        assert other.get(reverse("admin:articles_article_pick"), {"q": "Judul"}).status_code == 200


def test_a_story_is_not_its_own_baca_juga(article, writer, visit):
    one = visit(writer)
    one.raise_request_exception = False
    answer = one.post(
        change(article),
        form(article) | rows(related=[article.pk], credits=[(writer.person.pk, "writer", "Wati")]),
    )
    assert answer.status_code != 500


def test_an_update_does_not_name_the_story_that_it_updates(article, writer, editor, visit):
    live = publish(article, writer, editor)
    copy = move(live, ("propose_update", writer))
    one = visit(writer)
    answer = one.post(
        change(copy), form(copy) | rows(related=[live.pk], credits=[(writer.person.pk, "writer", "Wati")])
    )
    assert answer.status_code == 302
    copy.refresh_from_db()
    move(copy, ("submit", writer))
    two = visit(editor)
    two.raise_request_exception = False
    copy.refresh_from_db()
    answer = act(two, copy, "approve_and_publish")
    assert answer.status_code != 500


def test_a_typed_number_does_not_tell_the_headline_of_a_hidden_story(article, writer, other_writer, visit):
    secret = make_article(other_writer, headline="RAHASIAOKI")
    one = visit(writer)
    one.post(
        change(article),
        form(article) | rows(related=[secret.pk], credits=[(writer.person.pk, "writer", "Wati")]),
    )
    answer = one.get(
        reverse("admin:articles_article_compare_now", args=[article.pk, article.revisions.get(number=1).pk])
    )
    assert "RAHASIAOKI" not in answer.content.decode()


def test_choices_count_only_for_the_live_text_that_was_shown(article, writer, editor, second_editor, visit):
    live = publish(article, writer, editor)
    copy = move(live, ("propose_update", writer))
    visit(writer).post(change(copy), form(copy, headline="Judul salinan", tab="t-copy-1"))
    live.refresh_from_db()
    visit(second_editor).post(change(live), form(live, headline="Judul betul 1") | {"_fix": "1"})
    one = visit(writer)
    url = reverse("admin:articles_article_merge_live", args=[copy.pk])
    asked = [answer.key for answer in one.get(url).context["rows"] if not answer.is_settled]
    # meanwhile
    live.refresh_from_db()
    visit(second_editor).post(change(live), form(live, headline="KOREKSIKEDUA penting") | {"_fix": "1"})
    answer = one.post(url, dict.fromkeys(asked, "theirs"))
    assert answer.status_code != 302, "merged against a live text that nobody saw on the page"


def test_choices_count_only_for_the_text_that_was_shown(article, writer, editor, visit):
    one = visit(writer)
    visit(editor).post(change(article), form(article, body="<p>Versi dua.</p>"))
    one.post(change(article), form(article, body="<p>Dari wartawan.</p>"))
    aside = article.revisions.aside().get()
    url = reverse("admin:articles_article_merge_aside", args=[article.pk, aside.number])
    asked = [answer.key for answer in one.get(url).context["rows"] if not answer.is_settled]
    article.refresh_from_db()
    visit(editor).post(
        change(article), form(article, body="<p>VERSITIGA belum dilihat.</p>", tab="tab-edi-9")
    )
    answer = one.post(url, dict.fromkeys(asked, "theirs"))
    assert answer.status_code != 302


BIG = "9" * 25


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("post", f"{BIG}/sewa/", {"tab": TAB, "do": "leave"}),
        ("post", f"{BIG}/sewa/", {"tab": TAB, "do": "beat"}),
        ("post", f"{BIG}/ketikan/", {"tab": TAB, "revision": "1"}),
        ("post", f"{BIG}/ketikan/", {"tab": TAB, "revision": "1", "aside": "1"}),
        ("get", f"{BIG}/tinjau/", {}),
        ("get", f"{BIG}/change/", {}),
        ("get", f"{{pk}}/bandingkan/{BIG}/", {}),
        ("get", f"{{pk}}/bandingkan/{{answer}}/{BIG}/", {}),
        ("get", f"{{pk}}/gabungkan/{BIG}/", {}),
        ("post", f"{{pk}}/pulihkan/{BIG}/", {}),
        ("post", f"{BIG}/samping/", {}),
        ("get", "", {"q": "\x00"}),
        ("get", "", {"credits__person__id__exact": BIG}),
        ("get", "", {"category__id__exact": BIG}),
        ("get", "", {"status__exact": "\x00"}),
        ("get", "", {"published_at__gte": "x"}),
        ("get", "", {"p": BIG}),
        ("get", "pilih/", {"id": "\u0661\u0662"}),
        ("get", "pilih/", {"q": "\x00!(&|"}),
        ("post", "add/", {"tab": "a\x00bcdefghij", "headline": "x"}),
        ("post", "add/", {"tab": "x" * 300, "headline": "x"}),
        ("post", "ketikan/", {"tab": "a\x00bcdefghij", "headline": "x"}),
        ("post", "{pk}/change/", {"tab": "a\x00bcdefghij", "headline": "x"}),
        (
            "post",
            "{pk}/change/",
            {"credits": "1", "credits-person": ["x", BIG], "credits-role": ["\x00"], "credits-name": ["a"]},
        ),
        ("post", "{pk}/change/", {"headline": "a", "related": "1", "related-target": ["-1", BIG, "\x00"]}),
        ("post", "{pk}/change/", {"headline": "a", "tag_names": "\x00,b"}),
        ("post", "{pk}/change/", {"headline": "a", "slug": "\x00"}),
        ("post", "{pk}/change/", {"headline": "a", "mode": "\x00", "body": "\x00", "revision": "1"}),
        ("post", "{pk}/langkah/submit/", {"revision": BIG, "at": "\x00"}),
        ("post", "{pk}/langkah/embargo/", {"revision": "1", "at": "9999-12-31T23:59-12:00"}),
        ("post", "{pk}/langkah/embargo/", {"revision": "1", "at": "9999-12-31T23:59"}),
        ("post", "{pk}/langkah/embargo/", {"revision": "1", "at": "0001-01-01T00:00"}),
        ("post", "{pk}/langkah/embargo/", {"revision": "1", "at": "0001-01-01T00:00+14:00"}),
        ("post", "{pk}/langkah/embargo/", {"revision": "1", "at": "2026-13-45T99:00"}),
    ],
)
def test_no_address_of_the_desk_fails_on_hostile_input(method, path, data, article, writer, visit):
    one = visit(writer)
    one.raise_request_exception = False
    url = "/redaksi-desk/articles/article/" + path.format(pk=article.pk, answer=article.revisions.get().pk)
    answer = getattr(one, method)(url, data)
    assert answer.status_code != 500


@pytest.mark.parametrize("at", ["9999-12-31T23:59-12:00", "9999-12-31T23:59"])
def test_a_time_beyond_the_calendar_is_refused(at, article, writer, editor, visit):
    move(article, ("submit", writer))
    article.refresh_from_db()
    two = visit(editor)
    two.raise_request_exception = False
    answer = act(two, article, "approve_and_publish", at=at)
    assert answer.status_code == 400
    assert two.get("/redaksi-desk/articles/article/").status_code == 200


def test_another_encoding_is_refused(article, writer, visit):
    one = visit(writer)
    one.raise_request_exception = False
    body = (
        b"".join(
            b'--x\answer\nContent-Disposition: form-data; name="%s"\answer\n\answer\n%s\answer\n'
            % (k.encode(), str(v).encode())
            for k, v in [("headline", "a\\ud800b"), ("revision", "1"), ("tab", TAB), ("body", "x\\udfff")]
        )
        + b"--x--\answer\n"
    )
    for p in (f"{article.pk}/change/", f"{article.pk}/ketikan/"):
        answer = one.generic(
            "POST",
            "/redaksi-desk/articles/article/" + p,
            body,
            content_type="multipart/form-data; boundary=x; charset=unicode_escape",
        )
        assert answer.status_code != 500, p


def test_the_words_of_a_photo_can_be_mended_after_an_update(writer, editor, visit):
    make_publication()
    live = publish(make_article(writer, lead_photo=make_photo()), writer, editor)
    copy = move(
        live,
        ("propose_update", writer),
    )
    saving.save(copy, copy.snapshot().replace(headline="Baru"), by=writer, base=copy.version)
    copy = Article.objects.get(pk=copy.pk)
    publish(copy, writer, editor)
    two = visit(editor)
    answer = two.get(reverse("admin:articles_photo_change", args=[live.lead_photo_id]))
    assert answer.status_code == 200
    assert answer.context["has_change_permission"]


def test_a_tag_in_another_case_is_no_conflict_when_it_is_sent_again(article, writer, visit):
    Tag.objects.create(name="Bromo")
    one = visit(writer)
    data = form(article, tab=TAB, tag_names="bromo")
    assert one.post(change(article), data).status_code == 302
    answer = one.post(change(article), data)
    assert answer.status_code == 302


def test_too_many_tags_are_kept_aside_with_the_text(article, writer, visit):
    one = visit(writer)
    data = form(article, tab=TAB, tag_names=",".join(f"TAG{n}" for n in range(16)))
    move(article, ("submit", writer))
    one.post(change(article), data)
    assert everywhere("TAG3")


def test_a_colleague_does_not_read_how_a_published_story_came_about(
    article, writer, editor, other_writer, visit
):
    article.keep_aside(
        article.snapshot().replace(body="<p>NAMAKORBANANAK</p>"), by=writer, base=1, cause="stale"
    )
    publish(article, writer, editor)
    one = visit(other_writer)
    side = article.revisions.aside().get()
    answer = one.get(reverse("admin:articles_article_compare_now", args=[article.pk, side.pk]))
    assert "NAMAKORBANANAK" not in answer.content.decode()


def test_a_forged_number_does_not_skip_the_merge(article, writer, editor, second_editor, visit):
    live = publish(article, writer, editor)
    copy = move(live, ("propose_update", writer))
    live.refresh_from_db()
    visit(second_editor).post(
        change(live), form(live, body=live.body.replace("lutut", "lutuut")) | {"_fix": "1"}
    )
    live.refresh_from_db()
    assert "lutuut" in live.body
    visit(writer).post(change(copy), form(copy, standfirst="baru", seen_live=live.version, tab=TAB))
    copy.refresh_from_db()
    assert copy.update_base != live.version


def test_a_padded_number_makes_no_second_story(article, writer, visit):
    one = visit(writer)
    one.post(
        f"/redaksi-desk/articles/article/{article.pk:012d}/change/", form(article, headline="Ganti", tab=TAB)
    )
    assert Article.objects.count() == 1
