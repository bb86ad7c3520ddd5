"""Numbered references of a text become ids of stories, ids of photos, and addresses."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from articles.filing.items import Note, Target
from articles.filing.words import words
from articles.text import body
from articles.wordpress.items import ExtractedText, FileGoal, Goal, ResolvedText

_LINK = re.compile(r'<a href="/berita/(\d+)/">')
_PHOTO = re.compile(r'<img src="/foto/(\d+)/">')
# No address of an old text can have this scheme: `body.clean` leaves none of it.
_FILE = re.compile(r'<a href="attachment:(\d+)">')
_FILE_LINK = re.compile(r'<a href="attachment:\d+">(.*?)</a>')
_CARD = re.compile(r'<p class="(?P<kind>related|perhaps)" id="(?P<number>\d+)">(?P<html>.*)</p>')


def resolve(text: ExtractedText, targets: Sequence[Goal], pictures: Sequence[int | None]) -> ResolvedText:
    """The text with its references replaced.

    `targets` and `pictures` lie beside those of `text`: the id of a story or the address of a list, and the
    id of a photo; None where nothing is found.
    """
    notes: list[Note] = []
    stories: list[int] = []
    for index in text.related:
        target = targets[index]
        if isinstance(target, int):
            stories.append(target)
        else:
            notes.append(Note("related-unresolved", _name(text.targets[index])))
    return ResolvedText(
        body=_Resolution(text, targets, pictures, notes).body(),
        related=list(dict.fromkeys(stories)),
        notes=notes,
    )


class _Resolution:
    """Replaces the references of one text; it stays canonical where all of them become ids."""

    def __init__(
        self,
        text: ExtractedText,
        targets: Sequence[Goal],
        pictures: Sequence[int | None],
        notes: list[Note],
    ):
        self.text = text
        self.targets = targets
        self.pictures = pictures
        self.notes = notes
        self.is_canonical = True

    def body(self) -> str:
        lines: list[str] = []
        for line in map(self._line, self.text.html.split("\n")):
            if line and not (lines and line == lines[-1] and line.startswith(("<figure", "<hr"))):
                lines.append(line)
        lines = [part for line in lines for part in self._with_cards(line)]
        html = "\n".join(lines)
        return html if self.is_canonical else body.clean(html)

    def _line(self, line: str) -> str:
        if line.startswith('<p class="') and (card := _CARD.fullmatch(line)):
            return self._card(card["kind"], int(card["number"]) - 1, card["html"])
        if line.startswith('<figure class="photo') and (photo := _PHOTO.search(line)):
            return self._figure(line, int(photo[1]) - 1)
        if '<a href="/berita/' in line:
            return self._links(line)
        return line

    def _with_cards(self, line: str) -> Iterator[str]:
        """The line, and below it the cards of the files that it names; a line that only names one goes."""
        numbers = _FILE.findall(line) if '"attachment:' in line else []
        if not numbers or line.startswith("<figure"):
            yield line
            return
        if not re.fullmatch(r"<p>\s*(?:<a [^>]*>[^<]*</a>\s*)+</p>", line):
            yield _FILE_LINK.sub(r"\1", line)
        yield from (FileGoal(int(number)).card for number in dict.fromkeys(numbers))

    def _figure(self, line: str, index: int) -> str:
        """A photo; "" where it is not here."""
        if index < len(self.pictures) and self.pictures[index] is not None:
            return _PHOTO.sub(f'<img src="/foto/{self.pictures[index]}/">', line)
        if index < len(self.text.pictures):
            picture = self.text.pictures[index]
            name = f"{picture.address or picture.wp_id or 'data:'} {words(line)}"
            self.notes.append(Note("picture-missing", name.strip()))
        return ""

    def _card(self, kind: str, index: int, html: str) -> str:
        target = self.targets[index]
        if isinstance(target, int):
            if kind == "perhaps":
                self.notes.append(Note("related", words(html)))
            return body.card(target)
        self.is_canonical = False
        if kind == "perhaps":
            if not self.text.targets[index].address:
                self.notes.append(Note("related-unsure", words(html)))
            return f"<p>{self._links(html)}</p>"
        if isinstance(target, FileGoal):
            return target.card
        if target is not None:
            return f'<p><a href="{escape(target)}">{html}</a></p>'
        name = f"{words(html)} {_name(self.text.targets[index])}"
        self.notes.append(Note("related-unresolved", name.strip()))
        return ""

    def _links(self, html: str) -> str:
        self.is_canonical = self.is_canonical and html.count("<a ") == 1
        return _LINK.sub(self._link, html)

    def _link(self, link: re.Match[str]) -> str:
        """A link; an address that nothing here answers stays as it was."""
        index = int(link[1]) - 1
        target = self.targets[index]
        if target is None:
            target = self.text.targets[index].address
            self.notes.append(Note("link-unresolved", target))
        if isinstance(target, int):
            return f'<a href="/berita/{target}/">'
        self.is_canonical = False
        if isinstance(target, FileGoal):
            return f'<a href="attachment:{target.pk}">'
        return f'<a href="{escape(target)}">'


def _name(target: Target) -> str:
    return target.address or target.title
