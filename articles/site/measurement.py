"""Whoever measures readers for the publication, as the settings say, and proof that the site is its own."""

from django.conf import settings
from django.template.loader import render_to_string

GOOGLE_TAG = "https://www.googletagmanager.com/gtag/js"


def purposes():
    """Return for what a reader's consent is asked before anything of it is loaded."""
    return ["statistik"] if settings.ANALYTICS == "google" else []


def context():
    """Return the variables of a page's end: the one hook, as an element of its own or for static/slots.js."""
    if not settings.ANALYTICS:
        return {}
    names = {"service": settings.ANALYTICS, "url": settings.ANALYTICS_URL, "id": settings.ANALYTICS_ID}
    addresses = {"matomo": f"{settings.ANALYTICS_URL}/", "google": f"{GOOGLE_TAG}?id={settings.ANALYTICS_ID}"}
    if address := addresses.get(settings.ANALYTICS):
        return {
            "measured_by": settings.ANALYTICS,
            "measured_at": address,
            "measured_as": settings.ANALYTICS_ID,
        }
    return {"analytics": render_to_string("site/_analytics.html", names)}
