"""Plain functions that make what a test needs; nothing is random."""

import datetime
import io
from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles.models import Article, Category, Notice, Person, Photo, Publication, Region, Tag
from articles.text.story_text import CreditLine, Disclosures, MetaTags
from staff import workflow
from staff.models import Assignment, Coverage, NoticeProposal, User
from staff.planning import assignments
from staff.workflow import questions
from staff.writing import saving

GOING_OUT = ("approve", "approve_and_publish", "publish", "publish_alone", "merge")


def make_publication():
    """The publication's row. It asks nothing at approval: what is asked has tests of its own."""
    publication = Publication(name="Kabar Uji", dateline_site="KabarUji", asks_at_approval=False)
    publication.save()
    return publication


def make_category(name="Peristiwa", slug="peristiwa", parent=None):
    return Category.objects.filter(slug=slug, parent=parent).first() or Category.objects.create(
        name=name, slug=slug, parent=parent
    )


def make_region(name="Kraksaan", slug="kraksaan", parent=None):
    if parent is None and slug == "kraksaan":
        parent = make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")
    kind = Region.Kind.DISTRICT if parent else Region.Kind.REGENCY
    return Region.objects.filter(slug=slug).first() or Region.objects.create(
        name=name, slug=slug, kind=kind, parent=parent
    )


def make_article(by, *, tags=(), **fields):
    """A complete draft with its first revision, written by this account."""
    fields = {
        "headline": "Banjir di Dringu mulai surut",
        "standfirst": "Warga mulai membersihkan rumah.",
        "body": "<p>Air setinggi lutut mulai surut sejak pagi.</p><p>Warga membersihkan lumpur.</p>",
        "category": make_category(),
        "region": make_region(),
        "created_by": by,
    } | fields
    if fields.get("commercial_label"):
        fields = {"advertiser": "PT Uji Coba"} | fields
    article = Article.objects.create(**fields)
    article.credits.create(person=by.person, order=0)
    article.tags.set(Tag.objects.by_names(tags))
    workflow.record_edit(article, by=by)
    return article


def make_notice(**words):
    """The words of a notice that nobody has proposed yet."""
    words = {"kind": Notice.Kind.UPDATE, "text": "Jumlahnya berubah sejak berita ini terbit."} | words
    return NoticeProposal(**words)


def move(article, *steps, **kwargs):
    """Plays (action, person) steps; every reason, revision, notice and answer is given. What an update takes back is
    waived."""
    for action, by in steps:
        saved = Article.objects.get(pk=article.pk)
        if action in GOING_OUT and not workflow.refusal("waive_notice", saved, by):
            move(saved, ("waive_notice", by))
        if workflow.ACTIONS[action].takes_notice:
            kwargs = {"notice": make_notice()} | kwargs
        answers = {"answers": questions.labels()} if workflow.ACTIONS[action].asks else {}
        article = workflow.perform(
            action,
            article,
            by=by,
            revision=Article.objects.get(pk=article.pk).version,
            reason="Alasan.",
            **answers | kwargs,
        )
    return article


def publish(article, writer, editor):
    return move(article, ("submit", writer), ("approve_and_publish", editor))


def schedule(article, writer, editor):
    move(article, ("submit", writer))
    return move(article, ("approve_and_publish", editor), at=timezone.now() + timedelta(hours=2))


def in_state(state, writer, editor, managing_editor=None, **fields):
    """Return a new story that was brought into this state."""
    article = make_article(writer, **fields)
    steps = {
        "draft": [],
        "submitted": [("submit", writer)],
        "returned": [("submit", writer), ("return", editor)],
        "approved": [("submit", writer), ("approve", editor)],
        "published": [("submit", writer), ("approve_and_publish", editor)],
        "withdrawn": [
            ("submit", writer), ("approve_and_publish", editor), ("request_withdrawal", editor),
            ("withdraw", managing_editor),
        ],
        "spiked": [("submit", writer), ("spike", editor)],
    }  # fmt: skip
    return schedule(article, writer, editor) if state == "scheduled" else move(article, *steps[state])


def picture(size=(1600, 900), fmt="JPEG", colour="teal", **kwargs):
    """The bytes of a picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, fmt, **kwargs)
    return buffer.getvalue()


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def make_photo(name="a", **fields):
    """A row of the library whose files are not there."""
    words = {"caption": "Sungai meluap", "credit": "Wati", "alt": "Air di jalan"}
    fields = words | {"width": 1280, "height": 720} | fields
    return Photo.objects.create(
        original=f"{name}.jpg",
        folder=f"foto/{name}",
        sha256=name,
        renditions=[["full", "jpeg", 720, 405, f"foto/{name}/720x405-{name}.jpg", 1000]],
        **fields,
    )


def run_tasks():
    """Does the tasks that wait, within the test's own transaction; the worker would open one of its own."""
    for waiting in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        with suppress(OSError):  # what a failing storage raises: the worker notes it and goes on
            waiting.task.func(*waiting.args_kwargs["args"])
        waiting.delete()


def make_user(username, *held, **kwargs):
    user = User.objects.create_user(
        username, password="rahasia", is_staff=True, first_name=username.title(), **kwargs
    )
    user.groups.set(Group.objects.filter(name__in=[role.group for role in held]))
    Person.objects.create(name=user.first_name, user=user)
    return user


def edit(article, by, **changes):
    article = Article.objects.get(pk=article.pk)
    return saving.save(article, article.snapshot().replace(**changes), by=by, base=article.version)


def update(story, writer, editor, **changes):
    """Update a live story as a writer proposes it and an editor approves it; returns the live story."""
    publish(edit(move(story, ("propose_update", writer)), by=writer, **changes), writer, editor)
    return Article.objects.get(pk=story.pk)


def make_assignment(by, **fields):
    fields = {
        "headline": "Rapat APBD di DPRD",
        "brief": "Minta salinan risalah.",
        "due_at": timezone.now() + timedelta(hours=5),
        "region": make_region(),
    } | fields
    return assignments.plan(Assignment(**fields), by=by)


def make_coverage(user, region=None, begins="08:00", ends="17:00", days=range(7)):
    return Coverage.objects.create(
        user=user,
        region=region,
        weekdays=list(days),
        begins=datetime.time.fromisoformat(begins),
        ends=datetime.time.fromisoformat(ends),
    )


def other_values(other_writer, target):
    """Another value for each part of a text."""
    photo = make_photo("b", caption="Posko", credit="Oki", alt="Tenda")
    in_text = Photo.objects.filter(sha256="t").first() or make_photo("t")
    return {
        "headline": "Judul lain",
        "slug": "alamat-lain",
        "standfirst": "Teras lain.",
        "body": f'<p>Isi lain.</p>\n<figure class="media"><oembed url="/berita/{target.pk}/"></oembed></figure>\n'
        f'<figure class="photo"><img src="/foto/{in_text.pk}/"></figure>',
        "photos": (in_text.words(),),  # the library's: no save of a story changes them
        "dateline": "Dringu",
        "category": make_category("Ekonomi", "ekonomi").pk,
        "region": make_region("Paiton", "paiton").pk,
        "tags": ("Banjir", "Posko"),
        "credits": (
            CreditLine(other_writer.person.pk, "reporter", "Oki Setia"),
            CreditLine(other_writer.person.pk, "photographer", "Oki"),
        ),
        "lead_photo": photo.words(),
        "related": (target.pk,),
        "sign_off": "(oki)",
        "commercial_label": "ad",
        "disclosures": Disclosures(
            advertiser="PT Uji Coba", advertised_goods="food", source_name="Kantor Berita",
            source_url="https://kantor.example/1", source_id="tag:1", ai_uses=("draft",), ai_tool="Alat",
            unverified_note="Belum terverifikasi.", public_interest="Banjir.", first_source="Kepala desa.",
            contact_attempts="Tiga kali ditelepon.",
        ),
        "meta_tags": MetaTags("Judul untuk mesin", "Uraian untuk mesin.", "https://asal.example/1", "noindex"),
    }  # fmt: skip


def run_worker():
    """Does the tasks that wait as the worker of a newsroom does, each in a transaction of its own."""
    call_command("db_worker", batch=True, verbosity=0, interval=0)
