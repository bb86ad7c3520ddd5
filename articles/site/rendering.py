"""A story as it is shown: body with its cards and embeds, credits, and the end's Baca Juga.

The page of readers and the review screen of editors show the same. Editors' screens ask by the ORM, for what
the person who looks may see; readers' pages ask two or three statements that are written once, whatever the
body holds.
"""

from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, OuterRef
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from articles.models import (
    Article,
    Attachment,
    Category,
    Credit,
    Notice,
    Person,
    Photo,
    Region,
    Related,
    Tag,
    TaggedArticle,
)
from articles.site.statements import Statement
from articles.text import body
from articles.text.story_text import TEXT_COLUMNS

STORY = (
    "headline", "slug", "standfirst", "body", "dateline", "category", "region", "lead_photo", "sign_off",
    "commercial_label", "status", "published_at", "online_at", "updated_at", "similar_ids", "update_of", "advertiser",
    "unverified_note", "verifies", "source_name", "source_url", "source_id", "ai_uses", "ai_tool",
)  # fmt: skip
NOTICE = ("id", *Notice.WORDS, "created_at")
PHOTO = (
    "id", "alt", "caption", "credit", "source", "ai_tool", "taken_at", "state", "width", "height", "renditions",
)  # fmt: skip


def _rows_of_story(rows, **columns):
    """Return an expression for a list of what belongs to a story, as plain data: it costs no query of its
    own."""
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def with_related_ids(articles):
    """Add `related_ids`, the hand-picked Baca Juga in order."""
    links = Related.objects.filter(article=OuterRef("pk")).order_by("order").values("target")
    return articles.annotate(related_ids=ArraySubquery(links))


def _whole_story(pk):
    credits = Credit.objects.filter(article=OuterRef("pk"))
    tags = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by("tag__name")
    notices = Notice.objects.about_texts().filter(article=OuterRef("pk")).order_by("created_at", "pk")
    stories = Article.objects.filter(pk=pk, update_of=None).only(*STORY).with_verifications()
    return with_related_ids(stories).annotate(
        credit_rows=_rows_of_story(
            credits, role=F("role"), order=F("order"), name=F("name"), slug=F("person__slug")
        ),
        tag_rows=_rows_of_story(tags, name=F("tag__name"), slug=F("tag__slug")),
        notice_rows=_rows_of_story(notices, **{name: F(name) for name in NOTICE}),
        lead_row=JSONObject(**{name: F(f"lead_photo__{name}") for name in PHOTO}),
    )


_stories = Statement(_whole_story, pk="bigint")
_cards = Statement(
    lambda ids, now: Article.objects.public(at=now).filter(pk__in=ids).for_excerpts(),
    ids="bigint[]",
    now="timestamptz",
)
_attachments = Statement(lambda ids: Attachment.objects.usable().filter(pk__in=ids), ids="bigint[]")
_photos = Statement(lambda ids: Photo.objects.filter(pk__in=ids).only(*PHOTO), ids="bigint[]")


def find(pk):
    """Return the story of this number with all that its page needs, public or not; None where there is
    none."""
    stories = _stories.fetch(pk=pk) if pk <= BigIntegerField.MAX_BIGINT else []
    return stories[0] if stories else None


def page(article, frame):
    """Return all that readers' `site/_story.html` shows of a story that `find` returned."""
    frame.attach_nodes([article])
    targets = _cards.fetch(ids=_card_ids(article), now=timezone.now())
    cards = {card.pk: card for card in targets if card.pk != article.pk}
    for card in cards.values():
        card.region = frame.regions.get(card.region_id)
    article.lead_photo = _photo(**article.lead_row) if article.lead_photo_id else None
    credits = [_credit(**row) for row in article.credit_rows]
    tags = [Tag(**row) for row in article.tag_rows]
    notices = [_notice(**row) for row in article.notice_rows]
    return _context(article, frame.publication, credits, tags, cards, notices=notices)


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


def _credit(slug, **fields):
    return Credit(person=Person(slug=slug), **fields)


def _photo(taken_at, **fields):
    return Photo(taken_at=taken_at and parse_datetime(taken_at), **fields)


def _notice(created_at, **words):
    return Notice(created_at=parse_datetime(created_at), **words)


def _context(article, publication, credits, tags, cards, photo_words=(), notices=()):
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
        ),
        "sign_off": "" if runs_in else article.sign_off,
        "credit_groups": credit_groups(credits),
        "tags": tags,
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


def _html(text, cards, *, dateline="", sign_off="", is_paid=False, photo_words=()):
    photos = {photo.pk: photo for photo in _photos.fetch(ids=ids)} if (ids := body.photo_ids(text)) else {}
    attachments = attachments_of(text)
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


def attachments_of(text):
    """Return the attachments that readers get of a body, by id; no query where it names none."""
    ids = body.attachment_ids(text)
    return {row.pk: row for row in _attachments.fetch(ids=ids)} if ids else {}


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
