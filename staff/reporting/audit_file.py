"""The printable file of one story, for a dispute before the press council: every text and every decision, in order.

Entries are chained: the hash of each is taken of the hash before it and of the entry itself, so that an entry that is
missing, swapped or changed shows from there on, and the last hash of an older printout stands in every newer one. What
is hashed never changes afterwards: accounts, categories and regions are numbers in it, and the names beside them are
those of the day on which it is printed (docs/decisions/).

All that grows with the story is read in chunks, twice: once for the hashes, which the title page and the end need,
once while the pages are sent.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import StreamingHttpResponse
from django.template.loader import get_template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles import comparison, permissions, zones
from articles.bulk import batched
from articles.models import Article, ArticleEvent, Publication, Revision
from articles.text import body
from articles.text.story_text import canonical, digest
from staff import access, workflow
from staff.workflow import return_reasons

FORMAT = "pawarta-dossier/1"
CHUNK = 10  # entries whose texts are in memory at a time
EARLIER = 20  # printouts that the title page lists
SHORT = 16  # characters of a hash that stand beside an entry
MOST_FAULTS = 20  # that a check tells
ENTRIES = "<!-- entries -->"  # where they come in audit_file.html; no text of a story can say this there


# ---- What is hashed


def start_of(site: str, story: int) -> str:
    """What stands for the hash before the first entry."""
    return digest({"format": FORMAT, "site": site, "story": story})


def hash_after(previous: str, line: str) -> str:
    """`line` is an entry in its canonical form. By hand: printf '%s\\n%s' PREVIOUS LINE | sha256sum"""
    return hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()


def _moment(at):
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _text_facts(revision: Revision) -> dict[str, Any]:
    return {
        "entry": "text",
        "id": revision.pk,
        "story": revision.article_id,
        "number": revision.number,
        "kind": revision.kind,
        "by": revision.author_id,
        "at": _moment(revision.created_at),
        "base": revision.base,
        "cause": revision.cause,
        "digest": revision.digest,
        "content": revision.content,
    }


def _step_facts(event: ArticleEvent) -> dict[str, Any]:
    text = event.revision
    return {
        "entry": "step",
        "id": event.pk,
        "story": event.article_id,
        "action": event.action,
        "from": event.from_status,
        "to": event.to_status,
        "by": event.actor_id,
        "at": _moment(event.created_at),
        "text": text and {"story": text.article_id, "number": text.number, "digest": text.digest},
        "reason": event.reason,
        "codes": event.codes,
    }


def _events():
    return ArticleEvent.objects.select_related("actor", "revision").defer("revision__content")


@dataclass(frozen=True)
class Source:
    """A table of things that happened to a story. Rows are only ever added to it, and have `article`, `created_at`."""

    rows: Callable[[], models.QuerySet]
    facts: Callable[[Any], dict[str, Any]]


# In the order of what has the same moment. Whatever else is kept of a story for good is one more line here, and a
# branch in _audit_file_entry.html: its comments (what never changes of them), its notices.
SOURCES = {
    "text": Source(lambda: Revision.objects.select_related("author"), _text_facts),
    "step": Source(_events, _step_facts),
}


class Key(NamedTuple):
    at: Any
    order: int
    pk: int
    kind: str


class Dossier:
    """The entries of a story and its updates, in order of time, with their hashes."""

    def __init__(self, article: Article):
        self.story = article.update_of or article
        self.site = settings.SITE_URL
        self.start = start_of(self.site, self.story.pk)
        self.keys = self._keys()
        self.hashes: list[str] = []
        self.damaged = 0  # texts that are not the ones that were saved
        for row, kind in self.rows():
            facts = SOURCES[kind].facts(row)
            self.hashes.append(hash_after(self.last, canonical(facts)))
            self.damaged += kind == "text" and not fits(row)

    @property
    def last(self) -> str:
        return self.hashes[-1] if self.hashes else self.start

    @transaction.atomic
    def _keys(self) -> list[Key]:
        """Under the lock that every writer takes, or an entry could come in later than one that is after it.

        Updates first, as a merge takes them.
        """
        family = access.articles_of_one_story(self.story)
        list(family.select_for_update(of=("self",)).order_by("update_of_id", "pk").values_list("pk"))
        keys = [
            Key(at, order, pk, kind)
            for order, (kind, source) in enumerate(SOURCES.items())
            for at, pk in source.rows()
            .filter(article__in=family.values("pk"))
            .values_list("created_at", "pk")
        ]
        return sorted(keys)

    def rows(self) -> Iterator[tuple[Any, str]]:
        for keys in batched(self.keys, CHUNK):
            yield from self._fetched(keys)

    @staticmethod
    def _fetched(keys):
        found = {
            kind: source.rows().in_bulk([key.pk for key in keys if key.kind == kind])
            for kind, source in SOURCES.items()
        }
        return [(found[key.kind][key.pk], key.kind) for key in keys]

    # ---- To read

    def entries(self) -> Iterator[dict[str, Any]]:
        """What _audit_file_entry.html shows of each."""
        before = self._predecessors()
        number = 0
        for keys in batched(self.keys, CHUNK):
            rows = self._fetched(keys)
            olds = Revision.objects.in_bulk({before[key.pk] for key in keys if before.get(key.pk)})
            texts = [row for row, kind in rows if kind == "text"]
            sound = [revision.text for revision in [*texts, *olds.values()] if fits(revision)]
            names = comparison.Names(Article.objects.all(), *sound)  # editors, who alone come here, see all
            for row, kind in rows:
                number += 1
                entry = {"number": number, "kind": kind, "row": row, "hash": self.hashes[number - 1]}
                entry |= {"is_update": row.article_id != self.story.pk, "at": self.time_of(row.created_at)}
                if kind == "text":
                    entry |= _readable(row, olds.get(before[row.pk]), names)
                else:
                    entry |= _told(row)
                yield entry

    def time_of(self, at) -> str:
        """To the second, in the zone of the story's region."""
        zone = self.story.zone
        local = formats.date_format(timezone.localtime(at, zone), "l, j F Y, H:i:s")
        return f"{local} {zones.name(zone)}"

    def _predecessors(self) -> dict[int, int | None]:
        """For each text the one that it is compared with: the story's text before it, of one that was kept aside the
        text that its writer had begun with, of an update's first the live one that it was made of."""
        family = access.articles_of_one_story(self.story)
        bases = {copy.pk: copy.update_base for copy in family.only("update_base") if copy.update_base}
        texts = Revision.objects.filter(article__in=family.values("pk")).order_by("number")
        saved: dict[int, dict[int, int]] = {}
        before = {}
        for pk, article, number, kind, base in texts.values_list("pk", "article", "number", "kind", "base"):
            known = saved.setdefault(article, {})
            if kind == Revision.Kind.SIDE:
                before[pk] = next((known[n] for n in reversed(known) if n <= base), None)
                continue
            before[pk] = next(reversed(known.values()), None)
            known[number] = pk
        live = saved.get(self.story.pk, {})
        for article, known in saved.items():
            if article in bases and known:
                before[next(iter(known.values()))] = live.get(bases[article])
        return before

    # ---- To check

    def lines(self, printed_by) -> Iterator[str]:
        """The file for whoever checks it: a line of JSON about it, then each entry behind its hash."""
        head = {
            "format": FORMAT,
            "site": self.site,
            "story": self.story.pk,
            "start": self.start,
            "entries": len(self.hashes),
            "last": self.last,
            "printed_at": _moment(timezone.now()),
            "printed_by": printed_by.pk,
        }
        yield f"{canonical(head)}\n"
        for hashed, (row, kind) in zip(self.hashes, self.rows(), strict=True):
            yield f"{hashed} {canonical(SOURCES[kind].facts(row))}\n"


def fits(revision: Revision) -> bool:
    """Whether a text is the one that was saved: its digest was written with it."""
    return digest(revision.content) == revision.digest


def _readable(text: Revision, before: Revision | None, names: comparison.Names) -> dict[str, Any]:
    """The text in full, and what changed. What does not fit its digest is shown as it lies in the database: it may be
    anything, also what would do harm as HTML."""
    if not fits(text):
        damaged = json.dumps(text.content, ensure_ascii=False, indent=1, sort_keys=True)
        return {"who": text.author, "damaged": damaged}
    shown = {"who": text.author, "before": before, "parts": _parts(text.text, names)}
    if before and fits(before):
        shown["difference"] = comparison.differences_in(names, before.text, text.text)
    return shown


def _parts(text, names):
    """Yield (label, lines, HTML) of each part that says something; of the body its HTML alone."""
    for name, label in comparison.LABELS.items():
        if name == "body":
            yield label, None, _body(text.body, names)
        elif lines := list(filter(None, names.lines(name, getattr(text, name)))):
            yield label, lines, ""


def _body(html, names):
    """As on paper: of photos and cards the words."""
    stories = {pk: _card(pk, names.stories.get(pk)) for pk in body.article_ids(html)}
    return body.render(
        html,
        cards=stories,
        photo=lambda blocks: "".join(_photo(block) for block in blocks),
        embed=lambda block: format_html("<p>[{}]</p>", block.url),
    )


def _card(pk, story):
    return format_html("<p>[Baca Juga: {}]</p>", f"{story} (/berita/{pk}/)" if story else f"/berita/{pk}/")


def _photo(block):
    name = _("Photo %(id)d") % {"id": block.photo_id}
    return format_html("<p>[{}]</p>", f"{name}: {block.caption}" if block.caption else name)


def _told(event: ArticleEvent) -> dict[str, Any]:
    states = dict(Article.Status.choices)
    moved = [states.get(status, status) for status in (event.from_status, event.to_status)]
    return {
        "who": event.actor,
        "label": workflow.EVENT_LABELS.get(event.action, event.action),
        "moved": moved if event.from_status != event.to_status else [],
        "codes": [return_reasons.REASONS.get(code, code) for code in event.codes],
    }


# ---- Checking a file


@dataclass
class Checked:
    """What a check of a file found: `faults` are sentences, `last` its last hash and `hashes` all of them."""

    faults: list[str]
    last: str = ""
    entries: int = 0
    known: bool | None = None  # whether the hash that was asked for is in it

    def fault(self, message, **facts):
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(message.format(**facts))


def check(lines: Iterable[str], printed: str = "") -> Checked:
    """Checks a file that `Dossier.lines` wrote; `printed` is the last hash of an older printout, which has to be in it.

    One line at a time is in memory. After a fault it goes on with the hash that the file gives, so that each is told
    once.
    """
    lines = iter(lines)
    found = Checked([], known=False if printed else None)
    head = _parsed(next(lines, ""))
    if head.get("format") != FORMAT:
        found.fault(_("This is not a story's file that can be checked."))
        return found
    found.last = _digest_of({name: head.get(name) for name in ("format", "site", "story")})
    if head.get("start") != found.last:
        found.fault(_("The start does not fit the site and the story."))
    for line in lines:
        _check_entry(found, line.removesuffix("\n"))
        found.known = found.known or (found.last == printed if printed else None)
    if head.get("entries") != found.entries:
        found.fault(
            _("The file names {named} entries and has {found}."),
            named=head.get("entries"),
            found=found.entries,
        )
    if head.get("last") != found.last:
        found.fault(_("The last hash is not the one that the file names."))
    if found.known is False:
        found.fault(_("The hash of the older printout is not in it."))
    return found


def _check_entry(found: Checked, line: str):
    found.entries += 1
    given, _space, entry = line.partition(" ")
    if hash_after(found.last, entry) != given:
        found.fault(
            _("Entry {number}: it was changed, or one before it is missing or in another place."),
            number=found.entries,
        )
    facts = _parsed(entry)
    if not facts:
        found.fault(_("Entry {number}: it cannot be read."), number=found.entries)
    elif facts.get("entry") == "text" and _digest_of(facts.get("content")) != facts.get("digest"):
        found.fault(
            _("Entry {number}: the text is not the one that was saved (r{revision})."),
            number=found.entries,
            revision=facts.get("number"),
        )
    found.last = given


def _digest_of(data: Any) -> str:
    """`digest` of what may be anything: "" where it has none, as half a character in an escape."""
    try:
        return digest(data)
    except (ValueError, RecursionError):
        return ""


def _parsed(line: str) -> dict[str, Any]:
    """The line's JSON object; {} where it is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


# ---- Pages


def _opened(request, pk):
    """The file of a story that this person may print, noted with its last hash."""
    article = access.visible_story(request, pk)
    if not request.user.has_perm(permissions.REVIEW_ARTICLE):
        raise PermissionDenied
    return Dossier(article)


# Printing is noted outside the chain: a story's history tells what happened to the story, and would otherwise have no
# two printouts with the same end.

NOTED = "dossier"


def _note(request, dossier):
    LogEntry.objects.create(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(dossier.story.pk),
        object_repr=str(dossier.story)[:200],
        action_flag=CHANGE,
        change_message=f"{NOTED} {len(dossier.hashes)} {dossier.last}",
    )


def _earlier(dossier):
    """[(note, number of entries, last hash, whether it stands at that number now)], the newest first."""
    notes = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(dossier.story.pk),
        change_message__startswith=f"{NOTED} ",
    ).select_related("user")
    found = []
    for note in notes.order_by("-action_time", "-pk")[:EARLIER]:
        count, hashed = note.change_message.split()[1:]
        found.append((note, count, hashed, [dossier.start, *dossier.hashes][int(count) :][:1] == [hashed]))
    return found


@require_GET
def page(request, pk):
    """The file as a page for the printer. It is sent as it is made: a story may have hundreds of texts."""
    dossier = _opened(request, pk)
    context = {
        "dossier": dossier,
        "story": dossier.story,
        "state_label": workflow.state_label(dossier.story),
        "publication": Publication.objects.current(),
        "printed": dossier.time_of(timezone.now()),
        "by": request.user,
        "earlier": _earlier(dossier),
        "numbered": list(enumerate(dossier.hashes, 1)),
        "short": SHORT,
    }
    _note(request, dossier)
    return StreamingHttpResponse(_pages(request, dossier, context))


def _pages(request, dossier, context):
    head, end = get_template("desk/reporting/audit_file.html").render(context, request).split(ENTRIES)
    yield head
    one = get_template("desk/reporting/_audit_file_entry.html")
    shared = {"story": dossier.story, "total": len(dossier.hashes), "short": SHORT}
    for entry in dossier.entries():
        yield one.render({"entry": entry, **shared}, request)
    yield end


@require_GET
def download(request, pk):
    """The same entries in the form that is hashed, for `manage.py verify_dossier`."""
    dossier = _opened(request, pk)
    _note(request, dossier)
    name = f"berkas-{dossier.story.pk}-{dossier.last[:SHORT]}.txt"
    return StreamingHttpResponse(
        dossier.lines(request.user),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
