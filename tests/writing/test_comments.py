"""The editorial thread: who reads it, what a quote is tied to, who is told, and that nothing of it gets out."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from staff.models import Comment, Notification
from staff.workflow import Refused
from staff.writing import comments, saving
from tests.support.factories import make_article, make_photo, make_publication, move, publish, schedule
from tests.support.shared_rows import shared

MARK = "Rahasiabenarini"
HEADLINE = "Banjir di Dringu mulai surut"


@shared
def story(article):
    return article


def page(article, name="review", *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def send(client, article, **values):
    data = {"words": "Benarkah?", "token": "tanda-uji-1", "revision": article.version}
    return client.post(page(article, "thread"), data | values)


def fresh(article):
    return Article.objects.get(pk=article.pk)


def told(user, kind):
    return list(Notification.objects.filter(recipient=user, kind=kind))


def rewrite(article, by, body):
    saving.save(article, article.snapshot().replace(body=body), by=by, base=article.version)
    return fresh(article)


# ---- What is said


def test_a_comment_stands_at_the_story_and_tells_its_writer(visit, story, writer, editor):
    answer = send(visit(editor), story, words="Tambah <b>sumber</b> BPBD.")
    comment = Comment.objects.get()
    assert answer.url == f"{page(story)}#komentar-{comment.pk}"
    [message] = told(writer, "commented")
    assert (message.path, message.words, message.by) == (answer.url, comment.words, editor)
    html = visit(writer).get(page(story)).content.decode()
    assert "Tambah &lt;b&gt;sumber&lt;/b&gt; BPBD." in html
    assert f'id="komentar-{comment.pk}"' in html


@pytest.mark.parametrize(
    "values",
    [
        {"words": " \n "},
        {"words": "x" * 4001},
        {"words": "\x00"},
        {"quote": "Gempa di Malang"},
        {"quote": "y" * 1001},
        {"quote": "B"},
        {"quote": HEADLINE, "revision": "99"},
        {"quote": HEADLINE, "revision": "9" * 30},
        {"quote": HEADLINE, "revision": "x"},
        {"quote": HEADLINE, "revision": ""},
    ],
)
def test_what_cannot_be_said_gets_a_message_and_stays_typed(values, visit, story, editor):
    answer = send(visit(editor), story, **{"words": "Kata-kata yang tetap ada", **values})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Comment.objects.exists()
    if "words" not in values:
        assert "Kata-kata yang tetap ada" in answer.content.decode()


@pytest.mark.parametrize(
    "words", ["😀 \u202e‮ ok", "'); DROP TABLE--", "{{ 7 }}", "<script>alert(1)</script>", "@", "@ @@ @."]
)
def test_unusual_words_are_kept_and_shown_safely(words, visit, story, editor):
    assert send(visit(editor), story, words=words).status_code == 302
    assert Comment.objects.get().words == words
    assert "<script>alert" not in visit(editor).get(page(story)).content.decode()


def test_a_double_press_makes_one_comment_and_another_word_another(visit, story, editor, writer):
    desk = visit(editor)
    assert send(desk, story).url == send(desk, story).url
    assert Comment.objects.count() == len(told(writer, "commented")) == 1
    send(desk, story, words="Yang lain.")
    send(desk, story, token="tanda-uji-2")
    assert Comment.objects.count() == 3


def test_a_token_that_no_form_has_is_refused(visit, story, editor):
    assert send(visit(editor), story, token="x" * 300).status_code == 400
    assert not Comment.objects.exists()


def test_replies_go_one_level_deep(visit, story, writer, editor, second_editor):
    send(visit(editor), story)
    root = Comment.objects.get()
    send(visit(writer), story, words="Sudah.", answers=root.pk, quote="tidak dipakai")
    reply = Comment.objects.get(words="Sudah.")
    assert (reply.answers, reply.quote) == (root, "")
    assert len(told(editor, "commented")) == 1
    assert not told(second_editor, "commented")  # has no part in it
    for strange in (reply.pk, 10**9 - 1, "x", ""):
        assert send(visit(writer), story, words="Lagi.", answers=strange).status_code == 404


def test_a_thread_is_resolved_and_taken_up_again_by_name(visit, story, writer, editor):
    send(visit(editor), story)
    root = Comment.objects.get()
    decide = page(story, "thread_decide", root.pk)
    for _twice in range(2):
        assert visit(writer).post(decide, {"do": "resolve"}).status_code == 302
    root.refresh_from_db()
    assert (root.is_resolved, root.decided_by) == (True, writer)
    first = root.decided_at
    visit(editor).post(decide, {"do": "resolve"})
    root.refresh_from_db()
    assert (root.decided_by, root.decided_at) == (writer, first)  # who was first stays
    assert visit(editor).post(decide, {"do": "reopen"}).status_code == 302
    root.refresh_from_db()
    assert (root.is_resolved, root.decided_by) == (False, editor)
    assert root.decided_at > first
    assert visit(editor).post(decide, {"do": "forget"}).status_code == 404
    assert visit(editor).get(decide).status_code == 405


# ---- Quotes


def test_a_quote_is_tied_to_its_revision_and_says_when_it_is_lost(visit, story, writer, editor):
    send(visit(editor), story, quote="  Air   setinggi\nlutut ")
    comment = Comment.objects.get()
    assert (comment.quote, comment.revision.number) == ("Air setinggi lutut", 1)
    html = visit(writer).get(page(story)).content.decode()
    assert 'data-quote="Air setinggi lutut"' in html
    assert "#:~:text=Air%20setinggi%20lutut" in html

    story = rewrite(story, writer, "<p>Air setinggi pinggang mulai surut.</p>")
    html = visit(writer).get(page(story)).content.decode()
    assert "data-quote" not in html
    assert 'class="lost"' in html
    compare = page(story, "compare_now", comment.revision_id)
    assert compare in html
    assert "setinggi" in visit(writer).get(compare).content.decode()

    story = rewrite(story, writer, "<p>Air <strong>setinggi</strong> lutut, kata warga.</p>")
    assert "data-quote" in visit(writer).get(page(story)).content.decode()


def test_a_quote_goes_across_marks_and_paragraphs(story, editor):
    quote = "surut sejak pagi. Warga membersihkan"
    comments.say(story, "Cek.", by=editor, quote=quote, revision=1)
    [shown] = comments.of(story, editor)["open"]
    assert (shown.times, shown.is_lost) == (1, False)
    assert shown.fragment == "#:~:text=surut%20sejak%20pagi.%20Warga%20membersihkan"


@pytest.mark.parametrize(
    "quote", [HEADLINE, "Warga mulai membersihkan rumah.", "Tanggul jebol", "Perahu karet"]
)
def test_headline_standfirst_and_captions_can_be_quoted(quote, writer, editor):
    lead, inner = make_photo(caption="Tanggul jebol"), make_photo("b")
    text = f'<p>Isi.</p>\n<figure class="photo"><img src="/foto/{inner.pk}/"><figcaption>Perahu karet</figcaption></figure>'
    article = make_article(writer, lead_photo=lead, body=text)
    comment, _unknown = comments.say(article, "Cek.", by=editor, quote=quote, revision=1)
    assert comment.quote == quote
    assert comments.of(article, editor)["open"][0].times == 1


def test_words_that_stand_twice_say_so(visit, writer, editor):
    make_publication()
    article = make_article(writer, body="<p>Air surut. Air surut.</p>")
    send(visit(editor), article, quote="Air surut.")
    assert comments.of(article, editor)["open"][0].times == 2


def test_a_quote_of_an_older_text_that_was_still_on_the_screen(story, writer, editor):
    after = rewrite(story, writer, "<p>Lain sama sekali.</p>")
    comments.say(after, "Cek.", by=editor, quote="Air setinggi lutut", revision=1)
    assert comments.of(after, editor)["open"][0].is_lost
    with pytest.raises(Refused):
        comments.say(after, "Cek.", by=editor, quote="Air setinggi lutut", revision=after.version)
    aside = after.keep_aside(
        after.snapshot().replace(headline="Di samping"), by=editor, base=1, cause="stale"
    )
    with pytest.raises(Refused):  # it never was the story's text
        comments.say(after, "Cek.", by=editor, quote="Di samping", revision=aside.number)


# ---- Names


@pytest.mark.parametrize(
    "words", ["Tolong @wati cek.", "@WATI?", "(@Wati)", "Kata @wati: benar", "ya,@wati!"]
)
def test_who_is_named_is_told_once(words, visit, story, writer, editor):
    send(visit(editor), story, words=f"{words} {words}")
    [message] = told(writer, "mentioned")
    assert message.path.endswith(f"#komentar-{Comment.objects.get().pk}")
    assert not told(writer, "commented")


def test_the_whole_name_names_somebody_too_and_the_longest_fits(visit, story, writer, editor, second_editor):
    for user, first, last in ((editor, "Edi", "Wati"), (second_editor, "Edi Wati", "Susanti")):
        user.first_name, user.last_name = first, last
        user.save()
    send(visit(writer), story, words="Menurut @Edi Wati Susanti cukup?")
    assert len(told(second_editor, "mentioned")) == 1
    assert not told(editor, "mentioned")


def test_two_of_one_name_are_both_told(visit, story, writer, editor, second_editor):
    for user in (editor, second_editor):
        user.first_name = "Budi"
        user.save()
    send(visit(writer), story, words="Tanya @budi dulu.")
    assert len(told(editor, "mentioned")) == len(told(second_editor, "mentioned")) == 1


@pytest.mark.parametrize("words", ["redaksi@wati.id", "a@wati", "@watiwati"])
def test_what_only_looks_like_a_name_names_nobody(words, visit, story, writer, editor):
    send(visit(editor), story, words=words)
    assert not told(writer, "mentioned")


def test_who_may_not_read_the_story_cannot_be_named(visit, story, editor, other_writer):
    answer = send(visit(editor), story, words="Tanya @Oki, pernyataan yang panjang.")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert str(other_writer) in html
    assert "pernyataan yang panjang" in html
    assert not Comment.objects.exists()
    assert not Notification.objects.exists()


def test_a_colleague_who_reads_a_published_story_is_no_insider_of_its_thread(
    visit, story, writer, editor, other_writer
):
    live = publish(story, writer, editor)
    assert send(visit(editor), live, words="@oki").status_code == 400
    send(visit(editor), live, words=MARK)
    assert MARK not in visit(other_writer).get(page(live)).content.decode()
    for answer in (
        send(visit(other_writer), live),
        visit(other_writer).get(page(live, "thread")),
        visit(other_writer).get(page(live, "thread_people")),
        visit(other_writer).post(page(live, "thread_decide", Comment.objects.get().pk), {"do": "resolve"}),
    ):
        assert answer.status_code == 404


def test_a_name_that_is_nobodys_is_told_and_keeps_nobody_from_writing(visit, story, editor):
    desk = visit(editor)
    send(desk, story, words="Menurut akun @infoprobolinggo begitu.")
    assert Comment.objects.exists()
    assert "@infoprobolinggo" in desk.get("/redaksi-desk/articles/article/").content.decode()


def test_closed_accounts_are_not_named_and_not_told(visit, story, writer, editor, second_editor):
    type(writer).objects.filter(pk__in=[writer.pk, second_editor.pk]).update(is_active=False)
    assert send(visit(editor), story, words="@eka").status_code == 400
    send(visit(editor), story, words="Halo.")
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("typed", "names"), [("", {"wati", "edi"}), ("wa", {"wati"}), ("o", set()), ("\x00", {"wati", "edi"})]
)
def test_names_are_offered_of_those_who_can_be_named(
    typed, names, visit, story, writer, editor, other_writer
):
    answer = visit(writer).get(page(story, "thread_people"), {"q": typed})
    assert {person["username"] for person in answer.json()["people"]} == names


# ---- One story, one thread


def test_an_update_has_the_thread_of_its_story(visit, story, writer, editor):
    live = publish(story, writer, editor)
    send(visit(editor), live, words="Di naskah tayang", quote=HEADLINE)
    copy = move(live, ("propose_update", writer))
    send(visit(writer), copy, words="Di pembaruan")
    for article in (live, copy):
        html = visit(writer).get(page(article)).content.decode()
        assert "Di naskah tayang" in html
        assert "Di pembaruan" in html
    root = Comment.objects.get(words="Di naskah tayang")
    send(visit(writer), copy, words="Dijawab dari pembaruan", answers=root.pk)
    assert Comment.objects.get(words="Dijawab dari pembaruan").article == live
    saving.save(copy, copy.snapshot().replace(headline="Judul baru"), by=writer, base=copy.version)
    assert f"bandingkan/{root.revision_id}/" in visit(writer).get(page(copy)).content.decode()
    assert 'class="lost"' not in visit(writer).get(page(live)).content.decode()


def test_a_writer_of_the_update_alone_does_not_read_the_storys_thread(
    visit, story, writer, editor, other_writer
):
    live = publish(story, writer, editor)
    send(visit(editor), live, words=MARK)
    copy = move(live, ("propose_update", writer))
    copy.credits.create(person=other_writer.person, order=9)
    html = visit(other_writer).get(page(copy)).content.decode()
    assert 'id="comments"' in html
    assert MARK not in html
    root = Comment.objects.get()
    assert send(visit(other_writer), copy, answers=root.pk).status_code == 404


def test_a_thread_of_another_story_is_not_reached_through_this_one(
    visit, story, writer, editor, other_writer
):
    theirs = make_article(other_writer)
    send(visit(editor), theirs, words=MARK)
    root = Comment.objects.get()
    assert send(visit(writer), story, answers=root.pk).status_code == 404
    assert visit(writer).post(page(story, "thread_decide", root.pk), {"do": "resolve"}).status_code == 404


# ---- It is no part of the story


@pytest.mark.parametrize("make", [publish, schedule])
def test_comments_change_neither_text_nor_version_nor_approval(make, visit, story, writer, editor):
    article = make(story, writer, editor)
    before = fresh(article)
    send(visit(editor), article, words=MARK, quote=HEADLINE)
    visit(editor).post(page(article, "thread_decide", Comment.objects.get().pk), {"do": "resolve"})
    after = fresh(article)
    for name in ("version", "status", "approved_revision_id", "saved_at", "status_since"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.snapshot().digest == after.approved_revision.digest
    assert MARK not in str(after.snapshot())
    assert after.events.count() == before.events.count()


def test_nothing_of_a_comment_gets_out(client, visit, story, writer, editor):
    live = publish(story, writer, editor)
    send(visit(editor), live, words=f"@wati {MARK}", quote="Air setinggi lutut")
    send(visit(writer), live, words=f"{MARK} dijawab", answers=Comment.objects.get().pk)
    call_command("count_words", verbosity=0)
    month = f"{live.published_at:%Y-%m}"
    addresses = [
        "/", live.get_absolute_url(), f"{live.get_absolute_url()}amp/", "/kategori/peristiwa/", "/daerah/kraksaan/",
        "/penulis/wati/", "/indeks/", "/terpopuler/", "/redaksi/", "/cari/?q=banjir", "/feed/", "/feed/atom/",
        "/kategori/peristiwa/feed/", "/daerah/kraksaan/feed/", "/penulis/wati/feed/", "/api/v1/berita/",
        f"/api/v1/berita/{live.pk}/", "/sitemap.xml", "/sitemap-daftar.xml", "/sitemap-news.xml",
        f"/sitemap-{month}.xml",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert MARK not in answer.content.decode(), address
        assert "komentar-" not in answer.content.decode(), address
    assert live.get_absolute_url() not in client.get(f"/cari/?q={MARK}").content.decode()
    assert MARK not in str(live.snapshot())


# ---- Much of it


def test_the_thread_costs_two_queries_however_much_was_said(story, writer, editor):
    def cost():
        editor.has_perm("articles.review_article")
        with CaptureQueriesContext(connection) as queries:
            shown = comments.of(fresh_story, editor)
        return len(queries), shown

    fresh_story = Article.objects.select_related("lead_photo").get(pk=story.pk)
    for n in range(comments.MOST_ROOTS + 5):
        root, _unknown = comments.say(story, f"Nomor {n}", by=editor, quote=HEADLINE, revision=1)
        for m in range(3 if n % 7 == 0 else 0):
            comments.say(story, f"Jawaban {m}", by=writer, answers=root)
    count, shown = cost()
    assert count == 2
    assert len(shown["open"]) == comments.MOST_ROOTS
    assert shown["has_more"]
    Comment.objects.filter(answers=None).exclude(pk=root.pk).update(quote="", revision=None)
    assert cost()[0] == 2


def test_where_replies_are_left_out_the_page_says_so(monkeypatch, visit, story, writer, editor):
    monkeypatch.setattr(comments, "REPLIES", 2)
    root, _unknown = comments.say(story, "Awal", by=editor)
    for n in range(3):
        assert comments.of(story, editor)["is_cut"] is False
        comments.say(story, f"Balasan {n}", by=writer, answers=root)
    shown = comments.of(story, editor)
    assert shown["is_cut"]
    assert [reply.words for reply in shown["open"][0].replies] == ["Balasan 1", "Balasan 2"]


@pytest.mark.slow
def test_open_threads_come_first_and_older_ones_have_a_page(visit, story, writer, editor):
    first, _unknown = comments.say(story, "Yang pertama", by=editor)
    for n in range(comments.MOST_ROOTS):
        root, _unknown = comments.say(story, f"Nomor {n}", by=editor)
    comments.resolve(root, by=editor, is_resolved=True)
    assert "Yang pertama" in visit(writer).get(page(story)).content.decode()
    older = visit(writer).get(page(story, "thread"), {"halaman": "2"})
    assert root.words in older.content.decode()
    comments.say(story, "Dijawab", by=writer, answers=first)
    assert comments.of(story, editor)["open"][0].comment == first  # the newest word leads
    for strange in ("0", "3", "x", "9" * 20, "-1"):
        assert visit(writer).get(page(story, "thread"), {"halaman": strange}).status_code == 404
