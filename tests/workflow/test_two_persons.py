"""Ways around the second person, and around what is confidential, that somebody tried: none leads anywhere."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article, Page, Person, Photo, Publication, Tag
from articles.text.story_text import CreditLine
from staff import roles, workflow
from staff.models import Change, Notification, PublicationProposal, User
from staff.photos import library
from staff.planning import assignments
from staff.workflow import Refused
from staff.writing import saving
from tests.support.factories import (
    edit,
    make_article,
    make_assignment,
    make_photo,
    make_publication,
    move,
    publish,
)
from tests.support.forms import as_sent, form, rows
from tests.support.shared_rows import shared

EVIL = "Koruptor Kakap"
SECRET = "Kelinci"


def save_form(browser, row, **values):
    opts = row._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    sent = as_sent(browser.get(url).content.decode(), f"{opts.model_name}_form")
    answer = browser.post(url, sent | values)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    row.refresh_from_db()


def add_form(browser, model, **values):
    name = model._meta.model_name
    url = reverse(f"admin:articles_{name}_add")
    answer = browser.post(url, as_sent(browser.get(url).content.decode(), f"{name}_form") | values)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def is_listed(story):
    story.refresh_from_db()
    return story.needs_signature or Change.objects.to_sign().exists()


def public(client, story):
    return client.get(story.get_absolute_url()).content.decode()


# ---- 1. Two persons


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_a_tag_renamed_before_publication(state, story, visit, client, writer, editor, second_editor):
    """One editor renames a tag that no live story has, and publishes the story that has it."""
    one = move(make_article(writer, headline="Lain sama sekali", tags=["Pasar Baru"]), ("submit", writer))
    if state == "approved":
        one = move(one, ("approve", second_editor))
    save_form(visit(editor), Tag.objects.get(name="Pasar Baru"), name=EVIL)
    one = move(one, ("approve_and_publish" if state == "submitted" else "publish", editor))
    assert EVIL in public(client, one)
    assert is_listed(one)


def test_the_writer_renames_a_tag_of_the_own_approved_story(story, visit, client, editor, second_editor):
    one = move(make_article(editor, headline="Lain sama sekali", tags=["Pasar Baru"]), ("submit", editor))
    move(one, ("approve", second_editor))
    save_form(visit(editor), Tag.objects.get(name="Pasar Baru"), name=EVIL)
    one = move(one, ("publish", editor))
    assert EVIL in public(client, one)
    assert is_listed(one)


def test_a_tag_in_use_merged_into_a_new_name(story, visit, client, second_editor):
    browser = visit(second_editor)
    add_form(browser, Tag, name=EVIL)
    old, new = Tag.objects.get(name="Banjir"), Tag.objects.get(name=EVIL)
    browser.post(reverse("admin:articles_tag_merge", args=[old.pk]), {"into": new.pk})
    assert EVIL in public(client, story)
    assert is_listed(story)


def test_a_reporters_slug_of_a_tag(story, visit, client, other_writer, writer, editor):
    add_form(visit(other_writer), Tag, name="Pasar Baru", slug="koruptor-kakap")
    assert not Tag.objects.filter(name="Pasar Baru").exists()  # no form offers it, so nothing is saved
    add_form(visit(other_writer), Tag, name="Pasar Baru")
    one = publish(make_article(writer, headline="Lain sama sekali", tags=["Pasar Baru"]), writer, editor)
    assert "/tag/pasar-baru/" in public(client, one)


def test_a_profile_written_before_the_name_is_public(story, visit, client, writer, editor, managing_editor):
    add_form(visit(managing_editor), Person, name="Budi", bio=EVIL)
    budi = Person.objects.get(name="Budi")
    one = make_article(writer, headline="Lain sama sekali")
    one = edit(one, writer, credits=(*one.snapshot().credits, CreditLine(budi.pk, "source", "Budi")))
    one = publish(one, writer, editor)
    assert EVIL in client.get(budi.get_absolute_url()).content.decode()
    assert is_listed(one)


def test_a_person_in_use_merged_into_another_name(story, visit, client, writer, editor, second_editor):
    old = Person.objects.create(name="Budi")
    one = make_article(writer, headline="Lain sama sekali")
    one = edit(one, writer, credits=(*one.snapshot().credits, CreditLine(old.pk, "source", "Budi")))
    one = publish(one, writer, editor)
    browser = visit(second_editor)
    add_form(browser, Person, name=EVIL)
    new = Person.objects.get(name=EVIL)
    browser.post(reverse("admin:articles_person_merge", args=[old.pk]), {"into": new.pk})
    assert EVIL in client.get(new.get_absolute_url()).content.decode()
    assert "/penulis/koruptor-kakap/" in public(client, one)
    assert is_listed(one)


def test_the_byline_that_a_managing_editor_gives_oneself_at_the_first_approval(story, visit, client, writer):
    boss = User.objects.create_user("baru", password="rahasia", is_staff=True, first_name="Baru")
    boss.groups.set(Group.objects.filter(name=roles.MANAGING_EDITOR.group))
    with pytest.raises(AssertionError, match="user"):
        add_form(visit(boss), Person, name=EVIL, user=boss.pk)
    one = publish(make_article(writer, headline="Lain sama sekali"), writer, boss)
    assert EVIL not in public(client, one)


def test_a_caption_changed_while_the_story_is_withdrawn(
    publication, client, writer, editor, managing_editor, second_editor
):
    photo = make_photo()
    one = publish(make_article(writer, lead_photo=photo), writer, editor)
    one = move(one, ("request_withdrawal", editor), ("withdraw", managing_editor))
    one = move(one, ("request_reinstatement", second_editor))
    photo.caption = EVIL
    library.save_words(photo, ["caption"], by=managing_editor)
    with pytest.raises(Refused, match="berubah sejak ini diminta"):
        move(one, ("reinstate", managing_editor))
    move(one, ("take_back_request", second_editor), ("request_reinstatement", second_editor))
    assert move(one, ("reinstate", managing_editor)).is_public  # the second editor saw the caption


def test_the_reason_of_a_withdrawal(story, client, writer, editor, managing_editor):
    """It has to be there at once, so no second person reads it first: writers and who asked get it."""
    story = move(story, ("request_withdrawal", editor))
    story = workflow.perform(
        "withdraw", story, by=managing_editor, revision=story.version, reason="wartawan kami dibayar partai"
    )
    assert "dibayar partai" in public(client, story)
    notes = Notification.objects.filter(kind="withdrawn", words__contains="dibayar partai")
    assert {writer, editor} <= {note.recipient for note in notes}


def test_who_changed_a_caption_signs_it_after_a_slip_that_another_mended(
    publication, writer, editor, second_editor
):
    photo = make_photo()
    one = publish(make_article(writer, lead_photo=photo), writer, editor)
    photo.caption = EVIL
    library.save_words(photo, ["caption"], by=second_editor)
    one.refresh_from_db()
    assert one.needs_signature
    one = edit(one, editor, body=one.body.replace("lumpur", "lumpurr"))
    with pytest.raises(Refused):
        move(one, ("sign", second_editor))


def test_who_has_an_own_fix_in_the_text_signs_nothing_of_it(publication, writer, editor, second_editor):
    photo = make_photo()
    one = publish(make_article(writer, lead_photo=photo), writer, editor)
    one = edit(one, second_editor, body=one.body.replace("lumpur", "lumpurr"))
    photo.caption = EVIL
    library.save_words(photo, ["caption"], by=editor)
    with pytest.raises(Refused):
        move(Article.objects.get(pk=one.pk), ("sign", second_editor))


def test_an_editor_approves_the_own_text_after_a_caption_of_another(
    publication, client, writer, editor, second_editor
):
    photo = make_photo()
    one = move(make_article(writer, lead_photo=photo), ("submit", writer))
    one = edit(one, editor, body=f"<p>{EVIL}.</p>")
    with pytest.raises(Refused):
        move(one, ("approve_and_publish", editor))
    photo.alt = "Air di jalan raya"
    library.save_words(photo, ["alt"], by=second_editor)
    with pytest.raises(Refused):
        move(one, ("approve_and_publish", editor))


def test_a_caption_drifts_letter_by_letter(publication, client, writer, editor, second_editor):
    photo = make_photo(caption="Bupati dan teman")
    one = publish(make_article(writer, lead_photo=photo), writer, editor)
    for caption in ("Bupati dan seman", "Bupati dan setan"):
        photo.caption = caption
        library.save_words(photo, ["caption"], by=second_editor)
    one.refresh_from_db()
    assert "Bupati dan setan" in public(client, one)
    assert one.needs_signature


def test_accepting_a_proposal_signs_another_change_of_the_publication(
    story, visit, managing_editor, administrator
):
    row = Publication.objects.get()
    save_form(visit(administrator), row, responsible=EVIL)  # one person: to be signed
    assert Change.objects.to_sign().of_row(row).count() == 1
    save_form(visit(managing_editor), row, former_datelines='2018-10-31 "{place},- "')
    proposal = PublicationProposal.objects.open().get()
    visit(administrator).post(
        reverse("admin:articles_publication_proposal", args=[proposal.pk]), {"do": "terima"}
    )
    assert Change.objects.to_sign().of_row(row).count() == 1  # nobody has seen who answers for it


def test_the_file_of_who_may_advertise(story, visit, client, administrator):
    save_form(visit(administrator), Publication.objects.get(), ads_txt="koruptor.example, 1, DIRECT")
    assert "koruptor" in client.get("/ads.txt").content.decode()
    assert is_listed(story)


def test_the_note_of_origin_of_a_photo_beside_stories(story, client, editor):
    photo = make_photo("p")
    page = Page.objects.create(
        title="Uji", slug="uji-foto", body=f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
    )
    before = client.get(page.get_absolute_url()).content.decode()
    known = set(Change.objects.to_sign().values_list("pk", flat=True))
    photo.source = "ai"
    library.save_words(photo, ["source"], by=editor)
    assert client.get(page.get_absolute_url()).content.decode() != before
    assert Change.objects.to_sign().exclude(pk__in=known).exists()


# ---- 2. Confidential


@shared
def secret(writer, editor):
    make_publication()
    photo = make_photo("k", caption=f"{SECRET} di kandang")
    Photo.objects.filter(pk=photo.pk).update(uploaded_by=writer)
    story = make_article(
        writer,
        headline=f"Bupati disuap peternak {SECRET}",
        body=f"<p>{SECRET} ditemukan.</p>",
        tags=[f"Suap {SECRET}", "Banjir"],
        lead_photo=photo,
    )
    return workflow.confide(story, [editor], by=writer)


def test_a_tag_that_was_taken_out_again(secret, visit, writer, second_editor):
    edit(secret, writer, tags=("Banjir",))
    assert SECRET not in visit(second_editor).get("/redaksi-desk/articles/tag/").content.decode()


def test_a_photo_that_was_taken_out_again(secret, visit, writer, second_editor):
    edit(secret, writer, lead_photo=None)
    photos = visit(second_editor).get("/redaksi-desk/articles/photo/pilih/?q=kandang").json()["photos"]
    assert photos == []


def test_a_name_that_was_typed_under_it(secret, visit, writer, second_editor, managing_editor):
    credits = [(c.person_id, c.role, c.name) for c in secret.credits.all()]
    sent = form(
        secret, lead_photo=secret.lead_photo_id, **rows(credits=[*credits, ("", "source", f"Pak {SECRET}")])
    )
    answer = visit(writer).post(reverse("admin:articles_article_change", args=[secret.pk]), sent)
    assert answer.status_code == 302
    assert secret.credits.filter(name=f"Pak {SECRET}").exists()
    leaks = [
        (who.username, page)
        for who in (second_editor, managing_editor)
        for page in (
            "articles/person/",
            "perubahan/",
            f"autocomplete/?app_label=articles&model_name=credit&field_name=person&term={SECRET}",
        )
        if f"Pak {SECRET}" in visit(who).get(f"/redaksi-desk/{page}").content.decode()
    ]
    assert leaks == []


def test_the_dossier_of_the_live_story_of_a_confidential_update(
    publication, visit, writer, editor, second_editor
):
    live = publish(make_article(writer), writer, editor)
    copy = workflow.confide(move(live, ("propose_update", writer)), [editor], by=writer)
    edit(copy, by=writer, body=f"<p>{SECRET} ditemukan.</p>")
    leaks = []
    for name in ("dossier", "dossier_file"):
        answer = visit(second_editor).get(reverse(f"admin:articles_article_{name}", args=[live.pk]))
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code != 403 or SECRET in text.decode():
            leaks.append(name)
    assert leaks == []


def test_the_dossier_names_no_confidential_story_that_another_leads_to(
    secret, visit, writer, editor, second_editor
):
    live = publish(edit(make_article(writer, headline="Lain"), writer, related=(secret.pk,)), writer, editor)
    answer = visit(second_editor).get(reverse("admin:articles_article_dossier", args=[live.pk]))
    assert SECRET not in b"".join(answer.streaming_content).decode()


def test_a_form_that_was_confidential_when_its_account_was_closed(publication, visit, writer, second_editor):
    data = {"headline": [f"Bupati disuap {SECRET}"], "body": ["<p>Isi.</p>"], "confidential": ["on"]}
    saving.autosave(None, by=writer, tab="tab-baru-", base=0, data=data)
    saving.close_forms_of(writer)
    assert Article.objects.filter(headline__contains=SECRET).exists()
    assert not Article.objects.visible_to(second_editor).filter(headline__contains=SECRET).exists()


def test_the_assignment_of_a_confidential_story(
    publication, visit, writer, editor, second_editor, other_writer
):
    plan = make_assignment(editor, headline=f"Bupati disuap {SECRET}", assignee=writer)
    story = assignments.begin_story(plan, by=writer)
    workflow.confide(story, [editor], by=writer)
    leaks = [
        page
        for page in ("penugasan/", f"penugasan/{plan.pk}/", "kalender/")
        if SECRET in visit(second_editor).get(f"/redaksi-desk/{page}").content.decode()
    ]
    assert leaks == []


def test_facts_in_the_bell_after_it_was_closed(publication, visit, writer, editor, second_editor):
    story = move(make_article(writer, headline=f"Bupati disuap {SECRET}"), ("submit", writer))
    workflow.confide(story, [editor], by=editor)
    page = visit(second_editor).get("/redaksi-desk/pemberitahuan/").content.decode()
    assert SECRET not in page
    assert "Kraksaan" not in page  # its place


def test_a_photo_in_the_open_form_of_a_confidential_story(publication, visit, writer, second_editor):
    photo = make_photo("f", caption=f"{SECRET} di kandang", uploaded_by=writer)
    data = {"headline": ["Bupati"], "lead_photo": [str(photo.pk)], "confidential": ["on"]}
    saving.autosave(None, by=writer, tab="tab-baru-", base=0, data=data)
    photos = visit(second_editor).get("/redaksi-desk/articles/photo/pilih/?q=kandang").json()["photos"]
    assert photos == []


@pytest.mark.parametrize("place", ["body", "lead_photo"])
@pytest.mark.parametrize("name", ["preview_new", "check_new", "tidy_new"])
def test_an_aid_of_the_open_form_tells_nothing_of_a_photo_by_its_number(
    name, place, secret, visit, other_writer
):
    pk = secret.lead_photo_id
    figure = f'<figure class="photo"><img src="/foto/{pk}/"></figure><p>Isi.</p>'
    sent = form(headline="Punyaku", **{place: figure if place == "body" else pk}, user=other_writer.pk)
    answer = visit(other_writer).post(reverse(f"admin:articles_article_{name}"), sent)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


def test_an_editor_makes_a_credited_name_the_own_byline(secret, visit, writer, second_editor):
    name = Person.objects.create(name="Kontributor")
    edit(secret, writer, credits=(*secret.snapshot().credits, CreditLine(name.pk, "reporter", "Kontributor")))
    assert not Article.objects.visible_to(second_editor).filter(pk=secret.pk).exists()
    url = reverse("admin:articles_person_merge", args=[name.pk])
    assert visit(second_editor).post(url, {"into": second_editor.person.pk}).status_code == 404
    assert not Article.objects.visible_to(second_editor).filter(pk=secret.pk).exists()


def test_a_managing_editor_takes_a_writers_byline(secret, visit, writer):
    boss = User.objects.create_user("baru", password="rahasia", is_staff=True, first_name="Baru")
    boss.groups.set(Group.objects.filter(name=roles.MANAGING_EDITOR.group))
    with pytest.raises(AssertionError, match="user"):
        save_form(visit(boss), writer.person, user=boss.pk)
    assert not Article.objects.visible_to(boss).filter(pk=secret.pk).exists()


# ---- 3. A renamed tag is the same tag


def test_a_tag_whose_capitals_were_mended_is_the_same(story, visit, writer, editor):
    one = move(
        make_article(writer, headline="Lain", tags=["pasar baru"]), ("submit", writer), ("approve", editor)
    )
    save_form(visit(editor), Tag.objects.get(name="pasar baru"), name="Pasar Baru")
    assert move(one, ("publish", editor)).is_public


def test_a_save_without_a_change_keeps_the_approval(story, visit, writer, editor):
    one = move(make_article(writer, headline="Lain", tags=["Pasar"]), ("submit", writer), ("approve", editor))
    save_form(visit(editor), Tag.objects.get(name="Pasar"), name="Pasar Baru")
    one = edit(one, editor)
    assert one.status == "approved"


def test_a_save_of_a_live_story_without_a_change_is_no_fix(story, visit, second_editor):
    save_form(visit(second_editor), Tag.objects.get(name="Banjir"), name="Banjir Bandang")
    assert not edit(story, second_editor).has_unseen_fix


def test_bringing_together_asks_nothing_about_a_renamed_tag(story, visit, writer, second_editor):
    copy = move(story, ("propose_update", writer))
    copy = edit(copy, writer, tags=("Banjir", "Posko"))
    save_form(visit(second_editor), Tag.objects.get(name="Banjir"), name="Banjir Bandang")
    page = visit(writer).get(reverse("admin:articles_article_merge_live", args=[copy.pk]))
    assert [row.key for row in page.context_data["rows"] if not row.choice] == []


# ---- 4. Crafted and old forms


def test_an_old_tab_of_a_fixed_page_does_not_write_over_a_newer_text(
    story, visit, managing_editor, administrator
):
    page = Page.objects.create(title="Uji", slug="uji-lama", body="<p>Satu.</p>")
    url = reverse("admin:articles_page_change", args=[page.pk])
    old_tab = as_sent(visit(administrator).get(url).content.decode(), "page_form")
    save_form(visit(managing_editor), page, body="<p>Dua, yang baru.</p>")
    visit(administrator).post(url, old_tab | {"order": "7"})
    page.refresh_from_db()
    assert "Dua, yang baru." in page.body


def test_a_field_that_the_form_does_not_show_is_refused(story, visit, editor):
    tag = Tag.objects.get(name="Banjir")
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    sent = as_sent(visit(editor).get(url).content.decode(), "tag_form")
    visit(editor).post(url, sent | {"name": "Banjir Bandang", "former_names": "longsor"})
    tag.refresh_from_db()
    assert tag.name == "Banjir"


def test_a_nul_in_a_search_field_is_no_error_of_the_server(story, visit, writer):
    browser = visit(writer)
    browser.raise_request_exception = False
    query = "app_label=articles&model_name=taggedarticle&field_name=tag&term=%00"
    assert browser.get(f"/redaksi-desk/autocomplete/?{query}").status_code < 500


# ---- 1., the rule of small fixes


@pytest.mark.parametrize(
    ("old", "new"),
    [("½ ton beras", "¼ ton beras"), ("$5 juta", "€5 juta"), ("sejauh 5 m", "sejauh 5 km"),
     ("10² meter", "10³ meter")],
)  # fmt: skip
def test_a_number_is_no_small_fix(old, new, publication, writer, editor, second_editor):
    one = publish(make_article(writer, body=f"<p>Warga melihat {old} di sana.</p>"), writer, editor)
    saved = edit(one, second_editor, body=f"<p>Warga melihat {new} di sana.</p>")
    assert saved.pk != one.pk  # an update, which waits for a second person
