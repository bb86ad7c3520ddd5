"""Cards of our own stories, and embeds of the providers that we know."""

import re
from html import escape
from typing import NamedTuple

from articles.text.addresses import ARTICLE_PATH, LOOKS_LIKE_ADDRESS, own_path, split_address

# What people write before the address of a story that they lead to.
RELATED_LABEL = re.compile(r"(?:baca|simak|lihat)(?:\s+(?:juga|pula))?(?:\s*[:：–-]\s*|\s+)", re.IGNORECASE)
# "t=2520", "t=42m", "#t=1h2m3s", "start=90"; no film is longer than four digits of each.
_START = re.compile(
    r"[?&#](?:t|start|time_continue)=(?=\d)(?:(\d{1,4})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?(?![\w])", re.ASCII
)
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|web|mbasic|music|[a-z]{2}-[a-z]{2})\.")

# Provider, host without subdomain + path + query, canonical address. The canonical one matches its own row.
_PROVIDERS = [
    (provider, re.compile(rf"{pattern}(?=[/?&]|$)", re.ASCII), canonical)
    for provider, pattern, canonical in (
        ("youtube", r"youtube(?:-nocookie)?\.com/(?:shorts|live|embed|v)/(?!videoseries)([\w-]{11})",
                    "https://www.youtube.com/watch?v={0}"),
        ("youtube", r"(?:youtube\.com/watch/?\?(?:.*&)?v=|youtu\.be/)([\w-]{11})",
                    "https://www.youtube.com/watch?v={0}"),
        ("tiktok", r"tiktok\.com/@([\w.-]+)/(video|photo)/(\d+)", "https://www.tiktok.com/@{0}/{1}/{2}"),
        ("tiktok", r"tiktok\.com/t/(\w+)", "https://www.tiktok.com/t/{0}/"),
        ("tiktok", r"(v[mt])\.tiktok\.com/(\w+)", "https://{0}.tiktok.com/{1}/"),
        ("instagram", r"instagram\.com/(?:(?!share/)[\w.]+/)?(p|reel|tv)s?/([\w-]+)",
                      "https://www.instagram.com/{0}/{1}/"),
        ("facebook", r"facebook\.com/(?:watch/?|video\.php)\?(?:.*&)?v=(\d+)", "https://www.facebook.com/watch/?v={0}"),
        ("facebook", r"facebook\.com/reel/(\d+)", "https://www.facebook.com/reel/{0}/"),
        ("facebook", r"facebook\.com/(share/(?:[pvr]/)?[\w-]+)", "https://www.facebook.com/{0}/"),
        ("facebook", r"facebook\.com/([\w.-]+)/(posts|videos)/(?:[^/?]+/)?(\d+|pfbid\w+)",
                     "https://www.facebook.com/{0}/{1}/{2}/"),
        ("facebook", r"facebook\.com/groups/([\w.-]+)/(?:posts|permalink)/(\d+)",
                     "https://www.facebook.com/groups/{0}/posts/{1}/"),
        ("facebook", r"facebook\.com/(?:permalink|story)\.php\?(?=(?:.*&)?story_fbid=(\w+))(?:.*&)?id=(\d+)",
                     "https://www.facebook.com/permalink.php?story_fbid={0}&id={1}"),
        ("facebook", r"fb\.watch/([\w-]+)", "https://fb.watch/{0}/"),
        ("x", r"(?:twitter|x)\.com/(i/web|\w+)/status(?:es)?/(\d+)", "https://x.com/{0}/status/{1}"),
    )
]  # fmt: skip


class Media(NamedTuple):
    """The canonical address of a card or an embed."""

    url: str
    provider: str  # "" for a story of ours

    def html(self) -> str:
        return f'<figure class="media"><oembed url="{escape(self.url)}"></oembed></figure>'


def media_at(address: str, hosts: frozenset[str]) -> Media | None:
    """Return the card or embed that an address stands for, if it does; `hosts` are our own."""
    if not LOOKS_LIKE_ADDRESS.fullmatch(address):
        return None
    own = own_path(address, hosts)
    if own is not None:
        article = ARTICLE_PATH.match(own)
        return Media(f"/berita/{article[1]}/", "") if article else None
    host, rest = split_address(address)
    place = f"{_SUBDOMAIN.sub('', host)}{rest.partition('#')[0]}"
    for provider, pattern, canonical in _PROVIDERS:
        if match := pattern.match(place):
            moment = _moment(rest) if provider == "youtube" else ""
            return Media(canonical.format(*match.groups()) + moment, provider)
    return None


def _moment(rest: str) -> str:
    """Return the parameter of the second at which a film begins; "" for its beginning."""
    if not (start := _START.search(rest)):
        return ""
    hours, minutes, seconds = (int(number or 0) for number in start.groups())
    total = 3600 * hours + 60 * minutes + seconds
    return f"&t={total}s" if total else ""
