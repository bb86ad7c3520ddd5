"""From a story's row to what is shown: body with its cards and embeds, credits, and the end's Baca Juga.

The page of readers and the review screen of editors both come from `story`. It costs at most five
queries beside the article's own, whatever the body holds.
"""

from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles import body
from articles.models import Credit, Photo, Related

CREDIT = ("article", "role", "order", "name", "person__name", "person__slug")
END_LIST = 5  # cards at the end; more only where an editor picked more


def with_related_ids(articles):
    """Adds `related_ids`, the hand-picked Baca Juga in order, so that they cost no query of their own."""
    links = Related.objects.filter(article=OuterRef("pk")).order_by("order").values("target")
    return articles.annotate(related_ids=ArraySubquery(links)).without_search()


def story(article, publication, targets):
    """Everything that `articles/_story.html` shows.

    `targets` are the stories that the person who looks may see: cards of others are left out. One that is
    not public yet is marked as such.
    """
    inline_ids = body.article_ids(article.body)
    wanted = [*inline_ids, *article.related_ids, *article.similar_ids]
    cards = targets.exclude(pk=article.pk).for_excerpts().in_bulk(wanted)
    inline = {pk: _inline_card(cards[pk], publication) for pk in inline_ids if pk in cards}
    return {
        "article": article,
        "body": _html(article.body, inline, publication.dateline(article.place)),
        "credit_groups": credit_groups(article.credits.select_related("person").only(*CREDIT)),
        "tags": list(article.tags.order_by("name")),
        "related": end_list(article, cards, set(inline)),
    }


def end_list(article, cards, shown):
    """Hand-picked first, filled up by likeness; never one twice, never one that stands in the text."""
    picked = [pk for pk in dict.fromkeys(article.related_ids) if pk in cards and pk not in shown]
    alike = [pk for pk in article.similar_ids if pk in cards and pk not in shown and pk not in picked]
    alike = [pk for pk in alike if cards[pk].is_public]
    return [cards[pk] for pk in [*picked, *alike[: max(0, END_LIST - len(picked))]]]


def credit_groups(credits):
    """[(role's label, [credit, …])], roles in their printed order, people in theirs."""
    rank = list(Credit.Role.values).index
    ordered = sorted(credits, key=lambda credit: (rank(credit.role), credit.order))
    return [(Credit.Role(role).label, list(group)) for role, group in groupby(ordered, key=lambda c: c.role)]


def text(html, publication, targets):
    """A text that belongs to no story: a fixed page's. Costs a query for its cards and one for its photos."""
    ids = body.article_ids(html)
    found = targets.for_excerpts().in_bulk(ids) if ids else {}
    return _html(html, {pk: _inline_card(card, publication) for pk, card in found.items()})


def _html(text, cards, dateline=""):
    photos = Photo.objects.in_bulk(ids) if (ids := body.photo_ids(text)) else {}
    html = body.render(
        text,
        cards=cards,
        photo=lambda blocks: _photos([(photos[b.photo_id], b) for b in blocks if b.photo_id in photos]),
        embed=lambda block: render_to_string("articles/_embed.html", {"block": block}),
        table=lambda table: render_to_string("articles/_table.html", {"table": mark_safe(table)}),  # noqa: S308
        dateline=dateline,
    )
    return mark_safe(html)  # noqa: S308 -- bodies are stored canonical and safe, see articles/body.py


def _photos(shown):
    """A photo of the text, or several that stand together as a gallery; (photo, block) each."""
    if not shown:
        return ""
    if len(shown) > 1:
        photos = [(photo, block.caption) for photo, block in shown]
        return render_to_string("articles/_gallery.html", {"photos": photos})
    photo, block = shown[0]
    place = "side" if block.layout == "side" else "text"
    return render_to_string(
        "articles/_photo.html", {"photo": photo, "caption": block.caption, "place": place}
    )


def _inline_card(target, publication):
    return render_to_string("articles/_inline_card.html", {"article": target, "publication": publication})
