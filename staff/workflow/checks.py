"""Checks of a story before an action: none to draft, few to submit, all to publish.

A check is a function that takes a `Manuscript` and yields problems. `TABLE` says of each whether it is
required or advised: a required one refuses the action, an advised one is shown before the button is pressed
and written down nowhere. A new check is one function and one line of the table. Those on the text cost no
query, all others a fixed number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from urllib.parse import unquote, urlsplit

from django.db.models import Exists, F, Func, Model, OuterRef, Q, TextField, Value
from django.db.models.functions import Lower, Trim
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.legacy_paths import path_keys
from articles.models import (
    Article,
    Category,
    Credit,
    LegacyPath,
    Page,
    Person,
    Photo,
    Region,
    Tag,
    TaggedArticle,
)
from articles.models.article import NO_DATELINE, slug_from
from articles.places import datelines, gazetteer
from articles.places.gazetteer import PlaceNames
from staff.parsing import without_nul
from staff.workflow import filed_parts
from staff.workflow.manuscript import Manuscript

SUBMIT, PUBLISH = "submit", "publish"
REQUIRED, ADVISED = "required", "advised"

LONGEST_IN_SEARCH = 70  # characters of a headline that search engines show
LONGEST_ON_CARD = 95  # that three lines of a card hold on a phone of 360 pixels
SHORTEST = 20
SHOUTING = 0.7  # of the letters are capitals: "KPK OTT Bupati Probolinggo" stays below
MOST_TAGS = 8
LONGEST_PARAGRAPH = 80  # words: half of a phone's screen
FRESH = timedelta(days=7)  # in which the same headline is taken for the same story


@dataclass(frozen=True)
class Problem:
    field: str  # name of the form field that mends it
    message: str
    url: str = ""  # of the story that it speaks of
    is_required: bool = True
    mends: bool = False  # Rapikan (staff/writing/tidy.py) mends it


Check = Callable[[Manuscript], Iterator[Problem]]


# ---- What there has to be


def has_text(story):
    if not story.words:
        yield Problem("body", _("The story has no text yet."))


def has_category(story):
    if not story.text.category:
        yield Problem("category", _("Choose a category."))


def has_region(story):
    if not story.text.region:
        yield Problem("region", _("Choose a region; it also makes the dateline."))


def has_writer(story):
    if not any(credit.role in Credit.WRITING_ROLES for credit in story.text.credits):
        yield Problem("credits", _("Name at least one writer."))


def has_standfirst(story):
    if not story.text.standfirst.strip():
        yield Problem("standfirst", _("There is no standfirst. Readers see it in lists and in shared links."))


# ---- Photos


def photos_are_ready(story, besides=frozenset()):
    """One check for all pictures, but for those of the ids `besides`."""
    for pk, photo in story.photos(besides=besides).items():
        field = "lead_photo" if pk == story.lead_id else "body"
        if photo.state == Photo.State.KILLED:
            yield Problem(field, _("The photo “%(photo)s” was withdrawn from use.") % {"photo": photo})
        elif photo.lacks:
            lacks = ", ".join(map(str, photo.lacks))
            yield Problem(
                field, _("The photo “%(photo)s” lacks: %(lacks)s.") % {"photo": photo, "lacks": lacks}
            )


def no_photo_is_awaited(story):
    """A mark of Mode HP holds the place of a photo that is still on the phone."""
    if mark := re.search(r"\[foto baru-\w+\]", story.words):
        yield Problem(
            "body",
            _(
                "A photo has not been put into the text yet: %(mark)s. Wait until it is sent, or take the mark out."
            )
            % {"mark": mark[0]},
        )


def has_lead_photo(story):
    if not story.lead_id:
        yield Problem("lead_photo", _("There is no lead photo. Shared links then show the newsroom's logo."))


# ---- The headline


def headline_fits(story):
    length = len(story.text.headline)
    facts = {"length": length, "search": LONGEST_IN_SEARCH, "card": LONGEST_ON_CARD}
    if length > LONGEST_ON_CARD:
        message = _("The headline has %(length)d characters; a card on a phone holds about %(card)d.")
    elif length > LONGEST_IN_SEARCH:
        message = _("The headline has %(length)d characters; search results show about %(search)d.")
    elif length < SHORTEST:
        message = _("The headline has only %(length)d characters. Does it say what happened, and where?")
    else:
        return
    yield Problem("headline", message % facts)


def headline_does_not_shout(story):
    """Capital letters at the beginning of words are the newsroom's own matter."""
    letters = [letter for letter in story.text.headline if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(story.text.headline.split()) > 2 and capitals > SHOUTING * len(letters):
        yield Problem("headline", _("The headline is in capitals. Write it as an ordinary sentence."))


def _plain_headline(expression):
    """A headline without its capitals, spaces and signs."""
    words = Func(
        expression, Value(r"\W+"), Value(" "), Value("g"), function="regexp_replace", output_field=TextField()
    )
    return Trim(Lower(words))


def headline_is_new(story):
    slugs = {story.text.slug, slug_from(story.text.headline)} - {"", slug_from("")}
    if not slugs:
        return
    recent = Article.objects.public().filter(published_at__gt=timezone.now() - FRESH)
    twins = recent.exclude(pk__in=story.own_ids).annotate(plain=_plain_headline(F("headline")))
    same = Q(plain=_plain_headline(Value(story.text.headline))) | Q(slug__in=slugs)
    if twin := twins.filter(same).only("headline", "slug").newest_first().first():
        message = _("A story of the last 7 days has the same headline or address: “%(headline)s”.")
        yield Problem("headline", message % {"headline": twin.headline}, url=twin.get_absolute_url())


# ---- Dateline and tags


def dateline_is_not_typed(story):
    """The region makes it; typed into the text it would stand there twice."""
    if not story.paragraphs or not story.place:
        return
    place_names = PlaceNames(gazetteer.gazetteer([(story.place, "", [])]))
    dateline = datelines.find(story.paragraphs[0][1], place_names)
    if dateline and dateline.end and not dateline.unsure:
        words = story.paragraphs[0][1][: dateline.end].strip()
        message = _("The text begins with a typed dateline, “%(typed)s”. The region prints it already.")
        yield Problem("body", message % {"typed": words}, mends=True)


def filed_parts_are_in_their_places(story):
    """A story that was pasted whole brings names, sign-off and Baca Juga along in its text."""
    if not filed_parts.may_be_filed(story.words):
        return
    parts = filed_parts.names_of_parts(filed_parts.read(story.text))
    if parts and parts != [_("dateline")]:  # of which the check above speaks
        message = _(
            "In the text stand parts that have a place beside it: %(parts)s. Tidy up puts them there."
        )
        yield Problem("body", message % {"parts": ", ".join(parts)}, mends=True)


def dateline_is_there(story):
    if story.text.region and story.text.dateline.strip() == NO_DATELINE:
        yield Problem("dateline", _("The story will have no dateline. Is that meant?"))


def tags_are_few(story):
    count = len(story.text.tags)
    if not count:
        yield Problem("tag_names", _("There are no tags. Readers find related stories by them."))
    elif count > MOST_TAGS:
        message = _("%(count)d tags are too many; the %(most)d most important ones lead readers further.")
        yield Problem("tag_names", message % {"count": count, "most": MOST_TAGS})


def tags_lead_somewhere(story):
    """A tag that no other story has leads back to this one."""
    if not story.text.tags:
        return
    elsewhere = TaggedArticle.objects.filter(tag=OuterRef("pk")).exclude(content_object__in=story.own_ids)
    own_tags = Tag.objects.alias(key=Lower("name")).filter(key__in=[name.lower() for name in story.text.tags])
    if not own_tags.filter(Exists(elsewhere)).exists():
        yield Problem("tag_names", _("No other story has one of these tags. Add one that is in use."))


# ---- Where it leads to


def baca_juga_is_alive(story):
    """Readers are spared a card whose story they may not see: here it is only told of."""
    for field, ids in (("body", story.cards), ("related", story.text.related)):
        for pk in dict.fromkeys(ids):
            if why := _not_for_readers(story.targets.get(pk)):
                message = _("Baca Juga /berita/%(id)d/ is not shown to readers: %(why)s.")
                yield Problem(field, message % {"id": pk, "why": why})


def _not_for_readers(target):
    """Reason why readers do not get this story; "" where they do."""
    if not target:
        return _("there is no such story")
    if target.status == Article.Status.WITHDRAWN:
        return _("the story was withdrawn")
    return "" if target.is_public else _("the story is not published yet")


def baca_juga_stands_once(story):
    counts = Counter([*story.cards, *story.text.related])
    in_text = Counter(story.cards)
    for pk in counts:
        if pk in story.own_ids:
            message = _("Baca Juga /berita/%(id)d/ leads to this very story.")
        elif in_text[pk] > 1:
            message = _("Baca Juga /berita/%(id)d/ stands in the text more than once.")
        elif counts[pk] > 1:
            message = _("Baca Juga /berita/%(id)d/ stands both in the text and at the end.")
        else:
            continue
        yield Problem("body" if in_text[pk] else "related", message % {"id": pk})


# Parts of an address that name a row: view → its model, the column, and which rows answer.
ROWS_OF_VIEWS: dict[str, tuple[type[Model], str, dict]] = {
    "page": (Page, "slug", {"is_public": True}),
    "category": (Category, "path", {}),
    "region": (Region, "slug", {}),
    "tag": (Tag, "slug", {}),
    "person": (Person, "slug", {}),
}


def links_lead_somewhere(story):
    """Links to this site that nothing answers: no page, no address of the former site."""
    broken = []
    by_view: dict[str, dict] = {name: defaultdict(list) for name in ROWS_OF_VIEWS}
    for link in story.own_links:
        path = without_nul(unquote(urlsplit(link).path))
        try:
            match = resolve(path)
        except Resolver404:
            broken.append((link, path))
            continue
        if match.url_name in ("article", "article_by_id", "article_by_number"):
            if _not_for_readers(story.targets.get(int(match.kwargs["pk"]))):
                broken.append((link, path))
        elif match.namespace:
            message = _("The link %(link)s leads to the desk. Readers cannot open it.")
            yield Problem("body", message % {"link": link})
        elif match.url_name in ROWS_OF_VIEWS:
            (value,) = match.kwargs.values()
            by_view[match.url_name][value].append((link, path))
    for link in _without_answer(broken + _without_row(by_view)):
        yield Problem("body", _("The link %(link)s leads nowhere.") % {"link": _beginning(link)})


def _without_row(by_view):
    """Links whose address has the form of a page, and whose page does not exist; one query a view."""
    broken = []
    for name, links in by_view.items():
        if links:
            model, column, only = ROWS_OF_VIEWS[name]
            rows = model._default_manager.filter(**only, **{f"{column}__in": list(links)})
            existing = set(rows.values_list(column, flat=True))
            broken += [one for value, group in links.items() if value not in existing for one in group]
    return broken


def _without_answer(broken):
    """Links of these (link, path) pairs that the former site had no page at either."""
    keys = {link: [path, *path_keys(path)] for link, path in broken}
    paths = {key for several in keys.values() for key in several}
    answers = (
        set(LegacyPath.objects.filter(path__in=paths).values_list("path", flat=True)) if paths else set()
    )
    return [link for link, several in keys.items() if not answers.intersection(several)]


# ---- The text

_LEFTOVER = re.compile(
    r"""
    \[\s*(?:…|\.{2,}|_+|-+|\?+|TK|xx+)?\s*\]
    | \[(?:isi|isikan|nama|judul|teras|tanggal|jam|jumlah|tempat|lokasi|sumber|kutipan|cek)\b[^\[\]]{0,60}\]
    | \b(?:lorem[ ]ipsum|(?:judul|teras|teks|kutipan)[ ]di[ ]?sini|TKTK|TK[ ]TK)\b
    | (?<!PON[ ])(?<!Munas[ ])(?<!Muktamar[ ])(?<!Kongres[ ])(?<!ke-)\bX{3,}\b
    | \{\{[^{}]*\}\} | \{%[^{}]*%\}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAP = re.compile(r"\S{0,30}\s(?:[,;:!?]|\.(?!\S))(?=\s|$)")  # "air , lalu"
_BOLD = re.compile(r"<p><strong>(?:(?!</strong>).)*</strong></p>", re.DOTALL)
_MARKS = re.compile('[“”„"«»]')
_INCHES = re.compile(r'(?<=\d)"')


def no_template_mark_is_left(story):
    for field, marks in story.unfilled.items():
        if marks:
            message = ngettext(
                "a part of the template is not filled in: %(marks)s.",
                "%(count)d parts of the template are not filled in: %(marks)s.",
                len(marks),
            )
            yield _in(field, message % {"count": len(marks), "marks": _some(marks)})


def nothing_is_left_over(story):
    """TK is a kindergarten (Taman Kanak-kanak) more often than something to come: alone it counts for
    nothing."""
    for field, text in story.texts.items():
        marks = dict.fromkeys(mark[0] for mark in _LEFTOVER.finditer(text))
        if leftovers := [mark for mark in marks if mark not in story.unfilled[field]]:
            yield _in(field, _("left over from writing: %(what)s.") % {"what": _some(leftovers)})


def spaces_are_right(story):
    """The text itself is cleaned of double spaces as it comes in; headline and standfirst stay as they are
    typed."""
    for field, text in story.texts.items():
        if field != "body" and re.search(r"\S[ \t]{2,}\S", text):
            yield _in(field, _("two spaces follow each other."))
        if gap := _GAP.search(text):
            message = _("a space stands before a punctuation mark: “%(where)s”.")
            yield _in(field, message % {"where": gap[0]})


def formatting_is_plain(story):
    if bold := [text for html, text in story.paragraphs if _BOLD.fullmatch(html)]:
        message = _("A whole paragraph is bold: “%(begin)s”. Make it a subheading, or ordinary text.")
        yield Problem("body", message % {"begin": _beginning(bold[0])})
    if empty := [text for _html, text in story.paragraphs if not re.search(r"\w", text)]:
        yield Problem("body", _("A paragraph has no words: “%(text)s”.") % {"text": _beginning(empty[0])})


def paragraphs_are_short(story):
    if long := [text for _html, text in story.paragraphs if len(text.split()) > LONGEST_PARAGRAPH]:
        message = ngettext(
            "A paragraph has more than %(most)d words, half of a phone's screen: “%(begin)s”.",
            "%(count)d paragraphs have more than %(most)d words, half of a phone's screen; the first: “%(begin)s”.",
            len(long),
        )
        facts = {"count": len(long), "most": LONGEST_PARAGRAPH, "begin": _beginning(long[0])}
        yield Problem("body", message % facts)


def quotations_are_closed(story):
    """A quotation of several paragraphs opens each and closes the last one alone."""
    texts = [text for _html, text in story.paragraphs]
    for text, after in zip(texts, [*texts, ""][1:], strict=True):
        goes_on = text[:1] in tuple('“"«') and after[:1] == text[:1]
        if _is_open(text) and not goes_on:
            message = _("A quotation mark has no partner: “%(begin)s”.")
            yield Problem("body", message % {"begin": _beginning(text.strip('“”"«»'))})
            return


def _is_open(text):
    """True where one mark is left alone, however inches are counted."""
    return all(len(_MARKS.findall(read)) % 2 for read in (text, _INCHES.sub("", text)))


def _beginning(text):
    return Truncator(text).chars(60)


def _some(marks):
    return ", ".join(map(_beginning, marks[:3])) + (f" (+{len(marks) - 3})" if len(marks) > 3 else "")


def _in(field, message):
    """A problem that each of the texts may have says which one it means."""
    label = getattr(Article._meta.get_field(field), "verbose_name", field)
    return Problem(field, f"{capfirst(label)}: {message}")


# ---- When


@dataclass(frozen=True)
class Rule:
    check: Check
    submit: str = ADVISED
    publish: str = ADVISED


always = partial(Rule, submit=REQUIRED, publish=REQUIRED)
before_readers = partial(Rule, submit=ADVISED, publish=REQUIRED)

# Required is what a story cannot be read, found or answered for without, and what is certainly wrong. Eighty
# words at midnight go out without a photo, a standfirst or tags, and are filled up in the morning. Nothing
# that is guessed from the text refuses anything. The order is that of severity.
TABLE = (
    always(has_text),
    always(has_category),
    always(has_region),
    always(no_photo_is_awaited),
    before_readers(has_writer),
    before_readers(photos_are_ready),
    before_readers(no_template_mark_is_left),
    Rule(headline_is_new),  # a live blog's second day may have the same headline
    Rule(nothing_is_left_over),
    Rule(headline_does_not_shout),
    Rule(headline_fits),
    Rule(has_standfirst),
    Rule(has_lead_photo),
    Rule(dateline_is_not_typed),
    Rule(filed_parts_are_in_their_places),
    Rule(dateline_is_there, submit=""),  # the writer has just chosen it; an editor is asked
    Rule(tags_are_few),
    Rule(tags_lead_somewhere),  # the first story of a matter has new tags alone
    Rule(baca_juga_is_alive),  # readers never see a dead card
    Rule(baca_juga_stands_once),
    Rule(links_lead_somewhere),  # may lead to a story that goes out a minute later
    Rule(quotations_are_closed),
    Rule(spaces_are_right),
    Rule(formatting_is_plain),
    Rule(paragraphs_are_short),
)


def review(story: Manuscript, stage: str) -> list[Problem]:
    """Return all problems to be shown before an action of this stage, those that refuse it first."""
    return [*_all(story, stage, REQUIRED), *_all(story, stage, ADVISED)]


def refusing(story: Manuscript, stage: str) -> list[Problem]:
    return _all(story, stage, REQUIRED)


def problems(article: Article, stage: str) -> list[Problem]:
    """Return the problems that refuse an action of this stage to the story as it is saved; without a stage
    none do."""
    return refusing(Manuscript.of(article), stage) if stage else []


def _all(story, stage, level):
    rules = [rule for rule in TABLE if getattr(rule, stage) == level]
    return [
        replace(problem, is_required=level == REQUIRED) for rule in rules for problem in rule.check(story)
    ]


def stage_of(article: Article | None) -> str:
    """The stage of what comes next for a story; None is one that is not begun yet."""
    early = (Article.Status.DRAFT, Article.Status.RETURNED)
    return SUBMIT if not article or article.status in early else PUBLISH
