"""Files of an import that cannot be used; each message is for whoever brought the file."""

from articles.wordpress.items import ParsedItem


class ExportError(Exception):
    """An export, or a file that belongs to it, that cannot be read."""


class TruncatedExport(ExportError):
    """A file that ends in the middle. `whole` items stand before its end, the last of them is `last`."""

    def __init__(self, message: str, whole: int, last: ParsedItem | None):
        super().__init__(message)
        self.whole, self.last = whole, last
