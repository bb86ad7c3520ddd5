"""A story as it is shown: body with its cards and embeds, credits, and the end's Baca Juga.

The page of readers and the review screen of editors show the same. Editors' screens ask by the ORM, for what
the person who looks may see; readers' pages ask two or three statements that are written once, whatever the
body holds, and are remembered by the rows that these bring.
"""

from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from articles import story_rows
from articles.advertising import serving
from articles.fragments import hole, instance_of, parts_of, remembered
from articles.models import (
    Article,
    Attachment,
    Category,
    Credit,
    Person,
    Photo,
    Region,
    Related,
    Tag,
)
from articles.models.advertising import AdPlace
from articles.models.queryset import CARD_PHOTO_FIELDS, EXCERPT_FIELDS
from articles.photos import pictures
from articles.site.cards import Card, lead_photo
from articles.site.site_context import slim_card
from articles.statements import Statement
from articles.text import body
from articles.text.story_text import META_TAGS, TEXT_COLUMNS

PHOTO = (
    "id", "alt", "caption", "credit", "source", "ai_tool", "taken_at", "state", "width", "height", "renditions",
)  # fmt: skip
STORY = (
    "id", "headline", "slug", "standfirst", "body", "dateline", "category_id", "region_id", "sign_off",
    "commercial_label", "status", "published_at", "online_at", "updated_at", "similar_ids",
    "related_ids", "protected", "is_without_ads", *META_TAGS, *story_rows.DISCLOSURES, *story_rows.PARTS, *(f"lead_photo__{name}" for name in PHOTO),
)  # fmt: skip
EXCERPT = (
    "id",
    *(name if name != "region" else "region_id" for name in EXCERPT_FIELDS if name != "update_of"),
    *(f"lead_photo__{name}" for name in ("id", *CARD_PHOTO_FIELDS)),
)
ATTACHMENT = ("id", "name", "kind", "file", "size", "pages", "seconds", "withdrawn_at")


WORDS_A_MINUTE = 200  # that people read of a newspaper's Indonesian


def with_related_ids(articles):
    """Add `related_ids`, the hand-picked Baca Juga in order."""
    links = Related.objects.filter(article=OuterRef("pk")).order_by("order").values("target")
    return articles.annotate(related_ids=ArraySubquery(links))


def _whole_story(pk):
    return story_rows.with_parts(with_related_ids(Article.objects.filter(pk=pk, update_of=None)))


_stories = Statement(STORY, _whole_story, pk="bigint")
_cards = Statement(
    EXCERPT,
    lambda ids, now: Article.objects.public(at=now).filter(pk__in=ids).order_by("pk"),
    ids="bigint[]",
    now="timestamptz",
)
_attachments = Statement(
    ATTACHMENT, lambda ids: Attachment.objects.usable().filter(pk__in=ids).order_by("pk"), ids="bigint[]"
)
_photos = Statement(PHOTO, lambda ids: Photo.objects.filter(pk__in=ids).order_by("pk"), ids="bigint[]")


class Files(NamedTuple):
    """The rows of the photos and attachments of a text."""

    photos: tuple
    attachments: tuple


def find(pk):
    """Return the row of the story of this number with all that its page needs, public or not; None where there is
    none."""
    return _stories.row(pk=pk) if pk <= BigIntegerField.MAX_BIGINT else None


def page(row, frame, *, path, spaces=()):
    """Return the parts of readers' page of a public story that `find` returned, around the holes "page_style",
    "masthead", "beside" and "footer", and what stands in "beside". `spaces` are the advertising spaces that something
    fills, as (place, after): each is a hole of its own (`serving.space_hole`).
    """
    references = story_rows.references(row.body)
    ids = {*references.articles, *row.related_ids, *row.similar_ids}
    here = frame.regions.get(row.region_id)
    town = here and frame.town_of(here)
    near_ids = [story.pk for story in frame.latest_of(town)] if town else []
    wanted = list(ids.union(near_ids) - {row.id})
    found = _cards.rows(ids=wanted, now=timezone.now()) if wanted else ()
    rows = _rows_of_page(row, [card for card in found if card.id in ids], references, frame)
    parts, shown_ids = _page(*rows, path, spaces)
    by_id = {card.id: card for card in found}
    near = {pk: _near_card(by_id[pk], frame) for pk in near_ids if pk in by_id}
    return parts, frame.beside(town, near, {row.id, *shown_ids})


def _near_card(row, frame):
    return slim_card(Card(row._replace(body=""), None, frame.rows["region"].get(row.region_id)))


def _rows_of_page(row, cards, references, frame):
    """Return all rows that a story's page is made of between its holes."""
    category, region = frame.rows["category"].get, frame.rows["region"].get
    excerpts = tuple(
        (card._replace(body=""), _excerpt(card, frame.publication_row, region(card.region_id)))
        for card in cards
    )
    nodes = category(row.category_id), region(row.region_id)
    return row, excerpts, _files(references), frame.publication_row, *nodes


def _files(references):
    photos = _photos.rows(ids=list(references.photos)) if references.photos else ()
    attachments = _attachments.rows(ids=list(references.attachments)) if references.attachments else ()
    return Files(tuple(photos), tuple(attachments))


@remembered
def _page(row, cards, files, publication, category, region, path, spaces):
    context = _context_of(row, cards, files, publication, category, region)
    holes_of_spaces = {}
    for place, after in spaces:
        holes_of_spaces.setdefault(place, {})[after] = hole(serving.space_hole(place, after))
    context["body"] = _with_spaces(context["body"], holes_of_spaces.get(AdPlace.STORY, {}))
    site = {"site_url": settings.SITE_URL, "icon": pictures.site_icon(publication.instance), "path": path}
    holes = {name: hole(name) for name in ("page_style", "masthead", "beside", "footer")} | {
        "ads": holes_of_spaces
    }
    html = render_to_string("site/article.html", context | site | holes)
    return parts_of(html), tuple(card.pk for card in context["related"])


def _with_spaces(html, spaces):
    """Return the HTML of a text with these pieces after so many of its paragraphs; a shorter text has none at its end."""
    if not spaces:
        return html
    lines = html.split("\n")
    paragraphs = [place for place, line in enumerate(lines) if line.startswith(("<p>", "<p dir"))]
    for number, place in enumerate(paragraphs[:-1], 1):
        lines[place] += spaces.get(number, "")
    return mark_safe("\n".join(lines))  # noqa: S308 -- it was safe, and so is a hole


def _context_of(row, cards, files, publication, category, region):
    article = _story(row, category, region)
    article.lead_photo = lead_photo(row)
    story_rows.attach_parts(article, row)
    article.similar_ids, article.related_ids = list(row.similar_ids), list(row.related_ids)
    targets = {card.id: _target(card, excerpt) for card, excerpt in cards}
    credits, tags, notices = article.printed_credits, article.printed_tags, article.text_notices
    context = _context(article, publication.instance, credits, tags, targets, notices=notices, files=files)
    return context | {"publication": publication.instance}


def _story(row, category, region):
    article = instance_of(Article, row)
    article.update_of_id = None  # a working copy has no page
    article.category, article.region = category and category.instance, region and region.instance
    return article


def _target(row, excerpt):
    """Return a story that a card leads to: with its excerpt, without its text."""
    article = _story(row, None, None)
    article.printed_excerpt, article.printed_photo = excerpt, lead_photo(row)
    return article


def lead_excerpt(card, frame):
    """Return the first words of the front page's lead story where it has no standfirst to show."""
    row = None if card.row.standfirst else _cards.row(ids=[card.pk], now=timezone.now())
    return _excerpt(row, frame.publication_row, card.region) if row else ""


@remembered
def _excerpt(row, publication, region):
    return _story(row, None, region).excerpt(publication.instance)


def story(article, publication, targets):
    """Return the same for the desk. `targets` are the stories that the person who looks may see: cards of
    others are left out. One that is not public yet is marked as such.
    """
    cards = targets.exclude(pk=article.pk).for_excerpts().select_related("region").in_bulk(_card_ids(article))
    credits, tags = article.credits.select_related("person"), list(article.tags.order_by("name"))
    notices = list(article.notices.about_texts())
    return _context(article, publication, credits, tags, cards, notices=notices)


def preview(article, text, frame, targets):
    """Return the same of a StoryText that is not saved, for a page that looks as readers' will; `article` is its
    row, or None.

    Nobody who is named in it has to be there yet.
    """
    shown = Article(
        pk=article.pk if article else 0,
        **{name: getattr(text, name) for name in TEXT_COLUMNS},
        category_id=text.category,
        region_id=text.region,
        lead_photo=Photo.objects.filter(pk=text.lead_id).first() if text.lead_id else None,
        published_at=(article and article.published_at) or timezone.now(),
        similar_ids=article.similar_ids if article else [],
    )
    shown.disclose(text.disclosures)
    shown.tag(text.meta_tags)
    shown.related_ids = list(text.related)
    frame.attach_nodes([shown])
    # The frame knows what has a page: a story may be the first one of its place, which the dateline names.
    shown.category = shown.category or Category.objects.filter(pk=text.category).first()
    shown.region = shown.region or Region.objects.filter(pk=text.region).first()
    _say(shown.lead_photo, text.lead_photo)
    people = Person.objects.in_bulk([line.person for line in text.credits if line.person])
    credits = [
        Credit(
            person=people.get(line.person) or Person(slug=Person.FALLBACK),
            role=line.role,
            order=order,
            name=line.name,
        )
        for order, line in enumerate(text.credits)
    ]
    tags = [Tag(name=name, slug=slugify(name) or "tag") for name in text.tags]
    cards = targets.exclude(pk=shown.pk).for_excerpts().select_related("region").in_bulk(_card_ids(shown))
    return _context(shown, frame.publication, credits, tags, cards, text.photos)


def _say(photo, words):
    """Give a photo the words that a text has for it: the library's may be others meanwhile."""
    if photo and words:
        photo.caption, photo.credit, photo.alt = words.caption, words.credit, words.alt


def text(html, publication, targets):
    """Return the HTML of a text that belongs to no story: a fixed page's.

    Costs a query for cards and one for photos.
    """
    ids = body.article_ids(html)
    stories = targets.for_excerpts().select_related("region").in_bulk(ids)
    cards = {pk: _inline_card(story, publication) for pk, story in stories.items()}
    return _html(html, cards)


def _card_ids(article):
    return [*body.article_ids(article.body), *article.related_ids, *article.similar_ids]


def _context(article, publication, credits, tags, cards, photo_words=(), notices=(), files=None):
    ids = body.article_ids(article.body)
    inline = {pk: _inline_card(cards[pk], publication) for pk in ids if pk in cards}
    runs_in = publication.sign_off_place == publication.SignOffPlace.SENTENCE
    return {
        "article": article,
        "body": _html(
            article.body,
            inline,
            dateline=publication.dateline(article.place, article.published_at),
            sign_off=article.sign_off if runs_in else "",
            is_paid=bool(article.commercial_label),
            photo_words=photo_words,
            files=files,
        ),
        "sign_off": "" if runs_in else article.sign_off,
        "minutes": reading_minutes(article.body),
        "credit_groups": credit_groups(credits),
        "tags": tags,
        "series": [(tag, part, len(tag.parts)) for tag in tags if (part := tag.part_of(article.pk))],
        "notices": notices,
        "related": end_list(article, publication, cards, set(inline)),
    }


def end_list(article, publication, cards, inline_ids):
    """Return the cards at the end: hand-picked first, filled up by likeness where the publication wants it,
    none twice or of those in the text."""
    by_hand = [pk for pk in dict.fromkeys(article.related_ids) if pk in cards and pk not in inline_ids]
    room = publication.end_list_length - len(by_hand) if publication.end_list_fills else 0
    alike = [pk for pk in article.similar_ids if pk in cards and pk not in inline_ids and pk not in by_hand]
    alike = [pk for pk in alike if cards[pk].is_public]
    return [cards[pk] for pk in [*by_hand, *alike[: max(0, room)]]]


def credit_groups(credits):
    """Return [(role's label, [credit, …])], roles in their printed order, people in theirs."""
    rank = list(Credit.Role.values).index
    ordered = sorted(credits, key=lambda credit: (rank(credit.role), credit.order))
    return [(Credit.Role(role).label, list(group)) for role, group in groupby(ordered, key=lambda c: c.role)]


def _html(text, cards, *, dateline="", sign_off="", is_paid=False, photo_words=(), files=None):
    files = files or _files(body.references(text))
    photos = {row.id: instance_of(Photo, row) for row in files.photos}
    attachments = _by_id(files.attachments)
    for words in photo_words:
        _say(photos.get(words.id), words)
    html = body.render(
        text,
        cards=cards,
        photo=lambda blocks: _pictures([(photos[b.photo_id], b) for b in blocks if b.photo_id in photos]),
        attachment=lambda block: _attachment(attachments.get(block.attachment_id)),
        embed=lambda block: render_to_string("site/_embed.html", {"block": block}),
        table=lambda table: render_to_string("site/_table.html", {"table": mark_safe(table)}),  # noqa: S308
        dateline=dateline,
        sign_off=sign_off,
        is_paid=is_paid,
    )
    return mark_safe(html)  # noqa: S308 -- bodies are stored canonical and safe, see articles/text/body.py


def reading_minutes(html):
    """Return the minutes that reading a text takes, at least one."""
    return max(1, round(body.word_count(html) / WORDS_A_MINUTE))


def _by_id(attachments):
    return {row.id: instance_of(Attachment, row) for row in attachments}


def _attachment(attachment):
    return render_to_string("site/_attachment.html", {"attachment": attachment}) if attachment else ""


def _pictures(photos):
    """Return the HTML of [(photo, block)]: a photo of the text, or several that stand together as a
    gallery."""
    if not photos:
        return ""
    if len(photos) > 1:
        captions = [(photo, block.caption) for photo, block in photos]
        return render_to_string("site/_gallery.html", {"photos": captions})
    photo, block = photos[0]
    place = "side" if block.layout == "side" else "text"
    return render_to_string("site/_photo.html", {"photo": photo, "caption": block.caption, "place": place})


def _inline_card(target, publication):
    return render_to_string("site/_inline_card.html", {"article": target, "publication": publication})
