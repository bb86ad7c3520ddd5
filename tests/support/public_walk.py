"""All that a site gives to whoever asks: followed from address to address, whatever its format."""

import re
from collections import deque
from urllib.parse import quote, unquote, urlsplit

from django.test import Client
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone

from articles import urls

# An address of this site, however a format writes it down: attribute, element, JSON, Link header, plain text.
_ADDRESS = re.compile(r"""https?://[^\s"'<>\\)]+|(?<=["'(=])/[^\s"'<>\\)]*""")
_MONTH = re.compile(r"^/indeks/(\d{4})/(\d{1,2})/")
# The desk, files, and what counts a reader.
_OUTSIDE = re.compile(r"^/(?:redaksi-desk|static|media|baca|ruang|sehat)(?:/|$)")


def beginnings(words, stories, former_paths=()):
    """Return where a walk begins: every public address without arguments, searches for words, all stories by number, and
    addresses that there were before."""
    addresses = []
    for pattern in urls.urlpatterns:
        try:
            addresses.append(reverse(pattern.name))
        except NoReverseMatch:
            continue
    addresses += [f"/cari/?q={quote(word)}" for word in words]
    addresses += [f"/cari/?q={quote(word[:4])}" for word in words]  # what is suggested for a beginning
    addresses += [f"/api/v1/berita/?cari={quote(word)}" for word in words]
    for pk in stories:
        addresses += [f"/berita/{pk}/", f"/api/v1/berita/{pk}/"]
    return [*addresses, *former_paths]


def _is_other_month(path):
    """The archive goes back to 1900, day by day, whether anything was published or not."""
    month, today = _MONTH.match(path), timezone.localdate()
    return bool(month) and (int(month[1]), int(month[2])) != (today.year, today.month)


def walk(client: Client, starts, host, most=1_000):
    """Return {address: body} of all that answers, with its headers; every address in an answer is followed."""
    answers, waiting = {}, deque(dict.fromkeys(starts))
    seen = {*waiting}
    while waiting and len(answers) < most:
        address = waiting.popleft()
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        text = content.decode(errors="replace")
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        answers[address] = f"{headers}\n\n{text}"
        for link in _ADDRESS.findall(answers[address].replace("&amp;", "&").replace("\\/", "/")):
            parts = urlsplit(link)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if (
                (parts.netloc and parts.netloc != host)
                or _OUTSIDE.match(parts.path)
                or _is_other_month(parts.path)
                or path in seen
                or not path
            ):
                continue
            seen.add(path)
            waiting.append(path)
    assert not waiting, "the walk has no end"
    return answers


def holding(answers, words):
    """Return the addresses whose answer, read as it is or percent-decoded, has these words in any spelling."""
    pattern = re.compile(r"[\W_]+".join(map(re.escape, words.split())), re.IGNORECASE)
    return sorted(
        address for address, text in answers.items() if pattern.search(text) or pattern.search(unquote(text))
    )
