"""Meja redaksi, the desk's first page: who finds what, in which order, at which price."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import counting, workflow
from staff.desk import dashboard
from staff.models import Claim
from staff.workflow import review_queue
from tests.support.factories import make_article, make_publication, make_region, move, publish, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_page(visit):
    make_publication()

    def see(user):
        return visit(user).get(reverse("admin:index")).content.decode()

    return see


def headlines(html, section):
    part = re.search(rf'id="{section}".*?</section>', html, re.S)
    return re.findall(r"<h3><a [^>]*>([^<]+)</a>", part[0]) if part else None


def submitted(writer, headline, *, minutes=0, urgency=3):
    article = move(make_article(writer, headline=headline), ("submit", writer))
    since = timezone.now() - timedelta(minutes=minutes)
    Article.objects.filter(pk=article.pk).update(status_since=since, urgency=urgency)
    return article


def test_the_urgent_come_before_the_old(first_page, writer, editor):
    submitted(writer, "Baru dan biasa")
    submitted(writer, "Lama dan biasa", minutes=90)
    submitted(writer, "Segera", minutes=1, urgency=2)
    submitted(writer, "Mendesak", urgency=1)
    html = first_page(editor)
    assert headlines(html, "queue") == ["Mendesak", "Segera", "Lama dan biasa", "Baru dan biasa"]
    assert "sejak 1\xa0jam lalu" in html


def test_each_story_stands_in_the_section_of_its_state(first_page, writer, editor, night_editor):
    move(make_article(writer, headline="Disetujui"), ("submit", writer), ("approve", editor))
    schedule(make_article(writer, headline="Terjadwal"), writer, editor)
    move(
        make_article(night_editor, headline="Malam"),
        ("submit", night_editor),
        ("publish_alone", night_editor),
    )
    publish(make_article(writer, headline="Terbit"), writer, editor)
    make_article(writer, headline="Draf")
    html = first_page(editor)
    for section, story in (("approved", "Disetujui"), ("scheduled", "Terjadwal"), ("unsigned", "Malam")):
        assert headlines(html, section) == [story]
    assert headlines(html, "queue") == []
    assert "Terbit" not in [
        name for key in ("queue", "approved", "scheduled") for name in headlines(html, key)
    ]


def test_an_update_that_did_not_go_online_is_told(first_page, writer, editor):
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    copy.write(copy.snapshot().replace(headline="Pembaruan macet"), by=writer)
    copy = move(copy, ("submit", writer), ("approve", editor))
    copy.move_to("published", action="publish", by=editor, published_at=timezone.now() - timedelta(hours=1))
    Article.objects.filter(pk=copy.pk).update(merge_error="Sudah berubah.")
    html = first_page(editor)
    assert headlines(html, "overdue") == ["Pembaruan: Pembaruan macet"]
    assert "Sudah berubah." in html


def test_what_changed_since_an_editor_saw_it(first_page, writer, editor):
    article = move(make_article(writer), ("submit", writer), ("return", editor))
    assert workflow.record_edit(article, by=writer, text=article.snapshot().replace(standfirst="Teras baru."))
    move(article, ("submit", writer))
    submitted(writer, "Pertama kali")
    move(make_article(writer), ("submit", writer), ("return", editor), ("submit", writer))
    html = first_page(editor)
    assert html.count("Tidak berubah sejak dilihat redaktur") == 1
    assert html.count("Berubah sejak dilihat redaktur: ") == 1
    assert "Berubah sejak dilihat redaktur: teras" in html


def test_who_reads_a_story_is_told_until_the_claim_ends(first_page, writer, editor, second_editor):
    article = submitted(writer, "Diambil")
    review_queue.claim(article, by=second_editor)
    assert "Eka sedang meninjau, sampai" in first_page(editor)
    assert "Anda sedang meninjau, sampai" in first_page(second_editor)
    assert "Pada Eka" in first_page(writer)
    Claim.objects.update(until=timezone.now())
    assert "sedang meninjau" not in first_page(editor)


def test_a_reporter_sees_where_each_own_story_is(first_page, writer, other_writer, editor):
    make_article(writer, headline="Masih draf")
    move(make_article(writer, headline="Kembali"), ("submit", writer), ("return", editor))
    submitted(writer, "Diajukan")
    schedule(make_article(writer, headline="Nanti"), writer, editor)
    publish(make_article(writer, headline="Sudah terbit"), writer, editor)
    submitted(other_writer, "Naskah orang lain")
    html = first_page(writer)
    assert headlines(html, "returned") == ["Kembali"]
    assert "Alasan." in re.search(r'id="returned".*?</section>', html, re.S)[0]
    assert headlines(html, "drafts") == ["Masih draf"]
    assert sorted(headlines(html, "on_their_way")) == ["Diajukan", "Nanti"]
    assert headlines(html, "lately") == ["Sudah terbit"]
    assert "Naskah orang lain" not in html
    assert "Pada redaktur, belum diambil. Redaktur menyetujui atau mengembalikannya." in html


def test_a_co_writer_sees_the_story_too(first_page, writer, other_writer):
    article = make_article(writer, headline="Berdua")
    article.credits.create(person=other_writer.person, order=1)
    assert headlines(first_page(other_writer), "drafts") == ["Berdua"]


def test_an_editor_finds_own_stories_apart(first_page, editor):
    make_article(editor, headline="Tulisan redaktur")
    assert headlines(first_page(editor), "own") == ["Tulisan redaktur"]


def test_the_day_by_region_and_by_writer(first_page, writer, other_writer, editor, managing_editor):
    paiton = make_region("Paiton", "paiton")
    both = make_article(writer, headline="Bersama")
    both.credits.create(person=other_writer.person, order=1)
    workflow.record_edit(both, by=writer)
    publish(both, writer, editor)
    publish(make_article(writer, headline="Sendiri", region=paiton), writer, editor)
    old = publish(make_article(writer, headline="Kemarin"), writer, editor)
    Article.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=2))
    figures = dashboard.published_today()
    assert figures["stories"] == 2
    assert [(name, count) for _pk, name, count in figures["people"]] == [("Wati", 2), ("Oki", 1)]
    assert sorted((name, count) for _pk, name, count in figures["regions"]) == [
        ("Kraksaan", 1),
        ("Paiton", 1),
    ]
    assert "Terbit hari ini" in first_page(managing_editor)
    assert "Terbit hari ini" not in first_page(editor)


def test_an_account_that_does_not_write_has_no_sections(first_page, administrator):
    html = first_page(administrator)
    assert "dashboard-section" not in html
    assert "Tulis berita" not in html


def test_counts_are_exact_up_to_the_cap(first_page, writer, editor, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 3)
    monkeypatch.setattr(dashboard, "MOST_STORIES", 2)
    for number in range(3):
        submitted(writer, f"Naskah {number}")
    html = first_page(editor)
    assert len(headlines(html, "queue")) == 2
    assert (
        '<a href="/redaksi-desk/articles/article/?status__exact=submitted&amp;o=queue" class="dashboard-count">3</a>'
        in html
    )
    submitted(writer, "Naskah lagi")
    assert 'class="dashboard-count">3+</a>' in first_page(editor)


def test_a_count_beyond_a_thousand_is_written_as_one():
    assert [counting.capped(number) for number in (0, 1000, 1001)] == [0, 1000, "1.000+"]


def test_no_more_rows_are_read_than_are_counted(writer):
    for number in range(4):
        submitted(writer, f"Naskah {number}")
    found = counting.first_of_each({"all": (Article.objects.all(), ["-pk"])}, most=3)
    assert found["all"] == list(Article.objects.order_by("-pk").values_list("pk", flat=True)[:3])


@pytest.mark.slow
@pytest.mark.parametrize("role", ["editor", "managing_editor", "writer"])
def test_the_page_costs_the_same_with_few_and_with_many(
    role, request, first_page, visit, writer, other_writer, editor
):
    user = request.getfixturevalue(role)

    def fill():
        for number in range(3):
            submitted(writer, f"Naskah {number}", urgency=number % 3 + 1)
            move(make_article(writer, headline=f"Kembali {number}"), ("submit", writer), ("return", editor))
            publish(make_article(other_writer, headline=f"Terbit {number}"), other_writer, editor)
            schedule(make_article(other_writer, headline=f"Nanti {number}"), other_writer, editor)
            again = move(make_article(writer), ("submit", writer), ("return", editor), ("submit", writer))
            review_queue.claim(again, by=editor)

    client, counts = visit(user), []
    for _round in range(2):
        fill()
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("admin:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15 + 1  # the paper's name, which a server that keeps pages keeps too
