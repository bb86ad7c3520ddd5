"""The choice between both composers: the desk's editor and the phone's plain text."""

from staff.writing.forms import FULL, PHONE


def composer(request):
    """Return the composer that the form opens with: the one asked for, else the one chosen last, else by the
    browser's name.

    A touch screen that does not say so, as an iPad's, is noticed by static/desk/writing/full_editor.js.
    """
    mode = request.GET.get("mode") or request.COOKIES.get("mode", "")
    if mode in (PHONE, FULL):
        return mode
    agent = request.headers.get("User-Agent", "")
    return PHONE if "Mobi" in agent or "Android" in agent else FULL
