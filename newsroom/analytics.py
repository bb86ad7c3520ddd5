"""Analytics and proofs of ownership: what the environment may say, and what the reader's policy has to let through for it."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SERVICES = ("matomo", "plausible", "goatcounter", "google")
# Hosts that Google's own tag loads from and reports to.
GOOGLE = (
    "https://www.googletagmanager.com", "https://*.google-analytics.com", "https://*.analytics.google.com",
)  # fmt: skip
_IDS = {"matomo": r"[1-9][0-9]{0,9}", "google": r"G-[A-Z0-9]{4,20}", "plausible": r"[a-z0-9.-]{1,100}"}
# Names of meta elements by which services let a site be proved one's own
PROOFS = (
    "google-site-verification", "msvalidate.01", "yandex-verification", "facebook-domain-verification",
    "p:domain_verify", "naver-site-verification", "baidu-site-verification",
)  # fmt: skip


def checked(service: str, url: str, number: str, site_url: str) -> tuple[str, str, str]:
    """Return (service, its address, the site's name there); raises ImproperlyConfigured with what to write."""
    if not service:
        if url or number:
            raise ImproperlyConfigured(
                f"ANALYTICS_URL and ANALYTICS_ID need ANALYTICS: {', '.join(SERVICES)}."
            )
        return "", "", ""
    if service not in SERVICES:
        raise ImproperlyConfigured(f"ANALYTICS is one of {', '.join(SERVICES)}; found “{service}”.")
    if service == "google":
        if url:
            raise ImproperlyConfigured("ANALYTICS=google has no ANALYTICS_URL: Google's address is known.")
    elif not re.fullmatch(r"https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?", url):
        raise ImproperlyConfigured(
            f"ANALYTICS={service} needs ANALYTICS_URL, an address that begins with https://; found “{url}”."
        )
    if service == "plausible" and not number:
        number = urlsplit(site_url).hostname or ""
    if service in _IDS and not re.fullmatch(_IDS[service], number):
        raise ImproperlyConfigured(f"ANALYTICS={service} needs ANALYTICS_ID; found “{number}”.")
    return service, url.rstrip("/"), number


def sources(service: str, url: str) -> dict[str, list[str]]:
    """Return {directive: hosts} that the policy of readers' pages lets in besides: exactly those of the service."""
    if not service:
        return {}
    parts = urlsplit(url)
    hosts = list(GOOGLE) if service == "google" else [f"{parts.scheme}://{parts.netloc}"]
    scripts = hosts[:1]
    return {"script-src": scripts, "connect-src": hosts, "img-src": hosts}


def proofs(lines: Iterable[str]) -> dict[str, str]:
    """Return {name of a meta element: its content} of `name=content` pairs."""
    elements = {}
    for line in lines:
        name, _equals, content = line.strip().partition("=")
        if name not in PROOFS or not re.fullmatch(r"[A-Za-z0-9_+/=.-]{4,200}", content):
            raise ImproperlyConfigured(
                f"SITE_VERIFICATION holds pairs such as google-site-verification=abc123, parted by commas; found “{line}”."
            )
        elements[name] = content
    return elements
