"""Striking words out of many stories: looked for everywhere, chosen by tick, confirmed by a second person, carried out by the
worker a few stories at a time.

Each batch is a Redaction of the two persons who decided on the run, and goes off the run's list in the same transaction: a
worker that dies leaves nothing half struck, and the next one goes on where it stopped. What stood there is sealed for the
persons whom the run names, where a child or a victim is protected.
"""

import base64
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.apps import apps
from django.contrib.postgres.functions import TransactionNow
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import Article, Page, Person, Photo, Redaction, Region, Tag
from articles.models.protection import ProtectedPerson
from articles.text import body
from articles.text.redaction import Redactor
from staff import sealing
from staff.models import RedactionRun, SealedOriginal, SealReading
from staff.personal_data import striking
from staff.personal_data.kinds import KINDS
from staff.workflow import Refused

MOST_STORIES = 5_000  # that one run strikes
BATCH = 10  # stories of one transaction
SHOWN_HITS = 5  # of one story
Outcome = Redaction.Outcome
_WORDS, _ORIGINAL = "words of a redaction run", "original of a redaction"


# ---- Looking for them


@dataclass
class Finding:
    """A story in which the words stand: where readers read them, and in how many rows beside that."""

    story: Article
    hits: list = field(default_factory=list)
    row_count: int = 0

    @property
    def shown_hits(self):
        return self.hits[:SHOWN_HITS]


def find(phrases, stories, exceptions=()):
    """Return the findings of these phrases in the stories of a queryset, the newest first. Raises Refused for too many."""
    redactor = Redactor(phrases, "…", exceptions=exceptions)
    counts = defaultdict(int)
    for model, root, values in _rows_with(phrases):
        if redactor.finds(values):
            counts[root] += model is not Article
    if len(counts) > MOST_STORIES:
        raise Refused(
            _("The words stand in %(number)d stories, and at most %(most)d go at once. Name longer ones.")
            % {"number": len(counts), "most": MOST_STORIES}
        )
    rows = stories.filter(pk__in=counts).select_related("lead_photo").prefetch_related("tags").order_by("-pk")
    return [Finding(story, _hits(redactor, story), counts[story.pk]) for story in rows]


def _hits(redactor, story):
    """Return where the words stand in what readers read of a story."""
    texts = [story.headline, story.standfirst, body.text(story.body), story.slug]
    texts += [tag.name for tag in story.tags.all()]
    texts += [story.lead_photo.caption, story.lead_photo.alt] if story.lead_photo else []
    return [hit for text in texts for hit in redactor.hits(text)]


def _rows_with(phrases):
    """Yield (model, number of the story, values) of rows that may hold the words; the redactor knows for certain."""
    for rows in (rows for kind in KINDS for rows in kind.rows if rows.of_story):
        model = apps.get_model(rows.model)
        columns = [name for name in rows.columns if striking._holds_words(model._meta.get_field(name))]
        if not columns:
            continue
        holding = _holding(model.objects.filter(**dict(rows.filters)), columns, phrases)
        story = "" if rows.of_story == "pk" else f"{rows.of_story}__"
        own = "pk" if not story else f"{story}pk"
        for pk, live, *values in holding.values_list(own, f"{story}update_of", *columns).iterator(500):
            if pk:
                yield model, live or pk, dict(zip(columns, values, strict=True))
    yield from _rows_of_photos(phrases)


def _rows_of_photos(phrases):
    """Yield the words of photos, by the stories that show them or showed them in their text."""
    columns = ["caption", "credit", "alt"]
    for pk, *values in _holding(Photo.objects, columns, phrases).values_list("pk", *columns):
        showing = Article.objects.filter(Q(lead_photo=pk) | Q(photo_uses__photo=pk)).distinct()
        for story, live in showing.values_list("pk", "update_of"):
            yield Photo, live or story, dict(zip(columns, values, strict=True))


def _holding(rows, columns, phrases):
    """Return the rows that have all words of a phrase in one of these columns."""
    names = {name: f"_{name}_text" for name in columns}
    rows = rows.annotate(**{text: Cast(name, TextField()) for name, text in names.items()})
    conditions = [
        reduce(and_, (Q(**{f"{text}__icontains": word}) for word in _plain_words(phrase)))
        for phrase in phrases
        for text in names.values()
    ]
    return rows.filter(reduce(or_, conditions))


def _plain_words(phrase):
    """Return the parts of a phrase that every spelling of it has: letters and digits alone."""
    parts = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in phrase).split()
    return parts or [phrase]


def neighbours(findings):
    """Return {phrase with the words beside it: number of stories} of hits that can be excepted."""
    stories = defaultdict(set)
    for finding in findings:
        for hit in finding.hits:
            if hit.neighbours.casefold() != " ".join(hit.phrase.split()).casefold():
                stories[hit.neighbours].add(finding.story.pk)
    return {words: len(ids) for words, ids in sorted(stories.items(), key=lambda one: one[0].casefold())}


def left_to_people(phrases):
    """Return, in sentences, what else has these words and is struck by nobody: names of places, pages, people with an
    account."""
    redactor = Redactor(phrases, "…")
    kinds = [
        (_("Region “{name}”: it keeps its name."), Region.objects, ["name", "aliases"]),
        (_("Tag “{name}”: its introduction, which you change where tags are kept."), Tag.objects.exclude(intro=""), ["intro"]),
        (_("Page “{name}”: change it where pages are kept."), Page.objects, ["title", "slug", "body"]),
        (_("Person “{name}”: has an account or other stories."), Person.objects.exclude(user=None), ["name", "slug", "bio"]),
    ]  # fmt: skip
    return [
        sentence.format(name=row)
        for sentence, rows, columns in kinds
        for row in _holding(rows, columns, phrases)[:20]
        if redactor.finds([getattr(row, column) for column in columns])
    ]


# ---- Asking and deciding


@transaction.atomic
def ask(phrases, *, exceptions, replacement, stories, ground, reason, readers, by):
    """Ask to strike phrases out of these stories; return the run, which waits for a second person. Raises Refused."""
    ids = sorted({story.update_of_id or story.pk for story in stories})
    if why := striking.refusal(phrases, replacement, reason, ids, most=MOST_STORIES):
        raise Refused(why)
    words = json.dumps({"phrases": phrases, "exceptions": exceptions})
    return RedactionRun.objects.create(
        words=sealing.seal(words, _WORDS), replacement=replacement, stories=ids, pending=ids, ground=ground, reason=reason,
        readers=sorted(user.pk for user in readers), asked_by=by,
    )  # fmt: skip


def words_of(run):
    """Return the (phrases, exceptions) of a run that has not ended. Raises Refused where SECRET_KEY has become another."""
    text = sealing.unseal(run.words, _WORDS) if run.words else '{"phrases": [], "exceptions": []}'
    if text is None:
        raise Refused(_("The words were sealed with another SECRET_KEY. Refuse this, and ask anew."))
    words = json.loads(text)
    return words["phrases"], words["exceptions"]


@transaction.atomic
def decide(run, outcome, *, by):
    """Let the worker strike the words out, or leave them and forget them. Raises Refused."""
    run = RedactionRun.objects.select_for_update().get(pk=run.pk)
    if run.decided_at:
        raise Refused(_("Somebody decided on this already."))
    if outcome == Outcome.REFUSED:
        RedactionRun.objects.filter(pk=run.pk).refuse()
        RedactionRun.objects.filter(pk=run.pk).update(decided_by=by)
        return
    if run.asked_by_id == by.pk:
        raise Refused(_("You asked for this: somebody else has to confirm it."))
    words_of(run)
    run.outcome, run.decided_by, run.decided_at = outcome, by, timezone.now()
    run.save(update_fields=["outcome", "decided_by", "decided_at"])
    strike_run.enqueue(run.pk)


@transaction.atomic
def try_again(run):
    """Put what could not be struck back on the list."""
    run = RedactionRun.objects.select_for_update().get(pk=run.pk)
    if run.failures and not run.finished_at:
        run.pending = sorted({*run.pending, *map(int, run.failures)})
        run.failures = {}
        run.save(update_fields=["pending", "failures"])
        strike_run.enqueue(run.pk)


# ---- Doing it


@task(priority=10)
def strike_run(pk):
    while strike_batch(pk):
        pass


def take_up_runs():
    """Queue the runs whose worker died."""
    for pk in RedactionRun.objects.under_way().exclude(pending=[]).values_list("pk", flat=True):
        strike_run.enqueue(pk)


@transaction.atomic
def strike_batch(pk):
    """Strike the next few stories of a run, all or nothing; return whether more are to come."""
    run = RedactionRun.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if not run or run not in RedactionRun.objects.under_way().filter(pk=pk):
        return False  # another worker has it, or it has ended
    for batch in (run.pending[:BATCH], run.pending[:1]):
        try:
            with transaction.atomic():
                finished = _strike(run, batch) if batch else set()
        except Refused as refused:  # of several, the first is tried alone: one story keeps none of the others
            finished, failure = {*batch[:1]}, str(refused.message)
        else:
            failure = ""
            break
    if failure:
        run.failures[str(batch[0])] = failure
    run.pending = [one for one in run.pending if one not in finished]
    if not run.pending and not run.failures:
        run.words, run.finished_at = "", timezone.now()
    run.save(update_fields=["pending", "failures", "words", "finished_at"])
    return bool(run.pending)


def _strike(run, batch):
    """Strike the words out of these stories, and of those that show the same photos; return the numbers of all that are
    struck. Raises Refused."""
    phrases, exceptions = words_of(run)
    redaction = Redaction(
        words=phrases, replacement=run.replacement, stories=batch, ground=run.ground, reason=run.reason, asked_by_id=run.asked_by_id,
    )  # fmt: skip
    plan = striking.Plan(redaction, exceptions=exceptions, together=run.stories)
    if others := {*plan.roots} - {*run.stories}:
        message = _(
            "Story %(number)d shows the same photo and was not chosen. Give one of them another photo."
        )
        raise Refused(message % {"number": min(others)})
    plan.check_nobody_writes()
    if plan.changes or plan.tags:
        _write(run, redaction, plan)
    for story in Article.objects.filter(pk__in=plan.ids, protected__contains=[ProtectedPerson.MISSING_CHILD]):
        kinds = {*story.protected, ProtectedPerson.FOUND_CHILD} - {ProtectedPerson.MISSING_CHILD}
        Article.objects.filter(pk=story.pk).update(protected=sorted(kinds))
    return {*plan.roots}


def _write(run, redaction, plan):
    redaction.stories, redaction.addresses = plan.roots, plan.struck_addresses
    redaction.counts, redaction.remainder, redaction.words = plan.counts(), plan.remainder(), []
    redaction.outcome, redaction.decided_by, redaction.decided_at = (
        Outcome.ACCEPTED,
        run.decided_by,
        TransactionNow(),
    )
    redaction.save()
    redaction.refresh_from_db(fields=["decided_at"])
    if run.ground == Redaction.Ground.PROTECTION:
        _seal(run, redaction, plan)
    plan.carry_out(run.decided_by)


# ---- What stood there


def _seal(run, redaction, plan):
    rows = [
        {"table": strike.table, "row": strike.row.pk, "was": {name: getattr(strike.row, name) for name in strike.values}}
        for strike in plan.changes
    ]  # fmt: skip
    packed = base64.b85encode(zlib.compress(json.dumps(rows, cls=DjangoJSONEncoder).encode())).decode()
    SealedOriginal.objects.create(
        run=run, redaction=redaction, stories=plan.roots, content=sealing.seal(packed, _ORIGINAL)
    )


@transaction.atomic
def open_original(original, *, by, reason):
    """Return the rows as they stood, and write down who read them and why. Raises Refused."""
    if by.pk not in original.run.readers:
        raise Refused(_("The original is sealed for other persons."))
    if not reason:
        raise Refused(_("Please give a reason."))
    packed = sealing.unseal(original.content, _ORIGINAL)
    if packed is None:
        raise Refused(_("The original was sealed with another SECRET_KEY."))
    SealReading.objects.create(original=original, by=by, reason=reason)
    return json.loads(zlib.decompress(base64.b85decode(packed)))


def former_texts(rows):
    """Return (sort of row, number, column, text) of what a sealed original holds, in its order."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for row in rows:
        meta = models[row["table"]]._meta
        for name, value in row["was"].items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield meta.verbose_name, row["row"], meta.get_field(name).verbose_name, text
