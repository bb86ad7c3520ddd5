"""Paragraphs that tell the newsroom what to write there: `[Belum ditulis: …]`. No reader gets a page that holds one."""

from articles.text import body

MARK = "[Belum ditulis:"


def unwritten(html: str) -> list[tuple[int, str]]:
    """Return (number, text) of each such paragraph, counted as a reader of the page would."""
    texts = ((number, body.text(block.html)) for number, block in enumerate(body.blocks(html), 1))
    return [(number, text) for number, text in texts if MARK in text]
