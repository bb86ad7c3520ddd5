"""The printable file of one story, for a dispute before the press council: every text and every decision, in
order.

Entries are chained: the hash of each is taken of the hash before it and of the entry itself, so that an entry
that is missing, swapped or changed shows from there on, and the last hash of an older printout stands in
every newer one. What is hashed never changes afterwards: accounts, categories and regions are numbers in it,
and the names beside them are those of the day on which it is printed (docs/decisions/).

Words that two persons struck out of an entry are gone, and the hash that the entry had is on record: older printouts
still fit. Such an entry has to be, to the letter, what its redaction says (docs/decisions/).

All that grows with the story is read in chunks, twice: once for the hashes, which the title page and the end
need, once while the pages are sent.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
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
from articles.models import Article, ArticleEvent, Attachment, Notice, Publication, RedactionEntry, Revision
from articles.text import body
from articles.text.story_text import canonical, digest
from staff import access, workflow
from staff.models import Change
from staff.reporting.changes import readable
from staff.workflow import return_reasons

FORMAT = "pawarta-dossier/1"
CHUNK = 10  # entries whose texts are in memory at a time
MOST_PRINTOUTS = 20  # in the list of the title page, downloads included
SHORT = 16  # characters of a hash that stand beside an entry
MOST_CHANGES = 500  # of the record, at the end of a file
MOST_FAULTS = 20  # in the result of a check
ENTRIES = "<!-- entries -->"  # their place in audit_file.html; no text of a story can say this there


# ---- Facts and their hashes


def start_of(site: str, story: int) -> str:
    """Return the hash that stands before the first entry."""
    return digest({"format": FORMAT, "site": site, "story": story})


def hash_after(previous: str, line: str) -> str:
    """Return the hash of an entry in its canonical form.

    By hand: printf '%s\\n%s' PREVIOUS LINE | sha256sum
    """
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


def _notice_facts(notice: Notice) -> dict[str, Any]:
    return {
        "entry": "notice",
        "id": notice.pk,
        "story": notice.article_id,
        **notice.words,
        "proposed_by": notice.proposed_by_id,
        "by": notice.published_by_id,
        "at": _moment(notice.created_at),
        "text_number": notice.revision.number,
        "text_digest": notice.revision.digest,
    }


def _notices():
    return Notice.objects.select_related("proposed_by", "published_by", "revision").defer("revision__content")


def _redaction_facts(entry: RedactionEntry) -> dict[str, Any]:
    redaction = entry.redaction
    return {
        "entry": "redaction",
        "id": entry.pk,
        "story": entry.article_id,
        "of": KINDS_BY_TABLE[entry.table],
        "row": entry.row,
        "former_digest": entry.former_digest,
        "new_digest": entry.new_digest,
        "hash_before": entry.hash_before,
        "hash": entry.entry_hash,
        "ground": redaction.ground,
        "why": redaction.reason,
        "asked_by": redaction.asked_by_id,
        "by": redaction.decided_by_id,
        "at": _moment(entry.created_at),
    }


def _redactions():
    return RedactionEntry.objects.select_related("redaction__asked_by", "redaction__decided_by")


def _events():
    return ArticleEvent.objects.select_related("actor", "revision").defer("revision__content")


@dataclass(frozen=True)
class Source:
    """A table of things that happened to a story.

    Rows are only ever added to it, and have `article`, `created_at`.
    """

    rows: Callable[[], models.QuerySet]
    facts: Callable[[Any], dict[str, Any]]


# Entries of the same moment stand in this order. Whatever else is kept of a story for good is one more line
# here, and a branch in _audit_file_entry.html: its comments (what never changes of them).
SOURCES = {
    "text": Source(lambda: Revision.objects.select_related("author"), _text_facts),
    "step": Source(_events, _step_facts),
    "notice": Source(_notices, _notice_facts),
    "redaction": Source(_redactions, _redaction_facts),
}
KINDS_BY_TABLE = {
    Revision._meta.db_table: "text",
    ArticleEvent._meta.db_table: "step",
    Notice._meta.db_table: "notice",
}


class Key(NamedTuple):
    at: Any
    order: int
    pk: int
    kind: str


class AuditFile:
    """The entries of a story and its updates, in order of time, with their hashes."""

    def __init__(self, article: Article):
        self.story = article.update_of or article
        self.site = settings.SITE_URL
        self.start = start_of(self.site, self.story.pk)
        self.keys = self._keys()
        self.redactions = self._newest_redactions()
        self.hashes: list[str] = []
        self.damaged = 0  # entries that are neither what was saved nor what a redaction left of it
        for row, kind in self.rows():
            self.damaged += not self.is_sound(row, kind)
            self.hashes.append(self._hash(row, kind))

    @property
    def last(self) -> str:
        return self.hashes[-1] if self.hashes else self.start

    def _newest_redactions(self) -> dict[tuple[str, int], RedactionEntry]:
        """{(kind, id of the row): its newest redaction}."""
        ids = [key.pk for key in self.keys if key.kind == "redaction"]
        entries = _redactions().filter(pk__in=ids).order_by("pk")
        return {(KINDS_BY_TABLE[entry.table], entry.row): entry for entry in entries}

    def is_sound(self, row, kind) -> bool:
        """Return whether an entry is what was saved, or to the letter what its newest redaction left of it."""
        if redaction := self.redactions.get((kind, row.pk)):
            return digest(SOURCES[kind].facts(row)) == redaction.new_digest
        return kind != "text" or is_intact(row)

    def _hash(self, row, kind) -> str:
        """Return the hash of an entry; of one that was redacted, the one that it had, as long as it stands where it
        stood."""
        redaction = self.redactions.get((kind, row.pk))
        if redaction and redaction.hash_before == self.last:
            return redaction.entry_hash
        return hash_after(self.last, canonical(SOURCES[kind].facts(row)))

    @transaction.atomic
    def _keys(self) -> list[Key]:
        """Return the keys of all entries in order of time.

        They are read under the lock that every writer takes, or an entry could come in later than one that is
        after it. Updates are locked first, as a merge does.
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
            yield from self._rows_of(keys)

    @staticmethod
    def _rows_of(keys):
        rows = {
            kind: source.rows().in_bulk([key.pk for key in keys if key.kind == kind])
            for kind, source in SOURCES.items()
        }
        return [(rows[key.kind][key.pk], key.kind) for key in keys]

    # ---- To read

    def entries(self, stories) -> Iterator[dict[str, Any]]:
        """Yield the context of _audit_file_entry.html for each entry; of the stories that the texts lead to, the
        headlines of `stories` are named."""
        before = self._predecessors()
        number = 0
        for keys in batched(self.keys, CHUNK):
            rows = self._rows_of(keys)
            predecessors = Revision.objects.in_bulk({before[key.pk] for key in keys if before.get(key.pk)})
            texts = [row for row, kind in rows if kind == "text"]
            sound = {text.pk for text in [*texts, *predecessors.values()] if self.is_sound(text, "text")}
            names = comparison.Names(
                stories, *(text.text for text in [*texts, *predecessors.values()] if text.pk in sound)
            )
            for row, kind in rows:
                number += 1
                entry = {"number": number, "kind": kind, "row": row, "hash": self.hashes[number - 1]}
                entry |= {"is_update": row.article_id != self.story.pk, "at": self.time_of(row.created_at)}
                entry |= {"redaction": self.redactions.get((kind, row.pk))}
                if kind == "text":
                    entry |= _readable_text(row, predecessors.get(before[row.pk]), names, sound)
                elif kind == "step":
                    entry |= _readable_step(row) | {"is_damaged": not self.is_sound(row, kind)}
                elif kind == "notice":
                    entry |= {
                        "who": row.published_by,
                        "label": _("Notice: %(kind)s") % {"kind": row.get_kind_display()},
                    }
                    entry |= {"is_damaged": not self.is_sound(row, kind)}
                else:
                    entry |= {"who": row.redaction.decided_by, "of": KINDS_BY_TABLE[row.table]}
                yield entry

    def time_of(self, at) -> str:
        """Return a time to the second, in the zone of the story's region."""
        zone = self.story.zone
        local = formats.date_format(timezone.localtime(at, zone), "l, j F Y, H.i.s")
        return f"{local} {zones.name(zone)}"

    def _predecessors(self) -> dict[int, int | None]:
        """{id of a text: id of the text that it is compared with, or None}.

        That is the story's text before it; for one that was kept aside, the text that its writer had begun
        with; for an update's first, the live text that the update was made of.
        """
        family = access.articles_of_one_story(self.story)
        bases = {copy.pk: copy.update_base for copy in family.only("update_base") if copy.update_base}
        texts = Revision.objects.filter(article__in=family.values("pk")).order_by("number")
        saved: dict[int, dict[int, int]] = {}
        before = {}
        for pk, article, number, kind, base in texts.values_list("pk", "article", "number", "kind", "base"):
            texts_before = saved.setdefault(article, {})
            if kind == Revision.Kind.SIDE:
                before[pk] = next((texts_before[n] for n in reversed(texts_before) if n <= base), None)
                continue
            before[pk] = next(reversed(texts_before.values()), None)
            texts_before[number] = pk
        live = saved.get(self.story.pk, {})
        for article, texts_before in saved.items():
            if article in bases and texts_before:
                before[next(iter(texts_before.values()))] = live.get(bases[article])
        return before

    # ---- To check

    def lines(self, printed_by) -> Iterator[str]:
        """Yield the file for whoever checks it: a line of JSON about it, then each entry behind its hash."""
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


def is_intact(revision: Revision) -> bool:
    """Return whether a text is the one that was saved: its digest was written with it."""
    return digest(revision.content) == revision.digest


def _readable_text(
    text: Revision, before: Revision | None, names: comparison.Names, sound: Collection[int]
) -> dict[str, Any]:
    """Return an entry's part about a text: the text in full, and its differences from the one before it.

    A text that is not among the sound ones is shown as it lies in the database: it may be anything, also
    something that would do harm as HTML.
    """
    if text.pk not in sound:
        damaged = json.dumps(text.content, ensure_ascii=False, indent=1, sort_keys=True)
        return {"who": text.author, "damaged": damaged}
    context = {"who": text.author, "before": before, "parts": _parts(text.text, names)}
    if before and before.pk in sound:
        context["difference"] = comparison.differences_in(names, before.text, text.text)
    return context


def _parts(text, names):
    """Yield (label, lines, HTML) of each part that says something; the body has HTML alone."""
    for name, label in comparison.LABELS.items():
        if name == "body":
            yield label, None, _body(text.body, names)
        elif lines := list(filter(None, names.lines(name, getattr(text, name)))):
            yield label, lines, ""


def _body(html, names):
    """Return the body's HTML for paper: photos and cards are words."""
    stories = {pk: _card(pk, names.stories.get(pk)) for pk in body.article_ids(html)}
    attachments = Attachment.objects.in_bulk(body.attachment_ids(html))
    return body.render(
        html,
        cards=stories,
        photo=lambda blocks: "".join(_photo(block) for block in blocks),
        attachment=lambda block: _attachment(block, attachments.get(block.attachment_id)),
        embed=lambda block: format_html("<p>[{}]</p>", f"{block.title} {block.url}".strip()),
    )


def _attachment(block, attachment):
    """Return its name and the digest of the file that came: it never changes."""
    words = f"{attachment} · SHA-256 {attachment.sha256}" if attachment else block.url
    return format_html("<p>[{}]</p>", words)


def _card(pk, story):
    return format_html("<p>[Baca Juga: {}]</p>", f"{story} (/berita/{pk}/)" if story else f"/berita/{pk}/")


def _photo(block):
    name = _("Photo %(id)d") % {"id": block.photo_id}
    return format_html("<p>[{}]</p>", f"{name}: {block.caption}" if block.caption else name)


def _readable_step(event: ArticleEvent) -> dict[str, Any]:
    states = dict(Article.Status.choices)
    statuses = [states.get(status, status) for status in (event.from_status, event.to_status)]
    return {
        "who": event.actor,
        "label": workflow.EVENT_LABELS.get(event.action, event.action),
        "moved": statuses if event.from_status != event.to_status else [],
        "codes": [return_reasons.REASONS.get(code, code) for code in event.codes],
    }


# ---- Checking a file


class Suspect(NamedTuple):
    """An entry that is not what was saved. It may have been redacted: that stands further on in the file."""

    number: int
    hash_before: str
    entry_hash: str
    digest: str
    is_broken: bool  # its hash is not made of it
    faults: list[str]


@dataclass
class CheckResult:
    """The result of a check: `faults` are sentences, `last` is the last hash, `entries` their number, `redacted` the
    numbers of those that words were struck out of: what stands there now is vouched for by the record alone."""

    faults: list[str]
    last: str = ""
    entries: int = 0
    redacted: list[int] = field(default_factory=list)
    has_printed_hash: bool | None = None  # None: none was asked for
    suspects: dict[str, Suspect] = field(default_factory=dict)  # by kind and number of the row

    def fault(self, message, **facts):
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(message.format(**facts))

    def accept_redaction(self, facts: dict[str, Any]):
        """Clear the suspect that this redaction names, if that is to the letter what the redaction left."""
        key = f"{facts.get('of')} {facts.get('row')}"
        suspect = self.suspects.get(key)
        place = (facts.get("hash_before"), facts.get("hash"))
        if not suspect or facts.get("new_digest") != suspect.digest:
            return
        if not suspect.is_broken or place == (suspect.hash_before, suspect.entry_hash):
            self.redacted.append(suspect.number)
            del self.suspects[key]

    def settle(self):
        """Report the entries that no redaction has cleared, before what was found of the file as a whole."""
        for suspect in sorted(self.suspects.values()):
            self.faults += suspect.faults
        del self.faults[MOST_FAULTS:]


def check(lines: Iterable[str], printed_hash: str = "") -> CheckResult:
    """Check a file that `AuditFile.lines` wrote, in which the last hash of an older printout has to be.

    One line at a time is in memory. After a fault the check goes on with the hash that the file gives, so
    that each fault is reported once.
    """
    lines = iter(lines)
    result = CheckResult([], has_printed_hash=False if printed_hash else None)
    head = _json_object(next(lines, ""))
    if head.get("format") != FORMAT:
        result.fault(_("This is not a story's file that can be checked."))
        return result
    result.last = _digest_of({name: head.get(name) for name in ("format", "site", "story")})
    if head.get("start") != result.last:
        result.fault(_("The start does not fit the site and the story."))
    for line in lines:
        _check_entry(result, line.removesuffix("\n"))
        result.has_printed_hash = result.has_printed_hash or (
            result.last == printed_hash if printed_hash else None
        )
    result.settle()
    if head.get("entries") != result.entries:
        result.fault(
            _("The file names {named} entries and has {found}."),
            named=head.get("entries"),
            found=result.entries,
        )
    if head.get("last") != result.last:
        result.fault(_("The last hash is not the one that the file names."))
    if result.has_printed_hash is False:
        result.fault(_("The hash of the older printout is not in it."))
    return result


def _check_entry(result: CheckResult, line: str):
    result.entries += 1
    entry_hash, _space, entry = line.partition(" ")
    facts, number = _json_object(entry), result.entries
    faults = []
    if is_broken := hash_after(result.last, entry) != entry_hash:
        message = _("Entry {number}: it was changed, or one before it is missing or in another place.")
        faults.append(message.format(number=number))
    if not facts:
        faults.append(_("Entry {number}: it cannot be read.").format(number=number))
    elif facts.get("entry") == "text" and _digest_of(facts.get("content")) != facts.get("digest"):
        message = _("Entry {number}: the text is not the one that was saved (r{revision}).")
        faults.append(message.format(number=number, revision=facts.get("number")))
    elif facts.get("entry") == "redaction" and not is_broken:
        result.accept_redaction(facts)
    if faults:
        key = f"{facts.get('entry')} {facts.get('id')}"
        if key in result.suspects:
            key = f"line {number}"
        result.suspects[key] = Suspect(number, result.last, entry_hash, _digest_of(facts), is_broken, faults)
    result.last = entry_hash


def _digest_of(data: Any) -> str:
    """Return the `digest` of any data; "" for data that has none, such as half a character in an escape."""
    try:
        return digest(data)
    except (ValueError, RecursionError):
        return ""


def _json_object(line: str) -> dict[str, Any]:
    """Return the line's JSON object; {} where it is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


# ---- Pages


def _audit_file(request, pk):
    """Return the file of a story that this person may print; raises Http404 or PermissionDenied otherwise."""
    article = access.visible_story(request, pk)
    if not request.user.has_perm(permissions.REVIEW_ARTICLE):
        raise PermissionDenied
    family = access.articles_of_one_story(article)
    if family.exclude(pk__in=family.open_to(request.user).values("pk")).exists():
        raise PermissionDenied  # an update of it is confidential, and the file would tell all of it
    return AuditFile(article)


# Printing is noted outside the chain: a story's history tells what happened to the story, and would otherwise
# have no two printouts with the same end.

NOTE_PREFIX = "dossier"


def _note(request, file):
    LogEntry.objects.create(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(file.story.pk),
        object_repr=str(file.story)[:200],
        action_flag=CHANGE,
        change_message=f"{NOTE_PREFIX} {len(file.hashes)} {file.last}",
    )
    facts = {"entries": len(file.hashes), "last_hash": file.last}
    Change.objects.note(file.story, by=request.user, source=request.path, **facts)


def _earlier(file):
    """[(log entry, number of entries, last hash, whether that hash stands at that number now)], the newest
    first."""
    notes = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(file.story.pk),
        change_message__startswith=f"{NOTE_PREFIX} ",
    ).select_related("user")
    printouts = []
    for note in notes.order_by("-action_time", "-pk")[:MOST_PRINTOUTS]:
        count, hashed = note.change_message.split()[1:]
        printouts.append((note, count, hashed, [file.start, *file.hashes][int(count) :][:1] == [hashed]))
    return printouts


@require_GET
def page(request, pk):
    """Show the file as a page for the printer.

    It is sent as it is made: a story may have hundreds of texts.
    """
    file = _audit_file(request, pk)
    context = {
        "audit_file": file,
        "story": file.story,
        "state_label": workflow.state_label(file.story),
        "publication": Publication.objects.current(),
        "printed": file.time_of(timezone.now()),
        "by": request.user,
        "earlier": _earlier(file),
        "numbered": list(enumerate(file.hashes, 1)),
        "short": SHORT,
        "changes": _changes(file.story),
    }
    _note(request, file)
    return StreamingHttpResponse(_pages(request, file, context))


def _changes(story):
    """Return what the record of changes has of the story's page, the oldest first. The record is a chain of its
    own, kept by the database, so these are no entries of the file."""
    if not story.published_at or story.published_at > timezone.now():
        return []
    return readable(
        Change.objects.on_the_page_of(story)
        .select_related("actor", "signature__by")
        .order_by("pk")[:MOST_CHANGES]
    )


def _pages(request, file, context):
    head, end = get_template("desk/reporting/audit_file.html").render(context, request).split(ENTRIES)
    yield head
    one = get_template("desk/reporting/_audit_file_entry.html")
    shared = {"story": file.story, "total": len(file.hashes), "short": SHORT}
    for entry in file.entries(access.visible(request)):
        yield one.render({"entry": entry, **shared}, request)
    yield end


@require_GET
def download(request, pk):
    """Send the same entries in the form that is hashed, for `manage.py verify_dossier`."""
    file = _audit_file(request, pk)
    _note(request, file)
    name = f"berkas-{file.story.pk}-{file.last[:SHORT]}.txt"
    return StreamingHttpResponse(
        file.lines(request.user),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
