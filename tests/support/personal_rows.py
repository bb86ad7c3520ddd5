"""A row of every kind of personal data, all about one person: Sari Wulandari, who writes, gives and is named."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import (
    Article,
    Attachment,
    AttachmentUse,
    ExportFile,
    ImportedItem,
    ImportedPerson,
    ImportRun,
    LegacyPath,
    Merger,
    Notice,
    OldSite,
    Page,
    Person,
    Pick,
    PiecedUpload,
    Redaction,
    Tag,
)
from articles.text.story_text import CreditLine
from staff import roles, workflow
from staff.accounts.sessions import SessionStore
from staff.models import (
    AccountLink,
    BulkRun,
    BulkStep,
    Change,
    Claim,
    Comment,
    ComplaintFile,
    Coverage,
    EditLease,
    NoticeProposal,
    Notification,
    OriginalChange,
    Passkey,
    PreviewLink,
    ProtectionAnswer,
    PublicationProposal,
    RedactionRun,
    Route,
    Scratch,
    SealedOriginal,
    SealReading,
    SignIn,
    SignInLimit,
    SiteExport,
    SourceNote,
    SourceNoteReading,
)
from tests.support.advertising import make_order, make_slot
from tests.support.factories import edit, make_article, make_assignment, make_photo, make_user, move, publish
from tests.support.letters import make_letter

NAME, SLUG = "Sari Wulandari", "sari-wulandari"


def make_sari():
    """Somebody with an account and a byline."""
    sari = make_user("sari", roles.WRITER, last_name="Wulandari", email="sari@kabar.example")
    Person.objects.filter(user=sari).update(name=NAME, slug=SLUG, bio=f"{NAME} menulis.")
    return type(sari).objects.select_related("person").get(pk=sari.pk)


def story_about_sari(writer, editor):
    """A published story that names her in each part, with a history, and whose words are in each table beside it."""
    photo = make_photo("sari", caption=f"{NAME} di sidang", alt=f"Wajah {NAME}", credit="Wati")
    photo.metadata = {"persons_shown": NAME, "latitude": -7.7, "longitude": 113.2}
    photo.supplier, photo.consent = NAME, f"{NAME}, lisan"
    photo.save()
    source = Person.objects.create(name=NAME)
    story = make_article(writer, headline=f"{NAME} diperiksa", standfirst=f"Ibu {NAME.upper()} datang.",
        body=f"<p>{NAME} diam. <strong>Sari</strong> Wulandari, lalu Sari&nbsp;Wulandari.</p>\n"
             f'<p>Baca <a href="https://lain.example/2020/{SLUG}-ditahan/">ini</a>.</p>',
        lead_photo=photo, tags=[NAME, "Sidang"])  # fmt: skip
    text = story.snapshot()
    edit(
        story,
        writer,
        headline=f"{NAME} diperiksa lagi",
        credits=(*text.credits, CreditLine(source.pk, "source", NAME)),
    )
    story = Article.objects.get(pk=story.pk)
    move(story, ("submit", writer))
    workflow.perform("return", story, by=editor, revision=story.version, reason=f"Cek nama {NAME}.")
    story = publish(Article.objects.get(pk=story.pk), writer, editor)
    story.keep_aside(text.replace(headline=f"{NAME} menangis"), by=writer, base=1, cause="stale")
    LegacyPath.objects.create(path=f"/2019/{SLUG}-diperiksa/", article=story)
    _rows_beside(story, writer, editor)
    return story


def _rows_beside(story, writer, editor):
    now = timezone.now()
    revision = story.revisions.main().first()
    Comment.objects.create(
        article=story, author=editor, revision=revision, quote=NAME, words=f"Siapa {NAME}?", token="t"
    )
    Notice.objects.create(article=story, revision=revision, kind="ralat", text=f"Bukan {NAME}.", before=NAME, after=f"Bukan {NAME}.",
                          requester=NAME, proposed_by=writer, published_by=editor)  # fmt: skip
    NoticeProposal.objects.create(
        article=story, kind="hak-jawab", text=f"{NAME} menjawab.", requester=NAME, proposed_by=writer
    )
    Notification.objects.create(recipient=writer, kind="returned", by=editor, article=story, words=f"Tanya {NAME}.",
                                facts={"region": NAME}, path="/x/")  # fmt: skip
    letter = make_letter(
        story, name=NAME, text=f"{NAME} keberatan.", address=f"/berita/{SLUG}/", on_behalf_of=f"Ibu {NAME}"
    )
    letter.note("take", by=editor, words=f"Telepon {NAME}.")
    letter.mails.update(mail_error=f"{NAME}: 550")
    ComplaintFile.objects.create(complaint=letter, name=f"Surat {NAME}", file="surat/a.pdf", media_type="application/pdf",
                                 size=1, sha256="a")  # fmt: skip
    Scratch.objects.create(user=writer, article=story, tab="1", data={"headline": [NAME]}, saved_at=now)
    PreviewLink.objects.create(article=story, revision=revision, recipient=NAME, created_by=editor,
                               expires_at=now + timedelta(hours=1))  # fmt: skip
    assignment = make_assignment(editor, headline=f"Temui {NAME}", brief=f"Tanya {NAME}.", assignee=writer)
    type(assignment).objects.filter(pk=assignment.pk).update(article=story)
    assignment.steps.update(words=f"Temui {NAME}.")
    site = OldSite.objects.create(
        key="lama.example", address="https://lama.example", time_zone="Asia/Jakarta"
    )
    run = ImportRun.objects.create(site=site)
    ImportedItem.objects.create(site=site, wp_id=7, run=run, type="post", path=f"/{SLUG}/", old_paths=[f"/lama-{SLUG}/"],
        parsed={"title": NAME}, legacy_html=f"<p>{NAME}</p>", article=story)  # fmt: skip
    bulk = BulkRun.objects.create(
        key="6a2c3a1e-0000-4000-8000-000000000000", user=writer, action="submit", typed={"reason": NAME}
    )
    BulkStep.objects.create(run=bulk, article=story, order=0, revision=1, message=f"{NAME}: sudah")
    LogEntry.objects.create(user=editor, content_type=ContentType.objects.get_for_model(Article), object_id=str(story.pk),
                            object_repr=story.headline, action_flag=CHANGE, change_message="x")  # fmt: skip
    Route.objects.create(
        article=story, submitter=writer, told=[editor.pk], since=now, told_at=now, circle="region"
    )


def rows_of_sari(sari, story):
    """A row of each kind that is hers, beside the story that she is named in."""
    now = timezone.now()
    own = make_article(sari, headline="Naskah Sari", body="<p>Isi.</p>")
    Person.objects.filter(user=sari).update(photo=None)
    session = SessionStore()
    session["_auth_user_id"] = str(sari.pk)
    session.save()
    Passkey.objects.create(account=sari, name="HP Sari", credential_id=b"x", credential=b"y")
    AccountLink.objects.make(sari, AccountLink.Purpose.HELP, by=None)
    SignIn.objects.create(
        account=sari, name="sari", address="192.0.2.1", browser="Firefox", outcome="in", hour=now
    )
    SignInLimit.objects.create(key="n:x", tries=1, until=now, free_at=now)
    photo = make_photo("punya-sari", uploaded_by=sari, supplier=NAME, consent="ya")
    type(photo).objects.filter(pk=photo.pk).update(metadata={"latitude": -7.7, "longitude": 113.2})
    attachment = Attachment.objects.create(name="Surat", kind="pdf", original="a.pdf", sha256="a", file="l/a.pdf", size=1,
                                           pages=1, uploaded_by=sari)  # fmt: skip
    AttachmentUse.objects.create(article=own, attachment=attachment)
    own.keep_aside(own.snapshot().replace(headline="Lain"), by=sari, base=1, cause="stale")
    revision = own.revisions.main().first()
    PreviewLink.objects.create(article=own, revision=revision, recipient="Pak", created_by=sari,
                               expires_at=now + timedelta(hours=1))  # fmt: skip
    Comment.objects.create(article=own, author=sari, words="Sudah.", token="s")
    Notice.objects.create(article=story, revision=story.newest_revision, kind="ralat", text="Keliru.", proposed_by=sari,
                          published_by=story.created_by)  # fmt: skip
    NoticeProposal.objects.filter(article=story).update(proposed_by=sari)
    note = SourceNote.objects.create(
        article=own, kind="source", sealed=b"x", written_by=sari, last_day=now.date() + timedelta(days=1)
    )
    SourceNoteReading.objects.create(article=own, note=note.pk, reader=sari)
    OriginalChange.objects.create(source_id="1", kind="corrected", words="Keliru.", reported_by=sari)
    make_assignment(sari, assignee=sari)
    letter = make_letter(own)
    letter.note("take", by=sari)
    letter.decide("refused", by=sari, handler=sari, refusal_reason="accurate", answer="Benar.")
    Coverage.objects.create(user=sari, weekdays=[1], begins="08:00", ends="09:00")
    EditLease.objects.create(article=own, user=sari, tab="1", taken_at=now, seen_at=now)
    Scratch.objects.create(user=sari, article=own, tab="1", data={}, saved_at=now)
    Notification.objects.create(recipient=sari, kind="returned", article=own, path="/x/")
    BulkRun.objects.create(key="6a2c3a1e-0000-4000-8000-000000000001", user=sari, action="submit", typed={})
    Claim.objects.create(article=own, user=sari, taken_at=now, until=now)
    Pick.objects.create(article=story, picked_by=sari)
    LogEntry.objects.create(user=sari, content_type=ContentType.objects.get_for_model(Article), object_id="1",
                            object_repr="x", action_flag=CHANGE, change_message="x")  # fmt: skip
    PublicationProposal.objects.create(values={"name": "x"}, proposed_by=sari)
    Merger.objects.create(kind="person", old_id=9_999_999, target_id=sari.person.pk, name="Sari W.", target_name=NAME,
                          address="/penulis/sari-w/", stories=0)  # fmt: skip
    export = ExportFile(name="ekspor.xml", uploaded_by=sari)
    export.file.save("ekspor.xml", ContentFile(b"<rss/>"))
    make_order(make_slot(), created_by=sari, advertiser="Toko Sari")
    PiecedUpload.objects.create(name="ekspor.xml", key="1", size=5, uploaded_by=sari)
    SiteExport.objects.create(needs_two=False, asked_by=sari)
    site = OldSite.objects.get()
    ImportedPerson.objects.create(site=site, login="sari", person=sari.person)
    Page.objects.create(title="Uji", slug="uji", body="<p>x</p>").save(by=sari)
    Redaction.objects.create(
        words=["Abc"], replacement="x", stories=[own.pk], ground="court", reason="x", asked_by=sari
    )
    run = RedactionRun.objects.create(words="x", replacement="x", ground="court", reason="x", stories=[own.pk], pending=[own.pk],
                                      asked_by=sari)  # fmt: skip
    sealed = SealedOriginal.objects.create(
        run=run, redaction=Redaction.objects.get(), stories=[own.pk], content="x"
    )
    SealReading.objects.create(original=sealed, by=sari, reason="x")
    ProtectionAnswer.objects.create(article=own, place="headline", digest="x", by=sari)
    DBTaskResult.objects.create(task_path="x", args_kwargs={"args": [NAME], "kwargs": {}}, backend_name="default",
                                enqueued_at=now)  # fmt: skip
    Tag.objects.get_or_create(name="Sidang")
    Change.objects.note(sari, by=sari, source="uji")
    publish(own, sari, make_user("dina", roles.EDITOR))
