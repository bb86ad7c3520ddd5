"""The history of a text: every field goes into a snapshot and comes back from it, and differences are told."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles import comparison
from articles.models import Article, Credit, Photo
from articles.text.story_text import PARTS, StoryText
from staff import workflow
from staff.writing import saving
from tests.support.factories import (
    edit,
    make_article,
    make_category,
    make_photo,
    make_publication,
    move,
    other_values,
    publish,
)
from tests.support.shared_rows import shared


@shared
def article(writer):
    in_text = f'<p>Isi.</p>\n<figure class="photo"><img src="/foto/{make_photo("t").pk}/"></figure>'
    return make_article(writer, body=in_text, lead_photo=make_photo(), tags=["Kraksaan"], sign_off="(*)")


def test_every_part_of_a_snapshot_has_a_label_and_a_value_in_this_test(article, other_writer):
    values = other_values(other_writer, make_article(other_writer))
    assert set(PARTS) == set(comparison.LABELS) == set(values)


@pytest.mark.parametrize("part", [part for part in comparison.LABELS if part != "photos"])
def test_each_part_goes_into_a_revision_and_comes_back_from_it(part, article, writer, other_writer):
    before = article.snapshot()
    value = other_values(other_writer, make_article(other_writer))[part]
    assert getattr(before, part) != value
    saved = edit(article, writer, **{part: value})
    assert (saved.version, getattr(saved.snapshot(), part)) == (2, value)
    assert comparison.labels_of_changes(before, saved.snapshot()) == [comparison.LABELS[part]]
    restored, lost = saving.restore(saved, saved.revisions.get(number=1), by=writer, base=2)
    assert (restored, lost) == (article, [])
    restored = Article.objects.get(pk=article.pk)
    assert (restored.version, restored.snapshot()) == (3, before)
    newest = restored.revisions.first()
    assert newest.digest == restored.snapshot().digest == restored.revisions.get(number=1).digest
    event = restored.events.first()
    assert (event.action, event.reason, event.revision) == ("restore", "r1", newest)


def test_all_parts_at_once_keep_their_order(article, writer, other_writer):
    values = other_values(other_writer, make_article(other_writer))
    assert edit(article, writer, **values).snapshot() == StoryText(**values)


def test_saving_without_a_change_writes_nothing(article, writer):
    saved = edit(article, writer)
    assert (saved.version, saved.revisions.count(), saved.events.count()) == (1, 1, 1)


def test_a_tag_in_another_case_is_the_tag_there_is(article, writer):
    saved = edit(article, writer, tags=("kraksaan", "Posko"))
    assert saved.snapshot().tags == ("Kraksaan", "Posko")
    assert saved.revisions.first().digest == saved.snapshot().digest


def test_no_save_and_no_restore_of_a_story_changes_what_the_library_says(article, writer):
    in_text = Photo.objects.get(sha256="t")
    for photo in (article.lead_photo, in_text):
        photo.caption = "Keterangan kedua"
        photo.save()
    saved = edit(Article.objects.get(pk=article.pk), writer, headline="Lain")
    _story, lost = saving.restore(saved, saved.revisions.get(number=1), by=writer, base=saved.version)
    assert lost == [comparison.LABELS["lead_photo"], comparison.LABELS["photos"]]
    assert set(Photo.objects.values_list("caption", flat=True)) == {"Keterangan kedua"}
    old = edit(
        Article.objects.get(pk=article.pk), writer, lead_photo=replace(article.lead_photo.words(), credit="X")
    )
    assert old.lead_photo.credit == "Wati"


def test_what_no_longer_exists_does_not_come_back_and_that_is_told(article, writer):
    gone = make_category("Sementara", "sementara")
    edit(article, writer, category=gone.pk)
    saved = edit(article, writer, category=make_category().pk)
    gone.delete()
    _story, lost = saving.restore(saved, saved.revisions.get(number=2), by=writer, base=3)
    assert lost == [comparison.LABELS["category"]]
    assert Article.objects.get(pk=article.pk).category is None


def test_approved_text_with_one_changed_part_cannot_go_live(article, writer, editor, other_writer):
    approved = move(article, ("submit", writer), ("approve", editor))
    values = other_values(other_writer, make_article(other_writer))
    del values["photos"]  # they are what the text and the library say
    Article.objects.filter(pk=approved.pk).update(advertiser="PT Uji Coba")
    approved.approved_revision.content["disclosures"] = {"advertiser": "PT Uji Coba"}
    for part, value in values.items():
        Article.objects.filter(pk=approved.pk).update(
            status="approved", approved_revision=approved.approved_revision
        )
        behind = Article.objects.get(pk=approved.pk)
        behind.write(behind.snapshot().replace(**{part: value}), by=None)
        with pytest.raises(workflow.Refused) as refused:
            move(behind, ("publish", editor))
        assert (refused.value.code, refused.value.compare) == ("changed", approved.approved_revision)
        assert str(comparison.LABELS[part]) in str(refused.value.message)


# ---- Pages


@pytest.fixture
def desk(client, writer):
    make_publication()
    client.force_login(writer)
    return client


def compare(article, old, new=None):
    """The address of the difference between two numbers; without the second, from now."""
    pks = [article.revisions.get(number=number).pk for number in (old, new) if number]
    return reverse("admin:articles_article_compare" + ("" if new else "_now"), args=[article.pk, *pks])


def test_the_difference_tells_every_part_with_signs_and_folds_the_rest(desk, article, writer, other_writer):
    paragraphs = [f"<p>Paragraf nomor {n} tentang banjir di Kraksaan.</p>" for n in range(30)]
    article = edit(article, writer, body="\n".join(paragraphs))
    paragraphs[20] = "<p>Paragraf nomor 20 tentang tanggul di Kraksaan.</p>"
    values = other_values(other_writer, make_article(writer, headline="Tanggul jebol"))
    article = edit(article, writer, **values | {"body": "\n".join(paragraphs)})
    html = desk.get(compare(article, 2, 3)).content.decode()
    assert "<del>[−banjir−]</del> <ins>[+tanggul+]</ins>" in html
    assert "20 paragraf" in html
    for words in (
        "Oki Setia",
        "Posko",
        "Tanggul jebol",
        "Ekonomi",
        "Paiton",
        "Tenda",
        "(oki)",
        "Dringu",
        "Iklan",
    ):
        assert words in html, words


def test_the_text_of_now_can_be_compared_and_restored_at_the_desk(desk, article, writer):
    article = edit(article, writer, headline="Judul kedua")
    html = desk.get(compare(article, 1)).content.decode()
    restore = reverse("admin:articles_article_restore", args=[article.pk, 1])
    assert restore in html
    assert desk.post(restore, {"revision": 2}).status_code == 302
    assert Article.objects.get(pk=article.pk).headline == "Banjir di Dringu mulai surut"
    assert desk.post(restore, {"revision": 2}).status_code == 302  # pressed twice: it says so already
    stale = reverse("admin:articles_article_restore", args=[article.pk, 2])
    assert desk.post(stale, {"revision": 1}).status_code == 409
    assert Article.objects.get(pk=article.pk).version == 3


def test_a_text_that_was_kept_aside_comes_back_by_the_form_only(desk, article, writer):
    """It may hold what no field takes, such as a headline of 300 letters."""
    aside = article.keep_aside(
        article.snapshot().replace(headline="J" * 300), by=writer, base=1, cause="stale"
    )
    assert (
        desk.post(
            reverse("admin:articles_article_restore", args=[article.pk, aside.number]), {"revision": 1}
        ).status_code
        == 404
    )
    html = desk.get(compare(article, 2)).content.decode()
    assert "pulihkan" not in html
    merge = reverse("admin:articles_article_merge_aside", args=[article.pk, 2])
    shown = desk.get(merge).context["shown"]
    assert desk.post(merge, {"headline": "theirs", "shown": shown}).status_code == 302
    shown = desk.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert len(shown.context["adminform"].form.initial["headline"]) == 300


def test_revisions_of_another_story_are_not_found(desk, article, writer, other_writer):
    other = make_article(other_writer)
    foreign = other.revisions.get()
    assert (
        desk.get(reverse("admin:articles_article_compare_now", args=[article.pk, foreign.pk])).status_code
        == 404
    )
    assert (
        desk.get(reverse("admin:articles_article_compare_now", args=[other.pk, foreign.pk])).status_code
        == 404
    )


@pytest.mark.slow
@pytest.mark.parametrize("view", ["change", "review"])
def test_a_story_with_200_revisions_opens_with_as_many_queries_as_one_with_2(
    view, desk, article, writer, django_assert_max_num_queries
):
    counts = []
    for wanted in (2, 200):
        while article.version < wanted:
            article = edit(article, writer, headline=f"Judul {article.version}")
        desk.get(reverse(f"admin:articles_article_{view}", args=[article.pk]))
        with django_assert_max_num_queries(40) as counted:
            desk.get(reverse(f"admin:articles_article_{view}", args=[article.pk]))
        counts.append(len(counted.captured_queries))
    assert counts[0] == counts[1]


def test_a_published_story_keeps_the_text_of_its_approval(article, writer, editor):
    live = publish(article, writer, editor)
    assert live.approved_revision.digest == live.snapshot().digest
    assert [c.role for c in live.credits.all()] == [Credit.Role.WRITER, Credit.Role.EDITOR]
