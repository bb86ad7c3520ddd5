"""Side doors: every address of the desk that names a story, a revision or a photo asks who is asking.

The table has a row for each such address. A new address without a row fails the first test.
"""

import re
import uuid

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Article, ArticleEvent, Revision
from staff import roles
from staff.models import Comment, EditLease, Scratch
from staff.sites import MODELS
from tests.support.attachments import card, make_attachment
from tests.support.factories import make_article, make_photo, make_publication, make_user, move, publish
from tests.support.shared_rows import shared

SEEN, GONE, LOGIN, DENIED = (200, 302), (404,), (302,), (403,)
# What a stranger without account, another reporter, the writer and an editor get for a draft; POST where it says so.
# 302 to the desk's first page is how Django's admin says that there is no such story.
EVERYBODY_ELSE = {"anonymous": LOGIN, "other": GONE, "administrator": GONE}
STORY = EVERYBODY_ELSE | {"writer": SEEN, "editor": SEEN}
ADMIN_STORY = STORY | {"other": LOGIN, "administrator": LOGIN}
ATTACHMENT = {"anonymous": LOGIN, "other": GONE, "administrator": GONE, "writer": SEEN, "editor": SEEN}
DOORS = {
    "articles_article_review": ("GET", STORY),
    "articles_article_act": ("POST", STORY | {"writer": (400, 409), "editor": (400, 409)}),
    "articles_article_notice": ("POST", STORY | {"writer": (400,), "editor": (400,)}),  # readers do not have it
    "articles_article_claim": ("POST", STORY | {"writer": (409,), "editor": (409,)}),  # it is a draft
    "articles_article_undo": ("POST", STORY | {"writer": (409,), "editor": (409,)}),  # nothing was decided
    "articles_article_skip": ("POST", STORY),
    "articles_article_urgency": ("POST", STORY | {"writer": (400,), "editor": (400,)}),  # none was named
    "articles_article_confide": ("POST", STORY),
    "articles_article_ads": ("POST", STORY | {"writer": (400,)}),  # editors say so
    "articles_article_share": ("POST", STORY | {"writer": (400,), "editor": (400,)}),  # for nobody
    "articles_article_unshare": ("POST", STORY | {"writer": GONE, "editor": GONE}),  # there is none
    "articles_article_lease": ("POST", STORY),
    "articles_article_autosave": ("POST", STORY),
    "articles_article_check": ("POST", STORY),
    "articles_article_suggest": ("POST", STORY),
    "articles_article_tidy": ("POST", STORY),
    "articles_article_preview": ("POST", STORY),
    "articles_article_keep_aside": ("POST", STORY | {"writer": GONE, "editor": GONE}),  # nothing typed
    "articles_article_compare": ("GET", STORY),
    "articles_article_compare_now": ("GET", STORY),
    "articles_article_restore": ("POST", STORY),
    "articles_article_merge_aside": ("GET", STORY),
    "articles_article_merge_live": ("GET", STORY | {"writer": GONE, "editor": GONE}),  # it is no update
    "articles_article_bulk_result": ("GET", STORY | {"writer": GONE, "editor": GONE}),  # nobody's run
    "articles_article_dossier": ("GET", STORY | {"writer": DENIED}),
    "articles_article_dossier_file": ("GET", STORY | {"writer": DENIED}),
    "articles_article_disclosures": ("GET", STORY),
    "articles_article_protection": ("GET", STORY),
    "articles_article_source_notes": ("GET", STORY),
    "articles_article_source_note": ("POST", STORY | {"writer": GONE, "editor": GONE}),  # there is none
    "articles_article_source_note_delete": ("POST", STORY | {"writer": GONE, "editor": GONE}),
    "articles_article_thread": ("POST", STORY),
    "articles_article_thread_decide": ("POST", STORY),
    "articles_article_thread_people": ("GET", STORY),
    "articles_article_change": ("GET", ADMIN_STORY | {"administrator": DENIED}),
    "articles_article_history": ("GET", ADMIN_STORY),
    "articles_article_delete": ("POST", dict.fromkeys(("other", "administrator", "writer", "editor"), DENIED)
                                | {"anonymous": LOGIN}),
    "articles_photo_change": ("POST", {"anonymous": LOGIN, "other": DENIED, "administrator": DENIED,
                                       "writer": SEEN, "editor": SEEN}),
    "articles_photo_words": ("POST", {"anonymous": LOGIN, "other": (409,), "administrator": DENIED,
                                      "writer": SEEN, "editor": SEEN}),
    "articles_photo_kill": ("POST", {"anonymous": LOGIN, "other": SEEN, "administrator": SEEN,
                                     "writer": SEEN, "editor": SEEN}),  # back to its page, with why not
    "articles_photo_give_free": ("POST", {"anonymous": LOGIN, "other": SEEN, "administrator": SEEN,
                                          "writer": SEEN, "editor": SEEN}),
    "articles_photo_evidence": ("GET", {"anonymous": LOGIN, "other": DENIED, "administrator": DENIED,
                                        "writer": DENIED, "editor": GONE}),  # this one has no file
    "photo_file": ("GET", {"anonymous": LOGIN, "other": SEEN, "administrator": DENIED,
                           "writer": SEEN, "editor": SEEN}),
    "articles_photo_history": ("GET", {"anonymous": LOGIN, "other": SEEN, "administrator": DENIED,
                                       "writer": SEEN, "editor": SEEN}),
    "articles_attachment_change": ("GET", ATTACHMENT | {"other": LOGIN, "administrator": DENIED}),
    "articles_attachment_history": ("GET", ATTACHMENT | {"other": LOGIN, "administrator": LOGIN}),
    "articles_attachment_withdraw": ("POST", ATTACHMENT),  # back to its page, with why not
    "articles_attachment_delete": ("POST", dict.fromkeys(("other", "administrator", "writer", "editor"), DENIED)
                                   | {"anonymous": LOGIN}),
    "articles_photo_delete": ("POST", dict.fromkeys(("other", "administrator", "writer", "editor"), DENIED)
                              | {"anonymous": LOGIN}),
}  # fmt: skip


def doors():
    """Names of the desk's addresses that name an article, an attachment or a photo."""
    found = [(pattern.name or "", str(pattern.pattern)) for pattern in flat(admin.site.get_urls())]
    ours = [
        (name, route)
        for name, route in found
        if re.match("articles_(article|attachment|photo)_|photo_", name)
    ]
    return {name for name, route in ours if "<" in route}


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def test_every_address_that_names_a_story_or_a_photo_has_a_row():
    assert doors() == set(DOORS)


@shared
def people(writer, other_writer, editor, administrator):
    make_publication()
    return {
        "writer": writer,
        "other": other_writer,
        "editor": editor,
        "administrator": administrator,
        "anonymous": None,
    }


@shared
def draft(people, writer):
    html = f"<p>Teks.</p>\n{card(make_attachment(writer))}"
    article = make_article(writer, headline="Naskah rahasia", lead_photo=make_photo(), body=html)
    article.lead_photo.uploaded_by = writer
    article.lead_photo.save()
    article.comments.create(author=writer, words="Naskah rahasia, jangan disebar", token="x")
    article.keep_aside(article.snapshot().replace(headline="Di samping"), by=writer, base=1, cause="stale")
    return article


def url(name, article):
    first, aside = article.revisions.get(number=1), article.revisions.aside().get()
    arguments = {
        "articles_article_act": [article.pk, "return"],
        "articles_article_compare": [article.pk, first.pk, aside.pk],
        "articles_article_compare_now": [article.pk, first.pk],
        "articles_article_restore": [article.pk, 1],
        "articles_article_unshare": [article.pk, 1],
        "articles_article_undo": [article.pk, 1],
        "articles_article_source_note": [article.pk, 1],
        "articles_article_source_note_delete": [article.pk, 1],
        "articles_article_merge_aside": [article.pk, aside.number],
        "articles_article_bulk_result": [uuid.UUID(int=1)],
        "articles_article_thread_decide": [article.pk, article.comments.earliest("pk").pk],
    }
    pk = article.lead_photo_id if "photo" in name else article.pk
    if "_attachment_" in name:
        pk = article.attachment_uses.get().attachment_id
    return reverse(f"admin:{name}", args=arguments.get(name, [pk]))


def knock(client, person, method, address):
    client.logout()
    if person:
        client.force_login(person)
    data = {
        "tab": "tab-uji-1", "revision": 1, "do": "beat", "reason": "x", "headline": "Naskah rahasia", "words": "Halo",
    }  # fmt: skip
    if "/utas/" in address:
        data["do"] = "resolve"
    return client.get(address) if method == "GET" else client.post(address, data)


@pytest.mark.parametrize("name", DOORS)
def test_each_door_opens_for_those_it_should_and_for_no_other(name, draft, people, client):
    method, expected = DOORS[name]
    assert set(expected) == set(people)
    for who, person in people.items():
        version = Article.objects.get(pk=draft.pk).version
        answer = knock(client, person, method, url(name, draft))
        assert answer.status_code in expected[who], f"{who}: {answer.status_code}"
        if who in ("anonymous", "other", "administrator"):
            assert "Naskah rahasia" not in answer.content.decode()  # none of these is streamed
            assert answer.status_code != 302 or re.match("/redaksi-desk/|/media/foto/", answer.url)
            assert Article.objects.get(pk=draft.pk).version == version
            assert not EditLease.objects.exists()
            assert not Scratch.objects.exists()
            assert Comment.objects.filter(is_resolved=False).count() == 1
        Article.objects.update(confidants=None)
        Comment.objects.filter(words="Halo").delete()
        Comment.objects.update(is_resolved=False, decided_at=None, decided_by=None)
        EditLease.objects.all().delete()
        Scratch.objects.all().delete()


def test_revisions_of_a_published_story_and_of_its_update_are_told_apart(
    people, client, writer, editor, other_writer
):
    """A colleague may read what is published and its texts, but not the update that is on its way."""
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    mine = copy.revisions.get()
    client.force_login(other_writer)
    for address in (
        reverse("admin:articles_article_compare_now", args=[live.pk, mine.pk]),
        reverse("admin:articles_article_compare_now", args=[copy.pk, mine.pk]),
        reverse("admin:articles_article_merge_live", args=[copy.pk]),
    ):
        assert client.get(address).status_code == 404
    html = client.get(reverse("admin:articles_article_review", args=[live.pk])).content.decode()
    assert f"/{copy.pk}/" not in html
    for method, address in (("save", f"/redaksi-desk/articles/article/{live.pk}/change/"),
                            ("lease", reverse("admin:articles_article_lease", args=[live.pk])),
                            ("autosave", reverse("admin:articles_article_autosave", args=[live.pk]))):  # fmt: skip
        answer = client.post(address, {"headline": "Dibajak", "tab": "tab-uji-1", "revision": live.version})
        assert answer.status_code == 409, method
    assert Article.objects.get(pk=live.pk).headline == live.headline
    assert not Revision.objects.aside().exists()  # a stranger's typing does not fill the story's history


def test_an_account_that_is_not_of_the_desk_gets_the_login(draft, client):
    reader = make_user("pembaca", roles.WRITER)
    type(reader).objects.filter(pk=reader.pk).update(is_staff=False)
    for name, (method, _expected) in DOORS.items():
        assert knock(client, reader, method, url(name, draft)).status_code == 302


def test_history_rows_have_no_door_of_their_own():
    assert not {
        model
        for model in admin.site._registry
        if model in (Revision, ArticleEvent, EditLease, Scratch, Comment)
    }


# Addresses of the desk that belong to no model.
OF_NO_MODEL = {
    "account_link", "admin_password_reset", "app_list", "assignment", "assignment_add", "assignment_change", "assignment_step", "assignments",
    "autocomplete", "calendar", "calendar_move", "card_health", "card_ignore", "change_sign", "changes",
    "changes_csv", "failed_mails",
    "figures", "figures_csv", "letter", "letter_record", "letter_figures", "letter_figures_csv", "letter_file", "letter_step", "letters", "masthead_history", "originals", "original_decide", "redaction_run", "redaction_run_ask", "redaction_run_decide", "sealed_original", "first_day", "handbook", "handbook_chapter", "handbook_picture", "index", "jsi18n", "login", "logout", "notification", "notification_choices", "notifications",
    "notifications_read", "own_account", "password_change", "password_change_done", "personal_data",
    "photo_file", "photo_upload", "redaction", "redaction_ask", "redaction_decide", "roles", "search", "sign_in_again", "sign_out_everywhere",
    "second_step", "passkey_question", "by_passkey", "end_session", "own_second_factor", "own_code_app",
    "own_passkey_options", "own_passkey", "own_factor_remove", "own_recovery_codes", "let_in",
    "role_proposals", "remove_demo", "site_export_decide", "site_export_file", "site_exports", "system_health", "task_again", "view_on_site",
}  # fmt: skip
PAGES_OF_A_PACKAGE = [
    "taggit/tag/",
    "taggit/tag/merge-tags/",
    "taggit/tag/add/",
    "auth/group/",
    "django_tasks_db/dbtaskresult/",
]


def test_the_desk_has_the_pages_of_its_own_models_alone(visit, administrator):
    """Packages register pages that ask for no right of ours; what is installed next will, too."""
    assert {model._meta.label for model in admin.site._registry} == MODELS
    ours = re.compile(rf"(?:{'|'.join(label.lower().replace('.', '_') for label in MODELS)})_")
    names = {pattern.name for pattern in flat(admin.site.get_urls()) if not ours.match(pattern.name or "")}
    assert names - {None} == OF_NO_MODEL
    type(administrator).objects.filter(pk=administrator.pk).update(is_superuser=True)
    for path in PAGES_OF_A_PACKAGE:
        assert visit(administrator).get(f"/redaksi-desk/{path}").status_code == 404, path
