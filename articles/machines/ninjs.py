"""A story in IPTC's ninjs 3.1, for other newsrooms. Pure: what it needs has been fetched already.

What was withdrawn stays, as `canceled` and without a word of its text, so that whoever took it over learns of
it.
"""

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import zones
from articles.addresses import absolute, tag_uri
from articles.models import Article, Credit, Photo
from articles.photos import renditions
from articles.photos.renditions import FULL, SHARE
from articles.text import body

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
AI_PICTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
AI_TEXT = {
    "name": "AI",
    "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
}
# How people stand to a story; the words of schema.org's properties.
RELATIONS = {
    Credit.Role.WRITER: "author",
    Credit.Role.REPORTER: "author",
    Credit.Role.PHOTOGRAPHER: "photographer",
    Credit.Role.SOURCE: "source",
    Credit.Role.EDITOR: "editor",
}


def item(article, publication, *, html="", photos=None, notices=(), withdrawal=None):
    """Return one story as plain data.

    `article` is one of `stories.instance`. `html` is its body as others may print it, `photos` those that stand in it, by id, `notices` what was published about
    it afterwards.
    """
    if article.status == Article.Status.WITHDRAWN:
        return _canceled(article, withdrawal)
    return _without_blanks(
        _common(article)
        | {
            "pubStatus": "usable",
            "versionCreated": zones.iso(article.modified_at, article.zone),
            "contentCreated": zones.iso(article.published_at, article.zone),
            "representationType": "full",
            "headlines": [{"role": "main", "contentType": "text/plain", "value": article.labelled_headline}],
            "descriptions": _texts(role="standfirst", value=article.standfirst),
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/html",
                    "charCount": len(body.text(article.body)),
                    "wordCount": body.word_count(article.body),
                    "value": html,
                }
            ],
            "by": _by(article),
            "located": article.place,
            "people": [_person(credit) for credit in _credits(article)],
            "places": _places(article.region),
            "subjects": _subjects(article),
            "genres": _genres(article),
            "altIds": [{"role": "web", "value": absolute(article.get_absolute_url())}],
            "edNote": "\n".join(
                [*_disclosures(article), *(line for n in notices for line in _note(n, article))]
            ),
            "associations": [
                *_pictures(article, photos or {}),
                *(_association(n, article) for n in notices),
                *_verifications(article),
            ],
            "copyrightHolder": publication.legal_name or publication.name,
            "infoSources": _sources(article, publication),
            "digitalSourceType": AI_TEXT if article.ai_uses else None,
        }
    )


def _common(article):
    return {
        "standard": STANDARD,
        "uri": article.tag_uri,
        "type": "text",
        "language": "id",
        "version": str(article.version),
        "firstCreated": zones.iso(article.published_at, article.zone),
    }


def _note(notice, article):
    yield f"{notice.get_kind_display()}, {zones.words(notice.created_at, article.zone)}:"
    yield from notice.lines


def _disclosures(article):
    """Yield what readers are told of how the story came about, as lines."""
    if article.commercial_label and article.advertiser:
        yield str(_("paid for by %(name)s") % {"name": article.advertiser})
    for line in article.disclosure_lines:
        yield " ".join(
            filter(None, [str(line.text), line.story and absolute(line.story.get_absolute_url()), line.url])
        )


def _verifications(article):
    """Yield the stories that the links between an unverified story and its verification lead to."""
    for line in article.disclosure_lines:
        if line.story:
            yield {
                "name": f"berita-{line.story.pk}",
                "rel": line.kind,
                "type": "text",
                "headlines": [
                    {"role": "main", "contentType": "text/plain", "value": line.story.labelled_headline}
                ],
                "altIds": [{"role": "web", "value": absolute(line.story.get_absolute_url())}],
            }


def _sources(article, publication):
    sources = [{"name": publication.name, "role": "publisher", "uri": absolute("/")}]
    if article.source_name:
        original = {"name": article.source_name, "role": "source", "uri": article.source_url}
        literal = {"literal": article.source_id} if article.source_id else {}
        sources.append(_without_blanks(original | literal))
    if article.advertiser:
        sources.append({"name": article.advertiser, "role": "sponsor"})
    return sources


def _association(notice, article):
    return {
        "name": f"koreksi-{notice.pk}",
        "rel": "correction",
        "uri": tag_uri(notice.created_at, f"koreksi/{notice.pk}"),
        "type": "text",
        "versionCreated": zones.iso(notice.created_at, article.zone),
        "headlines": [{"role": "main", "contentType": "text/plain", "value": str(notice.get_kind_display())}],
        "descriptions": _texts(role="notice", value="\n".join(notice.lines)),
        "altIds": [{"role": "web", "value": absolute(notice.get_absolute_url())}],
    }


def _canceled(article, withdrawal):
    """Return a withdrawn story.

    The reason is public at the story's address as well; the address is the one without words of the headline.
    """
    moment = withdrawal.created_at if withdrawal else article.saved_at
    return _without_blanks(
        _common(article)
        | {
            "pubStatus": "canceled",
            "versionCreated": zones.iso(moment, article.zone),
            "edNote": withdrawal.reason if withdrawal else "",
            "altIds": [{"role": "web", "value": absolute(reverse("article_by_id", args=[article.pk]))}],
        }
    )


def _texts(*, role, value):
    return [{"role": role, "contentType": "text/plain", "value": value}] if value else []


def _credits(article):
    return article.printed_credits


def _by(article):
    return ", ".join(credit.name for credit in _credits(article) if credit.role in Credit.WRITING_ROLES)


def _person(credit):
    return {
        "name": credit.name,
        "rel": RELATIONS[credit.role],
        "uri": absolute(credit.person.get_absolute_url()),
    }


def _places(region):
    """Return the region and all that it is part of, the smallest first."""
    places = []
    while region:
        place = {"name": region.name, "rel": "region", "uri": absolute(region.get_absolute_url())}
        if region.latitude is not None:
            place["geoJSON"] = {"type": "Point", "coordinates": [region.longitude, region.latitude]}
        places.append(place)
        region = region.parent
    return places


def _subjects(article):
    concepts = [("category", article.category)] if article.category else []
    concepts += [("tag", tag) for tag in article.printed_tags]
    return [
        {"name": node.name, "rel": rel, "uri": absolute(node.get_absolute_url())} for rel, node in concepts
    ]


def _genres(article):
    label = article.commercial_label
    return [{"name": str(article.get_commercial_label_display()), "literal": label}] if label else []


# ---- Pictures


def _pictures(article, photos):
    if article.lead_photo:
        yield from _picture(article.lead_photo, "lead", "")
    for block in body.blocks(article.body):
        if block.photo_id in photos:
            yield from _picture(photos[block.photo_id], "text", block.caption)


def _picture(photo, rel, caption):
    available = photo.public_renditions()
    full, share = (
        renditions.nearest([r for r in available if r.shape == shape], 10_000) for shape in (FULL, SHARE)
    )
    files = [_rendition(name, r) for name, r in (("full", full), ("preview", share)) if r]
    if not files:
        return
    made_by = {"name": "AI", "uri": AI_PICTURE} if photo.source == Photo.Source.AI else None
    yield _without_blanks(
        {
            "name": f"foto-{photo.pk}",
            "rel": rel,
            "uri": tag_uri(photo.uploaded_at, f"foto/{photo.pk}"),
            "type": "picture",
            "descriptions": [
                *_texts(role="caption", value=caption or photo.caption),
                *_texts(role="alternative", value=photo.alt),
            ],
            "by": photo.credit,
            "copyrightNotice": photo.credit,
            "renditions": files,
            "digitalSourceType": made_by,
        }
    )


def _rendition(name, rendition):
    return {
        "name": name,
        "href": absolute(default_storage.url(rendition.name)),
        "contentType": "image/jpeg",
        "width": rendition.width,
        "height": rendition.height,
        "sizeInBytes": rendition.size,
    }


def _without_blanks(node):
    """Return a node without the properties that have no value."""
    return {name: value for name, value in node.items() if value}
