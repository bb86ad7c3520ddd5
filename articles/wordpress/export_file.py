"""An export file as items, one at a time: bytes → repaired text → strict parser → `ParsedItem`.

Nothing is recovered silently. WordPress's usual mistakes are repaired before the parser sees them, each
repair with its line: control characters, bytes of another encoding, bare ampersands. A file that is malformed
even so is refused with its line; one that ends too early is told apart, because everything before its end is
whole.
"""

import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from articles.wordpress.errors import ExportError, TruncatedExport
from articles.wordpress.inventory import Census
from articles.wordpress.items import ParsedItem
from articles.wordpress.wxr import Head, Parser
from articles.wordpress.xml_repair import Repair, repair

CHUNK = 1 << 18
# What an export may unpack to and may hold; real ones shrink to a tenth, hardly ever to a fiftieth.
MOST_TIMES, LEAST_BOUND = 200, 256 * 1024 * 1024  # of the file's size; bytes that every file may unpack to
MOST_MEMBERS = 1000  # XML files in a ZIP file
LONGEST_ITEM = 32_000_000  # characters between the end of one item and that of the next
_GZIP = 31  # zlib's word for a whole gzip file
_LOCKED, _ORDINARY = 1, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # a ZIP file's own words


class Source(NamedTuple):
    """One XML file, by itself or within a ZIP file."""

    path: Path
    member: str = ""
    site: str = ""  # its address, where the file does not tell it

    @property
    def name(self) -> str:
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


# Ends of names of what is read of a ZIP file: exports of WordPress, Blogger, Ghost, and the neutral format.
_ENDS = tuple(
    f"{end}{packed}" for end in (".xml", ".atom", ".json", ".jsonl", ".csv") for packed in ("", ".gz")
)


def sources(paths: Iterable[str | Path], site: str = "") -> list[Source]:
    """The exports in these files, in order. Raises ExportError for a file that is missing or holds none.

    `site` is the old site's address, for files that do not tell it.
    """
    files: list[Source] = []
    for path in map(Path, paths):
        try:
            with path.open("rb") as file:
                is_zip = file.read(4) == b"PK\x03\x04"
            files += [source._replace(site=site) for source in (_members(path) if is_zip else [Source(path)])]
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ExportError(f"{path}: {reason}") from error
        except zipfile.BadZipFile as error:
            raise ExportError(_("%(file)s: the ZIP file is damaged.") % {"file": path.name}) from error
    return files


def _members(path: Path) -> list[Source]:
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if not info.filename.startswith("__MACOSX/")]
    members = [info for info in members if info.filename.lower().endswith(_ENDS)]
    if not members:
        raise ExportError(_("%(file)s: there is no export in it.") % {"file": path.name})
    if any(info.flag_bits & _LOCKED or info.compress_type not in _ORDINARY for info in members):
        message = _(
            "%(file)s: the ZIP file is locked or packed in a rare way. Unpack it and give the XML files."
        )
        raise ExportError(message % {"file": path.name})
    if len(members) > MOST_MEMBERS:
        message = _("%(file)s: more than %(most)d XML files are in it. Give them in several ZIP files.")
        raise ExportError(message % {"file": path.name, "most": MOST_MEMBERS})
    return [Source(path, name) for name in sorted(info.filename for info in members)]


@contextmanager
def _open(source: Source) -> Iterator[IO[bytes]]:
    if source.member:
        with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as file:
            yield file
    else:
        with source.path.open("rb") as file:
            yield file


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _within_limits(pieces: Iterable[bytes], source: Source) -> Iterator[bytes]:
    """Yield what was unpacked of a file. Raises ExportError where it becomes more than any real export does."""
    room = max(LEAST_BOUND, MOST_TIMES * source.path.stat().st_size)
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            message = _(
                "%(file)s: the compressed file unpacks to more than an export can hold. Unpack it, look into it, and"
                " give the XML file itself."
            )
            raise ExportError(message % {"file": source.name})
        yield piece


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate gzip files, one behind the other, up to where they end: everything before a cut is whole.

    Raises EOFError for a cut.
    """
    inflater, is_within = zlib.decompressobj(_GZIP), True
    for raw in chunks:
        while raw:
            yield inflater.decompress(raw, CHUNK)
            raw = inflater.unconsumed_tail
            if inflater.eof:
                raw, inflater = inflater.unused_data.lstrip(b"\0"), zlib.decompressobj(_GZIP)
                is_within = False
            else:
                is_within = True
    yield inflater.flush()
    if is_within and not inflater.eof:
        raise EOFError


class Reader:
    """Reads one file; `head` grows while it does, `position` is how far it is in the text, in characters."""

    counts_items = False  # whether its `census` has what its items hold only by them

    def __init__(self, source: Source):
        self.source = source
        self.repairs: deque[Repair] = deque()
        self.parser = Parser(self.repairs)
        self.parser.head.site = source.site
        self.whole, self.position, self.ended_early = 0, 0, False

    @property
    def head(self) -> Head:
        return self.parser.head

    @property
    def census(self) -> Census:
        """Numbers of everything in the file, as far as it was read."""
        return self.parser.census

    @property
    def undeclared(self) -> set[str]:
        """Prefixes that the file uses and does not declare."""
        return self.parser.names.undeclared

    @property
    def loose_repairs(self) -> Counter[str]:
        """Numbers of repairs outside of any item."""
        return self.parser.loose + Counter(repair.kind for repair in self.repairs)

    def __iter__(self) -> Iterator[ParsedItem]:
        """The items. Raises ExportError, or at the very end TruncatedExport."""
        last, last_end = None, 0
        with _open(self.source) as file:
            for text in repair(self._chunks(file), self.repairs):
                self._feed(text)
                self.position += len(text)
                for item in self._take_ready():
                    last, last_end = item, self.position
                    yield item
                if self.position - last_end > LONGEST_ITEM:
                    raise self._too_long()
        if not self.ended_early:
            self._check_kind()
        if self.ended_early or not self._finish():
            raise TruncatedExport(self._cut_message(last), self.whole, last)
        if not self.head.version and not self.whole:
            raise self._no_export()
        if not self.head.key:
            raise ExportError(
                _(
                    "%(file)s: the file does not tell the address of its site,"
                    " so its posts would have no names."
                )
                % {"file": self.source.name}
            )

    def pieces(self) -> Iterator[bytes]:
        """The file's bytes, unpacked and within bounds."""
        with _open(self.source) as file:
            yield from self._chunks(file)

    def _chunks(self, file: IO[bytes]) -> Iterator[bytes]:
        pieces = _within_limits(_pieces(file), self.source)
        first = next(pieces, b"")
        pieces = chain([first], pieces)
        try:
            is_gzip = first.startswith(b"\x1f\x8b")
            yield from _within_limits(_inflate(pieces), self.source) if is_gzip else pieces
        except EOFError:
            self.ended_early = True
        except (OSError, zlib.error, zipfile.BadZipFile) as error:
            raise ExportError(
                _("%(file)s: the compressed file is damaged (%(reason)s).")
                % {"file": self.source.name, "reason": error}
            ) from error

    def _take_ready(self) -> list[ParsedItem]:
        ready, self.parser.ready = self.parser.ready, []
        self.whole += len(ready)
        return ready

    def _feed(self, text: str) -> None:
        try:
            self.parser.expat.Parse(text, False)
        except expat.ExpatError as error:
            self._check_kind()
            raise ExportError(
                _("%(file)s, line %(line)d: the file is malformed (%(reason)s). Nothing of it was stored.")
                % {"file": self.source.name, "line": error.lineno, "reason": expat.ErrorString(error.code)}
            ) from error
        except ExportError as error:
            raise ExportError(f"{self.source.name}: {error}") from error

    def _finish(self) -> bool:
        """Tell whether the file ends where its last element ends."""
        try:
            self.parser.expat.Parse("", True)
        except expat.ExpatError:
            return False
        return True

    def _check_kind(self) -> None:
        if not self.head.is_rss:
            raise self._no_export()

    def _too_long(self) -> ExportError:
        message = _(
            "%(file)s, line %(line)d: a post is longer than %(most)d million characters, or does not end. Look at it in"
            " WordPress, or export without it."
        )
        facts = {"line": self.parser.expat.CurrentLineNumber, "most": LONGEST_ITEM // 1_000_000}
        return ExportError(message % {"file": self.source.name, **facts})

    def _no_export(self) -> ExportError:
        return ExportError(_("%(file)s: this is not an export of WordPress.") % {"file": self.source.name})

    def _cut_message(self, last: ParsedItem | None) -> str:
        message = _(
            "%(file)s ends in the middle, at line %(line)d: WordPress probably ran out of memory."
        ) % {
            "file": self.source.name,
            "line": self.parser.expat.CurrentLineNumber,
        }
        whole = _("%(count)d items are whole.") % {"count": self.whole}
        if not last:
            return f"{message} {whole}"
        rest = _(
            "The last of them is number %(id)d of %(date)s. In WordPress, under Tools → Export → Posts, "
            "export from %(month)s on by date range, a year or less at a time, and give all files together. "
            "--accept-cut imports the whole ones of this file."
        ) % {"id": last.wp_id, "date": last.date[:10], "month": last.date[:7]}
        return f"{message} {whole} {rest}"
