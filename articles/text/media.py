"""Cards of our own stories and attachments, and embeds of the providers that we know."""

import re
from html import escape
from typing import NamedTuple

from articles.text.addresses import ARTICLE_PATH, ATTACHMENT_PATH, LOOKS_LIKE_ADDRESS, own_path, split_address

# What people write before the address of a story that they lead to.
RELATED_LABEL = re.compile(r"(?:baca|simak|lihat)(?:\s+(?:juga|pula))?(?:\s*[:：–-]\s*|\s+)", re.IGNORECASE)
# "t=2520", "t=42m", "#t=1h2m3s", "start=90"; no film is longer than four digits of each.
_START = re.compile(
    r"[?&#](?:t|start|time_continue)=(?=\d)(?:(\d{1,4})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?(?![\w])", re.ASCII
)
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|web|mbasic|music|[a-z]{2}-[a-z]{2})\.")

_LATITUDE, _LONGITUDE = r"(-?\d{1,2}\.\d{1,15})", r"(-?\d{1,3}\.\d{1,15})"
_GOOGLE = r"(?:google\.(?:com|co\.id)/maps|maps\.google\.(?:com|co\.id)(?:/maps)?)"
_POINT = "https://www.google.com/maps?q={0},{1}"

# Provider, host without subdomain + path + query, canonical address. The canonical one matches its own row.
_PROVIDERS = [
    (provider, re.compile(rf"{pattern}(?=[/?&#]|$)", re.ASCII), canonical)
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
        ("datawrapper", r"datawrapper\.(?:dwcdn\.net|de/_)/(\w{5,8})", "https://datawrapper.dwcdn.net/{0}/"),
        ("flourish", r"(?:public\.flourish\.studio|flo\.uri\.sh)/(visualisation|story)/(\d+)",
                     "https://public.flourish.studio/{0}/{1}/"),
        ("googlemaps", r"google\.(?:com|co\.id)/maps/d/(?:u/\d+/)?(?:viewer|embed|edit)\?(?:.*&)?mid=([\w-]+)",
                       "https://www.google.com/maps/d/viewer?mid={0}"),
        ("googlemaps", rf"{_GOOGLE}(?:/search)?/?\?(?:.*&)?(?:q|query)=(?:loc:)?{_LATITUDE}(?:,|%2C){_LONGITUDE}", _POINT),
        ("googlemaps", rf"{_GOOGLE}/place/[^?]*!3d{_LATITUDE}!4d{_LONGITUDE}(?:!.*)?", _POINT),
        ("openstreetmap", rf"openstreetmap\.org/\?(?:.*&)?mlat={_LATITUDE}&mlon={_LONGITUDE}",
                          "https://www.openstreetmap.org/?mlat={0}&mlon={1}"),
        ("openstreetmap", rf"openstreetmap\.org/export/embed\.html\?(?:.*&)?marker={_LATITUDE}(?:,|%2C){_LONGITUDE}",
                          "https://www.openstreetmap.org/?mlat={0}&mlon={1}"),
    )
]  # fmt: skip
# Charts and maps: a link to one that stands alone in its paragraph is shown as one, its words are its title.
TITLED = frozenset(["datawrapper", "flourish", "googlemaps", "openstreetmap"])

# Canonical address, and what a frame shows of it.
_FRAMES = [
    (re.compile(pattern, re.ASCII), frame)
    for pattern, frame in (
        (r"https://www\.youtube\.com/watch\?v=([\w-]+)(?:&t=(\d+)s)?",
            "https://www.youtube-nocookie.com/embed/{0}?start={1}&autoplay=1"),
        (r"https://datawrapper\.dwcdn\.net/(\w+)/", "https://datawrapper.dwcdn.net/{0}/"),
        (r"https://public\.flourish\.studio/(\w+/\d+)/", "https://flo.uri.sh/{0}/embed"),
        (r"https://www\.google\.com/maps/d/viewer\?mid=([\w-]+)", "https://www.google.com/maps/d/embed?mid={0}"),
        (r"https://www\.google\.com/maps\?q=([-.\d]+),([-.\d]+)",
            "https://www.google.com/maps?q={0},{1}&z=15&output=embed"),
    )
]  # fmt: skip
_OPENSTREETMAP = re.compile(r"https://www\.openstreetmap\.org/\?mlat=([-.\d]+)&mlon=([-.\d]+)", re.ASCII)
_AROUND = 0.01  # degrees to each side of a point, about a kilometre
# Canonical addresses of films: the same makers have posts and pictures beside them.
_FILM = re.compile(
    r"https://(?:www\.youtube\.com/watch\?v=([\w-]+)|www\.tiktok\.com/@[^/]+/video/|v[mt]\.tiktok\.com/"
    r"|www\.instagram\.com/(?:reel|tv)/|www\.facebook\.com/(?:watch/|reel/|[^/]+/videos/)|fb\.watch/)",
    re.ASCII,
)
FRAME_HOSTS = (
    *dict.fromkeys("/".join(frame.split("/")[:3]) for _pattern, frame in _FRAMES),
    "https://www.openstreetmap.org",
)

ATTACHMENT = "attachment"  # in the place of a provider


class Media(NamedTuple):
    """The canonical address of a card or an embed."""

    url: str
    provider: str  # "" for a story of ours, ATTACHMENT for a file

    def html(self) -> str:
        return f'<figure class="media"><oembed url="{escape(self.url)}"></oembed></figure>'


def media_at(address: str, hosts: frozenset[str]) -> Media | None:
    """Return the card or embed that an address stands for, if it does; `hosts` are our own."""
    if not LOOKS_LIKE_ADDRESS.fullmatch(address):
        return None
    own = own_path(address, hosts)
    if own is not None:
        if article := ARTICLE_PATH.match(own):
            return Media(f"/berita/{article[1]}/", "")
        attachment = ATTACHMENT_PATH.match(own)
        return Media(f"/lampiran/{attachment[1]}/", ATTACHMENT) if attachment else None
    host, rest = split_address(address)
    place = f"{_SUBDOMAIN.sub('', host)}{rest.partition('#')[0]}"
    for provider, pattern, canonical in _PROVIDERS:
        if match := pattern.match(place):
            moment = _moment(rest) if provider == "youtube" else ""
            return Media(canonical.format(*match.groups()) + moment, provider)
    return None


def editor_pattern() -> str:
    """Return what the full editor takes for an embed, as one regular expression of JavaScript between slashes: the
    editor's package would make one of a list as well, of its commas too."""
    subdomain = _SUBDOMAIN.pattern.removeprefix("^")
    addresses = "|".join(pattern.pattern for _, pattern, _ in _PROVIDERS)
    return rf"/^(?:(?:https?:)?\/\/)?(?:{subdomain})?(?:{addresses}).*$/"


def frame_address(url: str) -> str:
    """Return what a frame shows of a canonical address, once a reader asks for it; "" where it is only a link."""
    for pattern, frame in _FRAMES:
        if match := pattern.fullmatch(url):
            return frame.format(*match.groups(default="0"))
    if point := _OPENSTREETMAP.fullmatch(url):
        latitude, longitude = map(float, point.groups())
        sides = (longitude - _AROUND, latitude - _AROUND, longitude + _AROUND, latitude + _AROUND)
        box = ",".join(f"{side:.5f}" for side in sides)
        return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&marker={point[1]},{point[2]}"
    return ""


def is_film(url: str) -> bool:
    """Return whether a canonical address is that of a film."""
    return bool(_FILM.match(url))


def still_address(url: str) -> str:
    """Return the address of a still of a film, where its maker's addresses tell it; else ""."""
    film = _FILM.match(url)
    return f"https://i.ytimg.com/vi/{film[1]}/hqdefault.jpg" if film and film[1] else ""


def _moment(rest: str) -> str:
    """Return the parameter of the second at which a film begins; "" for its beginning."""
    if not (start := _START.search(rest)):
        return ""
    hours, minutes, seconds = (int(number or 0) for number in start.groups())
    total = 3600 * hours + 60 * minutes + seconds
    return f"&t={total}s" if total else ""
