"""The neutral format: stories of any system as JSON, one a line, or as CSV, a row each (docs/neutral-format.md).

Every line is checked before anything is stored, and all that is wrong is told together, by line and field. What
`export_site` writes of stories is this format too: its `rows` are for `import_site` alone.
"""

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.slugs import slug_of
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import LONGEST_ITEM, Reader, Source
from articles.wordpress.ghost import number_of, picture_item
from articles.wordpress.items import COMMERCIAL_LABEL, META_TAG_FIELDS, PAGE, STORY, VIEWS_FIELD, ParsedItem
from articles.wordpress.search_words import NOINDEX
from articles.wordpress.wxr import Author, Head, Term

MOST_TOLD = 20  # problems
LABELS = {
    "writer": "Penulis",
    "reporter": "Reporter",
    "photographer": "Fotografer",
    "source": "Sumber",
    "editor": "Editor",
}
STATUSES = {
    "published": "publish", "draft": "draft", "submitted": "pending", "returned": "draft", "approved": "pending",
    "withdrawn": "private", "spiked": "trash",
}  # fmt: skip


class Field(NamedTuple):
    """One field of a story: the kind of its value, and how long it may be."""

    kind: str
    longest: int = 0
    is_required: bool = False


# Told to other programs by docs/schema/story.json; a test compares the two.
FIELDS = {
    "id": Field("id", 100, True),
    "headline": Field("text", 1000, True),
    "body": Field("text", 5_000_000, True),
    "type": Field("type"),
    "status": Field("status"),
    "published_at": Field("moment"),
    "updated_at": Field("moment"),
    "created_at": Field("moment"),
    "saved_at": Field("moment"),
    "slug": Field("text", 300),
    "address": Field("address", 1000),
    "standfirst": Field("text", 5000),
    "dateline": Field("text", 60),
    "sign_off": Field("text", 40),
    "commercial_label": Field("label"),
    "meta_title": Field("text", 120),
    "meta_description": Field("text", 320),
    "canonical_url": Field("link", 400),
    "robots": Field("robots"),
    "former_views": Field("count"),
    "category": Field("text", 255),
    "region": Field("text", 255),
    "tags": Field("texts", 100),
    "credits": Field("credits", 120),
    "lead_photo": Field("photo", 1000),
    "photos": Field("photos", 1000),
    "related": Field("ids", 100),
    "rows": Field("rows"),
}
_OWN_PHOTO = re.compile(r'src="/foto/(\d+)/"')
SITE_FIELDS = ("address", "name")
_CREDIT_FIELDS, _PHOTO_FIELDS = {"role", "name"}, {"file", "caption", "credit", "alt"}
_LABELS_OF_PAID = ("", "advertorial", "sponsored", "ad")
_KINDS = {
    "id": gettext_lazy("a number or a text"),
    "ids": gettext_lazy("a list of ids"),
    "text": gettext_lazy("a text"),
    "texts": gettext_lazy("a list of texts"),
    "type": gettext_lazy("story or page"),
    "status": gettext_lazy("published, draft, submitted, returned, approved, withdrawn or spiked"),
    "moment": gettext_lazy("a moment with its zone, as 2026-12-01T08:00:00+07:00"),
    "address": gettext_lazy("a path, or an address that begins with http"),
    "label": gettext_lazy("advertorial, sponsored or ad"),
    "link": gettext_lazy("an address that begins with http"),
    "robots": gettext_lazy("the word noindex"),
    "count": gettext_lazy("a whole number from 0 on"),
    "credits": gettext_lazy(
        "a list of {role, name}; roles are writer, reporter, photographer, source, editor"
    ),
    "photo": gettext_lazy("an object of file, caption, credit and alt"),
    "photos": gettext_lazy("an object of photos by the numbers that the text has of them"),
    "rows": gettext_lazy("an object"),
}


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and "\0" not in value


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_id(value: object, longest: int) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62
    return is_number or (_is_text(value, longest) and bool(str(value).strip()))


def _is_address(value: object, longest: int) -> bool:
    return _is_text(value, longest) and str(value).startswith(("/", "http://", "https://"))


def _is_credit(value: object, longest: int) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _CREDIT_FIELDS
        and value["role"] in LABELS
        and _is_text(value["name"], longest)
        and bool(value["name"].strip())
    )


def _is_photo(value: object, longest: int) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= _PHOTO_FIELDS
        and bool(value.get("file"))
        and all(_is_text(text, longest) for text in value.values())
    )


def _is_photos(value: object, longest: int) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= 1000
        and all(_is_photo(one, longest) for one in value.values())
    )


def _is_list(value: object, of: Any, longest: int) -> bool:
    return isinstance(value, list) and len(value) <= 1000 and all(of(one, longest) for one in value)


_CHECKS = {
    "id": _is_id,
    "ids": lambda value, longest: _is_list(value, _is_id, longest),
    "text": _is_text,
    "texts": lambda value, longest: _is_list(value, _is_text, longest),
    "type": lambda value, _longest: value in ("story", "page"),
    "status": lambda value, _longest: isinstance(value, str) and value in STATUSES,
    "moment": lambda value, _longest: _is_moment(value),
    "address": _is_address,
    "label": lambda value, _longest: value in _LABELS_OF_PAID,
    "link": lambda value, longest: value == "" or (_is_address(value, longest) and not value.startswith("/")),
    "robots": lambda value, _longest: value in ("", NOINDEX),
    "count": lambda value, _longest: (
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**11
    ),
    "credits": lambda value, longest: _is_list(value, _is_credit, longest),
    "photo": _is_photo,
    "photos": _is_photos,
    "rows": lambda value, _longest: isinstance(value, dict),
}


def problems_of(story: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a story, in words. A field that is null is one that is not there."""
    for name, value in story.items():
        field = FIELDS.get(name)
        if not field:
            yield _("unknown field “%(name)s”") % {"name": name[:60]}
        elif value is not None and not _CHECKS[field.kind](value, field.longest):
            text = _("“%(name)s” has to be %(kind)s")
            if field.kind == "text":
                text = _("“%(name)s” has to be %(kind)s of at most %(most)s characters")
            yield text % {"name": name, "kind": _KINDS[field.kind], "most": field.longest}
    for name, field in FIELDS.items():
        if field.is_required and story.get(name) is None:
            yield _("“%(name)s” is missing") % {"name": name}
    if story.get("status") == "published" and story.get("published_at") is None:
        yield _("a published story needs “published_at”")


def _fields(story: dict[str, Any]) -> dict[str, list[str]]:
    """What the importer reads of custom fields, under the names that it knows."""
    names = {**META_TAG_FIELDS, "commercial_label": COMMERCIAL_LABEL, "former_views": VIEWS_FIELD}
    return {key: [str(story[name])] for name, key in names.items() if story.get(name)}


@dataclass
class _Story:
    """The facts of a story that others may need."""

    headline: str
    address: str


class NeutralReader(Reader):
    """Reads the file twice: first all that is wrong with it, then story by story."""

    counts_items = True

    def __init__(self, source: Source):
        super().__init__(source)
        self._head = Head(base_url=source.site, version="neutral")
        self.stories: dict[str, _Story] = {}
        self.problems: list[str] = []
        self.more = 0

    @property
    def head(self) -> Head:
        return self._head

    def __iter__(self) -> Iterator[ParsedItem]:
        self.check()
        for line, story in self.lines():
            if line and "site" not in story:
                yield from self._items(line, story)

    # ---- Checking

    def check(self) -> None:
        """Read everything. Raises ExportError with all that is wrong."""
        related: list[tuple[int, str]] = []
        for line, story in self.lines():
            if "site" in story and line == 1:
                self._take_site(story)
                continue
            problems = list(problems_of(story))
            key = str(story.get("id"))
            if not problems and key in self.stories:
                problems = [_("id %(id)s stands in the file twice") % {"id": key[:60]}]
            for problem in problems:
                self._note(line, problem)
            if not problems:
                self._take(story, key)
                related += [(line, str(one)) for one in story.get("related") or ()]
        for line, key in related:
            if key not in self.stories:
                self._note(line, _("“related” names %(id)s, which is not in the file") % {"id": key[:60]})
        self._finish_check()

    def _finish_check(self) -> None:
        if self.problems:
            rest = _(" and %(count)d more") % {"count": self.more} if self.more else ""
            facts = {"file": self.source.name, "problems": "; ".join(self.problems) + rest}
            raise ExportError(_("%(file)s: nothing was stored. %(problems)s") % facts)
        if not self.stories:
            raise ExportError(_("%(file)s: there is no story in it.") % {"file": self.source.name})
        if not self._head.key:
            message = _(
                '%(file)s does not tell the address of its site. Its first line may be {"site": {"address": "https://…"}};'
                " or give it beside the file (--site)."
            )
            raise ExportError(message % {"file": self.source.name})

    def _note(self, line: int, problem: str) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(_("line %(line)d: %(problem)s") % {"line": line, "problem": problem})
        else:
            self.more += 1

    def _take_site(self, story: dict[str, Any]) -> None:
        site = story["site"]
        if not isinstance(site, dict) or set(story) != {"site"} or not set(site) <= set(SITE_FIELDS):
            self._note(1, _("“site” has to be an object of address and name"))
            return
        self._head.base_url = self._head.base_url or str(site.get("address") or "")
        self._head.title = str(site.get("name") or "")

    def _take(self, story: dict[str, Any], key: str) -> None:
        self.whole += 1
        self.stories[key] = _Story(story["headline"], story.get("address") or "")
        path = ""
        for name in filter(None, (story.get("category") or "").split("/")):
            slug = slug_of(name, "kanal", 80)
            term = Term("category", slug, name.replace("-", " ").title() if name == slug else name, path)
            self._head.terms.setdefault(("category", slug), term)
            path = slug
        for one in story.get("credits") or ():
            self._head.authors.setdefault(one["name"], Author(one["name"], one["name"]))

    # ---- Lines

    def lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(number, object) of the file's lines; an empty line is none."""
        for number, line in enumerate(self._texts(), 1):
            if not line.strip():
                continue
            try:
                story = json.loads(line)
            except (ValueError, RecursionError) as error:
                message = _(
                    "%(file)s, line %(line)d: this is no line of JSON (%(reason)s). Nothing was stored."
                )
                facts = {"file": self.source.name, "line": number, "reason": str(error)[:100]}
                raise ExportError(message % facts) from error
            if not isinstance(story, dict):
                message = _(
                    "%(file)s, line %(line)d: a line has to be an object, as {…}. Nothing was stored."
                )
                raise ExportError(message % {"file": self.source.name, "line": number})
            yield number, story

    def _texts(self) -> Iterator[str]:
        """The file's lines; a JSON text may hold other signs that Python takes for an end of line."""
        decoder, rest = codecs.getincrementaldecoder("utf-8-sig")("strict"), ""
        try:
            for piece in self.pieces():
                *whole, rest = (rest + decoder.decode(piece)).split("\n")
                yield from whole
                if len(rest) > LONGEST_ITEM:
                    raise self._too_long()
            rest += decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            message = _("%(file)s: it is not written in UTF-8. Nothing was stored.")
            raise ExportError(message % {"file": self.source.name}) from error
        if rest:
            yield rest

    # ---- Items

    def _items(self, line: int, story: dict[str, Any]) -> Iterator[ParsedItem]:
        item = self._item(line, story)
        if photo := story.get("lead_photo"):
            lead = _attachment(photo, self._head.address)
            item.meta["_thumbnail_id"] = [str(lead.wp_id)]
            yield lead
        for photo in (story.get("photos") or {}).values():
            yield _attachment(photo, self._head.address)
        yield item

    def _item(self, line: int, story: dict[str, Any]) -> ParsedItem:
        address = story.get("address") or ""
        slug = story.get("slug") or slug_of(story["headline"], "berita", 120)
        status = story.get("status") or "draft"
        category = (story.get("category") or "").strip("/").rpartition("/")[2]
        slug_of_category = slug_of(category, "kanal", 80)
        return ParsedItem(
            wp_id=number_of(story["id"]),
            type=PAGE if story.get("type") == "page" else STORY,
            status=STATUSES[status],
            title=story["headline"],
            slug=slug,
            link=address
            if address.startswith("http")
            else f"{self._head.address}{address}"
            if address
            else "",
            guid=str(story["id"]),
            creator="",
            content=self._content(story),
            excerpt=escape(story.get("standfirst") or "", quote=False),
            pub_date="",
            **_times("date", story.get("published_at") or story.get("created_at")),
            **_times("modified", story.get("saved_at") or story.get("updated_at")),
            parent=0,
            password="",
            is_sticky=False,
            attachment_url="",
            terms=[
                *([("category", slug_of_category, category)] if category else []),
                *(
                    [("region", slug_of(region, "daerah", 80), region)]
                    if (region := story.get("region"))
                    else []
                ),
                *(("post_tag", slug_of(tag, "tag", 100), tag) for tag in story.get("tags") or ()),
            ],
            meta=_fields(story),
            line=line,
        )

    def _content(self, story: dict[str, Any]) -> str:
        """The text with its parts where every converter looks for them: the dateline before it, names and links behind."""
        photos = story.get("photos") or {}
        text = _OWN_PHOTO.sub(
            lambda photo: (
                f'src="{escape(_address(photos[photo[1]], self._head.address))}"'
                if photo[1] in photos
                else photo[0]
            ),
            story["body"],
        )
        if dateline := (story.get("dateline") or "").strip().strip("-"):
            opening = "" if text.lstrip().startswith("<p>") else "<p>"
            text = (
                f"<p>{escape(dateline)} – {text.lstrip().removeprefix('<p>')}"
                if not opening
                else f"<p>{escape(dateline)} –</p>{text}"
            )
        links = [self.stories[str(key)] for key in story.get("related") or ()]
        ending = [f"<p>{escape(sign_off)}</p>" for sign_off in [story.get("sign_off") or ""] if sign_off]
        ending += [
            f"<p>{LABELS[one['role']]}: {escape(one['name'])}</p>" for one in story.get("credits") or ()
        ]
        if links:
            items = "".join(
                f'<li><a href="{escape(self._own(one))}">{escape(one.headline)}</a></li>' for one in links
            )
            ending.append(f"<p><strong>Baca Juga</strong></p><ul>{items}</ul>")
        return "\n".join([text, *ending])

    def _own(self, story: _Story) -> str:
        return story.address if story.address.startswith("http") else f"{self._head.address}{story.address}"


def _address(photo: dict[str, str], site: str) -> str:
    """The address that a picture of a folder would have on a site of WordPress: there the album looks for it."""
    file = photo["file"]
    return file if file.startswith("http") else f"{site}/wp-content/uploads/{file.lstrip('/')}"


def _attachment(photo: dict[str, str], site: str) -> ParsedItem:
    caption, credit = (photo.get("caption") or ""), (photo.get("credit") or "")
    words = f"{caption} (Foto: {credit})" if credit else caption
    return picture_item(_address(photo, site), words, photo.get("alt") or "")


def _times(name: str, value: str | None) -> dict[str, Any]:
    if not value:
        return {name: "", f"{name}_gmt": ""}
    moment = datetime.fromisoformat(value)
    here, there = timezone.localtime(moment), moment.astimezone(UTC)
    return {name: f"{here:%Y-%m-%d %H:%M:%S}", f"{name}_gmt": f"{there:%Y-%m-%d %H:%M:%S}"}


class CsvReader(NeutralReader):
    """The same as a table, for the smallest: tags and related are parted by |, a column a role for credits."""

    PLAIN = ("id", "headline", "body", "type", "status", "published_at", "slug", "address", "standfirst", "dateline",
             "sign_off", "category", "region")  # fmt: skip
    PHOTO = {"photo": "file", "photo_caption": "caption", "photo_credit": "credit", "photo_alt": "alt"}
    PARTED = ("tags", "related")

    def lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        csv.field_size_limit(LONGEST_ITEM)
        reader = csv.reader(self._rows(), delimiter=self._delimiter(), strict=True)
        try:
            names = [name.strip().lower() for name in next(reader, [])]
            self._check_names(names)
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield reader.line_num, self._story(names, row, reader.line_num)
        except csv.Error as error:
            message = _("%(file)s, line %(line)d: the table is malformed (%(reason)s). Nothing was stored.")
            facts = {"file": self.source.name, "line": reader.line_num, "reason": error}
            raise ExportError(message % facts) from error

    def _rows(self) -> Iterable[str]:
        return (f"{line}\n" for line in self._texts())

    def _delimiter(self) -> str:
        """Indonesian spreadsheets write semicolons."""
        first = next(iter(self._texts()), "")
        return max(",;\t", key=first.count)

    def _check_names(self, names: list[str]) -> None:
        columns = {*self.PLAIN, *self.PHOTO, *self.PARTED, *LABELS}
        unknown = [name for name in names if name not in columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        missing = [name for name in ("id", "headline", "body") if name not in names]
        for text, wrong in (
            (_("unknown columns: %(names)s"), unknown),
            (_("columns that stand there twice: %(names)s"), twice),
            (_("columns are missing: %(names)s"), missing),
        ):
            if wrong:
                facts = {"file": self.source.name, "problem": text % {"names": ", ".join(wrong)[:300]}}
                raise ExportError(_("%(file)s: %(problem)s. Nothing was stored.") % facts)

    def _story(self, names: list[str], row: list[str], line: int) -> dict[str, Any]:
        if len(row) != len(names):
            message = _(
                "%(file)s, line %(line)d: it has %(count)d cells, the first line %(names)d. Nothing was stored."
            )
            facts = {"file": self.source.name, "line": line, "count": len(row), "names": len(names)}
            raise ExportError(message % facts)
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=True) if cell.strip()}
        story: dict[str, Any] = {name: cells[name] for name in self.PLAIN if name in cells}
        story |= {name: _parted(cells[name]) for name in self.PARTED if name in cells}
        credits = [{"role": role, "name": name} for role in LABELS for name in _parted(cells.get(role, ""))]
        photo = {own: cells[name] for name, own in self.PHOTO.items() if name in cells}
        return story | ({"credits": credits} if credits else {}) | ({"lead_photo": photo} if photo else {})


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]
