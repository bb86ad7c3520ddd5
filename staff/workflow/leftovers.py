"""Checks of what a paste brings along and no reader is meant to see: code, marks of other programs, words that
were deleted elsewhere.

Each names the place. Nothing of it refuses an action: a story may tell of code.
"""

import re
from html import unescape
from html.entities import html5

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from articles.text import body
from articles.text.plain_inline import addresses_in
from staff.workflow.problems import Problem, in_field, some

_ELEMENTS = (
    "a|abbr|amp-[a-z]+|b|blockquote|body|br|button|center|code|div|em|embed|figure|font|form|h[1-6]|head|hr|html|i|iframe"
    "|img|ins|li|link|main|meta|noscript|object|ol|p|pre|q|s|script|section|small|span|strong|style|sub|sup|svg|table"
    "|tbody|td|th|thead|title|tr|u|ul|video|audio|o:p|v:[a-z]+|w:[a-z]+|!--"
)
_CODE = re.compile(
    rf"""
    </?(?:{_ELEMENTS})(?=[\s/>])[^<>]{{0,200}}>?   # an element
    | <!--.{{0,80}} | --> | <!\[|\]\]>
    | &(?:\#\d{{2,6}}|\#x[0-9a-f]{{2,5}}|[a-z][a-z0-9]{{1,11}});  # an entity
    | \[/[a-z][\w-]{{0,40}}\]
    | \[(?:caption|gallery|embed|playlist|vc_\w+|et_pb_\w+|fusion_\w+|su_\w+|irp|adrotate)
        \b[^\[\]]{{0,200}}\]
    | \[\w[\w-]{{0,40}}(?:\s[\w-]{{1,40}}=[^\s\[\]]{{1,200}}){{1,20}}\s?/?\]  # a shortcode with attributes
    | \b(?:function\s?\w{{0,40}}\s?\([^)]{{0,60}}\)\s?\{{|document\.\w+\(|window\.\w+\s?=|var\s\w{{1,40}}\s?=)
    | (?<![\w-])[.\#]?[\w-]{{1,40}}\s?\{{\s?[\w-]{{1,40}}\s?:[^{{}}]{{0,100}}\}}  # a rule of a style sheet
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(\w+;)")
_CHAT = re.compile(
    r"\[\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?\]\s*[^:\n]{1,40}:"
)
_MARKDOWN = re.compile(r"(?<![\w*])\*{1,2}\w[^*\n]{0,60}[\w.,!?”]\*{1,2}(?![\w*])|```|(?m:^#{1,6}\s\S)")
_KINDS = {
    "frame": ngettext_lazy("%(count)d frame", "%(count)d frames", "count"),
    "picture": ngettext_lazy("%(count)d picture", "%(count)d pictures", "count"),
    "media": ngettext_lazy("%(count)d film or sound", "%(count)d films or sounds", "count"),
    "form": ngettext_lazy("%(count)d form field", "%(count)d form fields", "count"),
    "drawing": ngettext_lazy("%(count)d drawing", "%(count)d drawings", "count"),
    "script": ngettext_lazy("%(count)d script", "%(count)d scripts", "count"),
}
_STRUCK = re.compile(r"<s>(.*?)</s>")
_ANCHOR = re.compile(r'<a href="(#[^"]*)">(.*?)</a>')
_LINK = re.compile(r"<a\s.*?</a>")
_TAG = re.compile(r"<[^>]*>")


def no_code_is_left(story):
    """What is readable as code was pasted as text, or came in with it."""
    for field, place, text in _places(story):
        if code := [match[0].strip() for match in _CODE.finditer(text) if _is_code(match[0])]:
            yield _at(field, place, _("code stands in the text, and readers see it: %(what)s."), code)


def _is_code(text):
    entity = _ENTITY.fullmatch(text)
    return not entity or entity[1] in html5


def no_other_program_is_left(story):
    for field, place, text in _places(story):
        if marks := [match[0] for pattern in (_CHAT, _MARKDOWN) for match in pattern.finditer(text)]:
            yield _at(field, place, _("a mark of another program stands in the text: %(what)s."), marks)


def struck_words_are_meant(story):
    """A word processor strikes what was deleted in it: readers can read it all the same."""
    for number, block in enumerate(story.blocks, 1):
        if words := list(map(_words, _STRUCK.findall(block.html))):
            message = _(
                "words are struck out, and readers can still read them: %(what)s. Delete what must not be printed."
            )
            yield _at("body", number, message, words)


def anchors_lead_somewhere(story):
    """Texts have no places that a link could lead to: such links are a word processor's footnotes and contents."""
    for number, block in enumerate(story.blocks, 1):
        if links := [f"{_words(words)} ({address})" for address, words in _ANCHOR.findall(block.html)]:
            yield _at("body", number, _("a link leads to a place in another document: %(what)s."), links)


def addresses_are_links(story):
    for number, block in enumerate(story.blocks, 1):
        if block.kind == "text" and (dead := addresses_in(_words(_LINK.sub(" ", block.html)))):
            yield _at("body", number, _("an address is not a link, so nobody can press it: %(what)s."), dead)


def nothing_was_left_out(story):
    """What a body cannot hold is gone when it is saved; here it is told before."""
    if story.left_out:
        yield Problem("body", left_out_message(story.left_out))


def left_out_message(left_out):
    """Return the sentence about `body.left_out`."""
    what = [str(_KINDS[kind] % {"count": count}) for kind, count in left_out.items()]
    return _("Left out of the pasted text: %(what)s. A story cannot hold that.") % {"what": ", ".join(what)}


def _places(story):
    """Yield (field, number of the paragraph or 0, text) of all that somebody typed as running text."""
    for field in ("headline", "standfirst"):
        yield field, 0, story.texts[field]
    for number, block in enumerate(story.blocks, 1):
        yield "body", number, body.text(block.html)


def _at(field, number, message, what):
    said = message % {"what": some(what)}
    if not number:
        return in_field(field, said)
    return Problem(field, _("Paragraph %(number)d: %(what)s") % {"number": number, "what": said})


def _words(html):
    return unescape(_TAG.sub("", html.replace("<br>", " ")))
