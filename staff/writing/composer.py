"""The choice between both composers: the desk's editor and the phone's plain text."""

from staff.writing.forms import FULL, PHONE


def composer(request):
    """Which composer the form opens with: the one asked for, else the one chosen last, else by the browser's name.

    A touch screen that does not say so, as an iPad's, is noticed by static/desk/writing.js.
    """
    wanted = request.GET.get("mode") or request.COOKIES.get("mode", "")
    if wanted in (PHONE, FULL):
        return wanted
    agent = request.headers.get("User-Agent", "")
    return PHONE if "Mobi" in agent or "Android" in agent else FULL
