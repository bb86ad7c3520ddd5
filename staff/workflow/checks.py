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
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
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
from articles.text import body
from staff.notifying import routing
from staff.parsing import without_nul
from staff.workflow import corrections, disclosure_checks, filed_parts, leftovers, protected_signs, protection
from staff.workflow.manuscript import Manuscript
from staff.workflow.problems import Problem, beginning, in_field, some

SUBMIT, PUBLISH = "submit", "publish"
# Search fields of the form → the field that their choice goes into.
PICKERS = {"credits": "credits", "related": "related", "baca": "body"}
REQUIRED, ADVISED = "required", "advised"

LONGEST_IN_SEARCH = 70  # characters of a headline that search engines show
LONGEST_ON_CARD = 95  # that three lines of a card hold on a phone of 360 pixels
SHORTEST = 20
SHOUTING = 0.7  # of the letters are capitals: "KPK OTT Bupati Probolinggo" stays below
MOST_TAGS = 8
LONGEST_PARAGRAPH = 80  # words: half of a phone's screen
FRESH = timedelta(days=7)  # in which the same headline is taken for the same story


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


def a_confidential_story_has_an_approver(story):
    if story.article and story.article.is_confidential and not routing.possible_approvers(story.article):
        message = _("The story is confidential: name an editor who may read it and is none of its writers.")
        yield Problem("confidants", message)


def identities_are_hidden(story):
    """A story that protects somebody has its checklist answered, for what stands in each place now."""
    article = story.article
    if not article or not article.hides_identities:
        return
    if lines := protection.open_lines(story):
        labels = ", ".join(str(line.place.label).lower() for line in lines[:4])
        more = f" (+{len(lines) - 4})" if len(lines) > 4 else ""
        message = _("The story protects somebody. Look for traces of the identity and answer: %(places)s.")
        field = lines[0].place.field or "lead_photo"
        yield Problem(field, message % {"places": labels + more}, page=_protection_page(article))


def protected_persons_are_flagged(story):
    """Asked once: whoever answers that nobody is to be protected is asked no more."""
    article = story.article
    if article and article.protected is not None:
        return
    if signs := protected_signs.signs("\n".join([*story.texts.values(), *story.text.tags])):
        message = _(
            "The text speaks of %(signs)s. Is there a child or a victim in it who must not be recognised? Answer under"
            " “Protected persons”."
        )
        words = "; ".join(f"“{beginning(sign)}”" for sign in signs)
        yield Problem("body", message % {"signs": words}, page=_protection_page(article))


def _protection_page(article):
    return reverse("admin:articles_article_protection", args=[article.pk]) if article else ""


def readers_hear_of_corrections(story):
    """An update that takes back what readers were told goes out with a notice, or with the reason for none."""
    copy = story.article
    if not copy or not copy.update_of_id or copy.merged_revision_id:
        return
    if facts := corrections.unannounced_facts(copy, story.text):
        message = _(
            "Readers were told what this update no longer says: %(what)s. Write a notice (erratum, correction, update"
            " note) on the page of this update, or say there why none is needed."
        )
        yield Problem(
            "headline" if facts.headline else "body", message % {"what": corrections.in_words(facts)}
        )


# ---- Photos


def photos_are_ready(story, besides=frozenset()):
    """One check for all pictures, but for those of the ids `besides`."""
    for pk, photo in story.photos.items():
        if pk in besides:
            continue
        field = _field_of(story, pk)
        if photo.state == Photo.State.KILLED:
            yield Problem(field, _("The photo “%(photo)s” was withdrawn from use.") % {"photo": photo})
        elif photo.lacks:
            lacks = ", ".join(map(str, photo.lacks))
            yield Problem(
                field, _("The photo “%(photo)s” lacks: %(lacks)s.") % {"photo": photo, "lacks": lacks}
            )


def attachments_are_there(story):
    for pk in body.attachment_ids(story.text.body):
        attachment = story.attachments.get(pk)
        if not attachment:
            yield Problem("body", _("There is no attachment %(id)d here. Add the file anew.") % {"id": pk})
        elif not attachment.is_usable:
            yield Problem("body", _("The attachment “%(name)s” was withdrawn.") % {"name": attachment})


def _field_of(story, pk):
    return "lead_photo" if pk == story.lead_id else "body"


_CREDIT_IN_CAPTION = re.compile(
    r"\b(?:foto(?:grafer)?|photo(?:grapher)?|dok|kredit|credits?)\.?\s*(?:[:：/]|\b(?:oleh|by)\b)\s*\w",
    re.IGNORECASE,
)


def captions_name_no_credit(story):
    """The page prints the credit behind the caption."""
    captions = {pk: photo.caption for pk, photo in story.photos.items()}
    captions |= {block.photo_id: block.caption for block in story.blocks if block.caption}
    for pk, caption in captions.items():
        if pk in story.photos and _CREDIT_IN_CAPTION.search(caption):
            message = _(
                "The caption of “%(photo)s” names a credit. It is printed behind the caption already."
            )
            yield Problem(_field_of(story, pk), message % {"photo": story.photos[pk]})


def photos_are_described(story):
    """Screen readers say the alternative text, then the caption."""
    own = {block.photo_id: block.caption for block in story.blocks if block.caption}
    for pk, photo in story.photos.items():
        alt, caption = _words_of(photo.alt), _words_of(own.get(pk, photo.caption))
        if alt and alt == caption:
            message = _(
                "Caption and alternative text of “%(photo)s” are the same: screen readers say it twice."
            )
        elif alt and f" {' '.join(alt)} " in f" {' '.join(caption)} ":
            message = _(
                "The alternative text of “%(photo)s” is a part of its caption: screen readers say it twice. Let it "
                "say what one sees."
            )
        else:
            continue
        yield Problem(_field_of(story, pk), message % {"photo": photo})


def _words_of(text):
    return re.findall(r"\w+", text.casefold())


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


# ---- What stands in a search field


def everything_typed_is_settled(story):
    """A name or a headline that is typed into a search and not chosen would be gone without a word."""
    messages = {
        "credits": _(
            "“%(words)s” is typed under “Add a name” and not added yet. Add it, or clear the field."
        ),
        "related": _(
            "“%(words)s” is typed in the search for the end list and not chosen. Choose, or clear the field."
        ),
        "baca": _(
            "“%(words)s” is typed in the search for a Baca Juga card and not chosen. Choose, or clear the field."
        ),
    }
    for field, words in story.unsettled.items():
        yield Problem(PICKERS[field], messages[field] % {"words": beginning(words)})


def credits_lead_to_whom_they_name(story):
    """A name that was typed over another still leads to the page of the first."""
    ids = [credit.person for credit in story.text.credits if credit.person]
    people = Person.objects.in_bulk(ids)
    for credit in story.text.credits:
        person = people.get(credit.person)
        if person and not set(_words_of(credit.name)) & {
            *_words_of(person.name),
            *_words_of(person.initials),
        }:
            message = _(
                "“%(name)s” leads readers to the page of %(person)s. Add the name anew if it is somebody else."
            )
            yield Problem("credits", message % {"name": credit.name, "person": person.name})


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


def label_is_printed_once(story):
    label = Article.CommercialLabel(story.text.commercial_label).label if story.text.commercial_label else ""
    if label and _words_of(story.text.headline)[:1] == _words_of(str(label))[:1]:
        yield Problem(
            "headline", _("The page prints “%(label)s” above the headline itself.") % {"label": label}
        )


# How houses mark what somebody paid for; a whole word, so that "diiklankan" is none.
_PAID_WORD = re.compile(
    r"\b(?:advertorial|adv|pariwara|sponsored|disponsori oleh|konten (?:berbayar|bersponsor)|kerja ?sama (?:berbayar|iklan))\b",
    re.IGNORECASE,
)
_PAID_SIGN = re.compile(r"[(\[](?:adv|ads|iklan|sponsor|pariwara)\b[^)\]]*[)\]]", re.IGNORECASE)


def what_is_paid_for_is_labelled(story):
    """A label that is typed into the text reaches neither lists nor chats."""
    if story.text.commercial_label:
        return
    last = story.paragraphs[-1][1] if story.paragraphs else ""
    places = [
        (story.text.headline, _PAID_WORD),
        (story.text.sign_off, _PAID_WORD),
        (last, _PAID_SIGN),
        (story.words[:100], _PAID_SIGN),
    ]
    if sign := next((match[0] for words, pattern in places if (match := pattern.search(words))), ""):
        message = _("“%(sign)s” speaks of a text that somebody paid for. Then choose its commercial label.")
        yield Problem("commercial_label", message % {"sign": sign})


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


def dateline_is_a_place(story):
    dateline = story.text.dateline.strip()
    if dateline != NO_DATELINE and re.search(r"[,–—:()/]|\s-|-$", dateline):
        message = _(
            "The dateline is more than a place: “%(typed)s”. The page prints the site's name and the dash itself."
        )
        yield Problem("dateline", message % {"typed": dateline})


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
        yield Problem("body", _("The link %(link)s leads nowhere.") % {"link": beginning(link)})


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
    | \[(?:baca(?:[ ]juga)?|foto(?![ ]baru-)|galeri)\b[^\[\]]{0,40}\]?  # a sign of Mode HP that is broken
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
            yield in_field(field, message % {"count": len(marks), "marks": some(marks)})


def nothing_is_left_over(story):
    """TK is a kindergarten (Taman Kanak-kanak) more often than something to come: alone it counts for
    nothing."""
    for field, text in story.texts.items():
        marks = dict.fromkeys(mark[0] for mark in _LEFTOVER.finditer(text))
        if leftovers := [mark for mark in marks if mark not in story.unfilled[field]]:
            yield in_field(field, _("left over from writing: %(what)s.") % {"what": some(leftovers)})


def spaces_are_right(story):
    """The text itself is cleaned of double spaces as it comes in; headline and standfirst stay as they are
    typed."""
    for field, text in story.texts.items():
        if field != "body" and re.search(r"\S[ \t]{2,}\S", text):
            yield in_field(field, _("two spaces follow each other."))
        if gap := _GAP.search(text):
            message = _("a space stands before a punctuation mark: “%(where)s”.")
            yield in_field(field, message % {"where": gap[0]})


def formatting_is_plain(story):
    if bold := [text for html, text in story.paragraphs if _BOLD.fullmatch(html)]:
        message = _("A whole paragraph is bold: “%(begin)s”. Make it a subheading, or ordinary text.")
        yield Problem("body", message % {"begin": beginning(bold[0])})
    if empty := [text for _html, text in story.paragraphs if not re.search(r"\w", text)]:
        yield Problem("body", _("A paragraph has no words: “%(text)s”.") % {"text": beginning(empty[0])})


def paragraphs_are_short(story):
    if long := [text for _html, text in story.paragraphs if len(text.split()) > LONGEST_PARAGRAPH]:
        message = ngettext(
            "A paragraph has more than %(most)d words, half of a phone's screen: “%(begin)s”.",
            "%(count)d paragraphs have more than %(most)d words, half of a phone's screen; the first: “%(begin)s”.",
            len(long),
        )
        facts = {"count": len(long), "most": LONGEST_PARAGRAPH, "begin": beginning(long[0])}
        yield Problem("body", message % facts)


def quotations_are_closed(story):
    """A quotation of several paragraphs opens each and closes the last one alone."""
    texts = [text for _html, text in story.paragraphs]
    for text, after in zip(texts, [*texts, ""][1:], strict=True):
        goes_on = text[:1] in tuple('“"«') and after[:1] == text[:1]
        if _is_open(text) and not goes_on:
            message = _("A quotation mark has no partner: “%(begin)s”.")
            yield Problem("body", message % {"begin": beginning(text.strip('“”"«»'))})
            return


def _is_open(text):
    """True where one mark is left alone, however inches are counted."""
    return all(len(_MARKS.findall(read)) % 2 for read in (text, _INCHES.sub("", text)))


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
    Rule(a_confidential_story_has_an_approver, submit=REQUIRED, publish=""),  # the night desk may do without
    always(no_photo_is_awaited),
    always(everything_typed_is_settled),
    before_readers(has_writer),
    before_readers(photos_are_ready),
    before_readers(attachments_are_there),
    before_readers(no_template_mark_is_left),
    before_readers(readers_hear_of_corrections),
    before_readers(identities_are_hidden),
    Rule(protected_persons_are_flagged),
    before_readers(disclosure_checks.paid_text_names_its_advertiser),
    before_readers(disclosure_checks.unverified_story_has_its_conditions),
    before_readers(disclosure_checks.verified_story_is_public),
    Rule(headline_is_new),  # a live blog's second day may have the same headline
    Rule(nothing_is_left_over),
    Rule(leftovers.no_code_is_left),
    Rule(leftovers.struck_words_are_meant),
    Rule(leftovers.nothing_was_left_out),
    Rule(leftovers.no_other_program_is_left),
    Rule(leftovers.anchors_lead_somewhere),
    Rule(leftovers.addresses_are_links),
    Rule(credits_lead_to_whom_they_name),
    Rule(headline_does_not_shout),
    Rule(headline_fits),
    Rule(has_standfirst),
    Rule(has_lead_photo),
    Rule(label_is_printed_once),
    Rule(what_is_paid_for_is_labelled),
    Rule(disclosure_checks.advertised_goods_are_named),
    Rule(disclosure_checks.ai_pictures_name_their_tool),
    Rule(disclosure_checks.archive_pictures_tell_their_time),
    Rule(captions_name_no_credit),
    Rule(photos_are_described),
    Rule(dateline_is_not_typed),
    Rule(filed_parts_are_in_their_places),
    Rule(dateline_is_a_place),
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
