"""The reader of a file, by what it begins with: WordPress, Blogger, Ghost, or the neutral format."""

from itertools import islice

from articles.wordpress.blogger import BloggerReader
from articles.wordpress.export_file import Reader, Source
from articles.wordpress.ghost import GhostReader
from articles.wordpress.neutral import CsvReader, NeutralReader

_LOOKED_AT = 4096  # characters


def reader_of(source: Source) -> Reader:
    """The reader of this file. What is none of the others is read as WordPress's, which says what is wrong with it."""
    name = source.name.lower().removesuffix(".gz")
    if name.endswith(".csv"):
        return CsvReader(source)
    beginning = _beginning(source)
    if name.endswith(".jsonl"):
        return NeutralReader(source)
    if beginning.startswith("{"):
        return GhostReader(source) if _is_ghost(beginning) else NeutralReader(source)
    if "<feed" in beginning and "<rss" not in beginning:
        return BloggerReader(source)
    return Reader(source)


def _beginning(source: Source) -> str:
    pieces = b"".join(islice(Reader(source).pieces(), 1))
    return pieces[: 4 * _LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")[:_LOOKED_AT]


def _is_ghost(beginning: str) -> bool:
    """Tell whether an object's first names are those of Ghost's export, not those of a story."""
    packed = "".join(beginning[:400].split())
    return packed.startswith(('{"db":', '{"data":', '{"meta":'))
