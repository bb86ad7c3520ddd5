"""The publication's channels elsewhere, named as readers know them. Pure."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Service: domains of its pages, most of them with `www.` or a language before them
SERVICES = {
    "WhatsApp": ("whatsapp.com", "wa.me"),
    "Telegram": ("t.me", "telegram.me", "telegram.org"),
    "Instagram": ("instagram.com", "instagr.am"),
    "Facebook": ("facebook.com", "fb.com", "fb.me", "fb.watch"),
    "X": ("x.com", "twitter.com"),
    "YouTube": ("youtube.com", "youtu.be"),
    "TikTok": ("tiktok.com",),
    "Threads": ("threads.net", "threads.com"),
    "LinkedIn": ("linkedin.com",),
    "Bluesky": ("bsky.app",),
    "LINE": ("line.me",),
    "Spotify": ("spotify.com",),
    "Google News": ("news.google.com",),
}
_SERVICE_OF = {domain: name for name, domains in SERVICES.items() for domain in domains}
_HANDLE = re.compile(r"[\w.-]{2,40}")
_PARTS_BESIDE = {
    "channel",
    "c",
    "user",
    "in",
    "company",
    "pages",
    "profile",
    "show",
    "publications",
    "s",
    "add",
    "invite",
}


class Channel(NamedTuple):
    name: str  # of the service, or of the site
    url: str
    handle: str = ""  # told where a service has several channels

    @property
    def label(self):
        return f"{self.name} ({self.handle})" if self.handle else self.name


def channels_of(addresses):
    """Return the channels of a text with an address a line, in its order, each once."""
    channels = [Channel(_name_of(url), url) for url in dict.fromkeys(addresses.split())]
    names = [channel.name for channel in channels]
    return [
        channel._replace(handle=_handle_of(channel.url)) if names.count(channel.name) > 1 else channel
        for channel in channels
    ]


def _name_of(url):
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    domains = (".".join(parts[n:]) for n in range(len(parts)))
    return next((_SERVICE_OF[domain] for domain in domains if domain in _SERVICE_OF), host)


def _handle_of(url):
    parts = [unquote(part).removeprefix("@") for part in urlsplit(url).path.split("/")]
    handles = (part for part in parts if _HANDLE.fullmatch(part) and part.lower() not in _PARTS_BESIDE)
    return next(handles, "")
