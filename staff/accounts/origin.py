"""The origin of a request: the address that it comes from, and the browser."""

from articles.origin import UNKNOWN, address_of

__all__ = ["UNKNOWN", "address_of", "browser_of"]

# In this order: each browser also says the names of those that it descends from.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(request):
    """Return a browser and its system in words, such as `Chrome · Android`; UNKNOWN where it says neither."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    names = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, names)) or UNKNOWN
