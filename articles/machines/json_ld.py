"""Structured data: schema.org's words for a page, as plain data.

Pure: every function takes what a page has fetched already and returns the nodes of its one `@graph`.
Moments come from the same two properties as on the page (`published_at`, `modified_at`), in the story's zone.
"""

import json

from django.core.files.storage import default_storage
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import zones
from articles.addresses import absolute, path_of
from articles.models import Credit, Photo
from articles.photos import renditions
from articles.photos.renditions import CARD, FULL, SQUARE, WIDE
from articles.text import body, media

LEAST_PIXELS = 50_000  # search engines pass over smaller pictures
LOGO_WIDTH = 512
AI_TEXT = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
AI_PICTURE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
# A script element ends, or hides its end, at these; the last two end a line in old readers of JavaScript.
ESCAPES = {ord(c): f"\\u{ord(c):04X}" for c in "<>&\u2028\u2029"}


def script(nodes):
    """Return one data block (HTML) for the page's head; no browser runs it, and no text in it can end it."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped above


# ---- Pages


def story_page(article, publication, credits, tags, notices=()):
    """Return the nodes of a story's page: the story with its notices, and the crumbs that lead to it by category and by
    region."""
    trails = [node.trail() for node in (article.category, article.region) if node]
    story = _story(article, publication, credits, tags)
    corrections = [_correction(notice, article) for notice in notices if notice.corrects]
    story |= {"correction": corrections} if corrections else {}
    return [story, *map(breadcrumbs, trails)]


def front_page(publication, policies):
    """Return the nodes of the front page.

    `policies` are pairs of schema.org's name of a policy and the page that states it.
    """
    site = {
        "@type": "WebSite",
        "@id": _id("situs"),
        "url": absolute(path_of("home")),
        "name": publication.name,
        "description": publication.description or publication.tagline,
        "inLanguage": "id",
        "publisher": {"@id": _id("redaksi")},
    }
    return [_organization(publication, policies), _without_blanks(site)]


def profile_page(person, publication):
    """Return the nodes of the page of somebody who works here."""
    who = {
        "@type": "Person",
        "@id": f"{absolute(person.get_absolute_url())}#orang",
        "name": person.name,
        "url": absolute(person.get_absolute_url()),
        "jobTitle": person.position,
        "description": person.bio,
        "image": images(person.photo),
        "worksFor": _publisher(publication),
    }
    return [
        {
            "@type": "ProfilePage",
            "url": absolute(person.get_absolute_url()),
            "inLanguage": "id",
            "mainEntity": _without_blanks(who),
        }
    ]


def breadcrumbs(trail):
    """Return the list of crumbs from the front page to the last of these nodes."""
    steps = [(_("Front page"), path_of("home")), *((node.name, node.get_absolute_url()) for node in trail)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


# ---- Nodes


def _story(article, publication, credits, tags):
    address = absolute(article.get_absolute_url())
    writers = [_person(credit) for credit in credits if credit.role in Credit.WRITING_ROLES]
    node = {
        "@type": "AdvertiserContentArticle" if article.commercial_label else "NewsArticle",
        "@id": f"{address}#berita",
        "url": address,
        "mainEntityOfPage": article.canonical_url or address,
        "headline": article.headline,
        "description": article.meta_description or article.summary(publication),
        "inLanguage": "id",
        "datePublished": zones.iso(article.published_at, article.zone),
        "dateModified": zones.iso(article.modified_at, article.zone),
        "author": writers or [_publisher(publication)],
        "editor": [_person(credit) for credit in credits if credit.role == Credit.Role.EDITOR],
        "publisher": _publisher(publication),
        "image": images(article.lead_photo),
        "articleSection": article.category and article.category.name,
        "keywords": [tag.name for tag in tags],
        "contentLocation": article.region and _place(article.region),
    }
    node["video"] = _film(article, node)
    if not article.commercial_label:
        node["dateline"] = article.place
    return _without_blanks(node | _disclosures(article)) | {"isAccessibleForFree": True}


def _film(article, story):
    """Return the film that a story opens with; None where there is none, or no picture of it."""
    film = body.opening(article.body)
    if not (film and media.is_film(film.url)):
        return None
    stills = [media.still_address(film.url), *(image["url"] for image in story["image"])]
    node = {
        "@type": "VideoObject",
        "name": article.headline,
        "description": story["description"],
        "inLanguage": "id",
        "uploadDate": story["datePublished"],
        "thumbnailUrl": list(filter(None, stills)),
        "url": film.url,
        "embedUrl": film.frame,
    }
    return _without_blanks(node) if node["thumbnailUrl"] else None


def _disclosures(article):
    """Return the properties of how a story came about."""
    before = article.verification_links[0] if article.verifies_id else None
    original = {"@type": "CreativeWork", "url": article.source_url, "identifier": article.source_id}
    source = {"@type": "Organization", "name": article.source_name} if article.source_name else None
    based_on = [_without_blanks(original | {"publisher": source})] if source else []
    if before:
        address = absolute(before.get_absolute_url())
        based_on.append({"@type": "NewsArticle", "@id": f"{address}#berita", "url": address})
    is_paid = article.commercial_label and article.advertiser
    return {
        "sponsor": {"@type": "Organization", "name": article.advertiser} if is_paid else None,
        "isBasedOn": based_on,
        "digitalSourceType": AI_TEXT if article.ai_uses else "",
    }


def _correction(notice, article):
    """Return a notice as schema.org's CorrectionComment."""
    return {
        "@type": "CorrectionComment",
        "@id": f"{absolute(notice.get_absolute_url())}#catatan",
        "url": absolute(notice.get_absolute_url()),
        "name": str(notice.get_kind_display()),
        "text": "\n".join(notice.lines),
        "datePublished": zones.iso(notice.created_at, article.zone),
    }


def _person(credit):
    return {
        "@type": "Person",
        "name": credit.name,
        "url": absolute(credit.person.get_absolute_url()),
    }


def _place(region):
    place = {"@type": "Place", "name": region.name, "url": absolute(region.get_absolute_url())}
    if region.latitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": region.latitude,
            "longitude": region.longitude,
        }
    if region.parent:
        place["containedInPlace"] = _place(region.parent)
    return place


def _publisher(publication):
    """Return the publisher in short; the front page alone says all of it, under the same id."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": _id("redaksi"),
        "name": publication.name,
        "url": absolute(path_of("home")),
    }


def _organization(publication, policies):
    node = _publisher(publication) | {
        "legalName": publication.legal_name,
        "slogan": publication.tagline,
        "description": publication.description,
        "email": publication.email,
        "telephone": publication.phone,
        "address": " ".join(publication.address.split()),
        "logo": logo(publication.logo),
        "sameAs": publication.profiles.split(),
        "masthead": absolute(path_of("masthead")),
        "correctionsPolicy": absolute(path_of("notices")),
        "actionableFeedbackPolicy": absolute(path_of("letter")),
        "publishingPrinciples": absolute(path_of("standards")),
        **{name: absolute(page.get_absolute_url()) for name, page in policies},
    }
    return _without_blanks(node)


# ---- Pictures


def images(photo):
    """Return one image for each proportion that search engines ask for; the whole picture until those are
    drawn."""
    available = photo.public_renditions() if photo else []
    largest = [_largest(available, shape) for shape in (WIDE, CARD, SQUARE)]
    usable = [rendition for rendition in largest if rendition] or [_largest(available, FULL)]
    return [_image(photo, r) for r in usable if r and r.width * r.height >= LEAST_PIXELS]


def logo(photo):
    """Return the image of a logo, a square of about LOGO_WIDTH; None without one."""
    square = [r for r in (photo.public_renditions() if photo else []) if r.shape == SQUARE]
    rendition = renditions.nearest(square, LOGO_WIDTH)
    return _image(photo, rendition) if rendition else None


def _largest(available, shape):
    jpegs = renditions.in_format([r for r in available if r.shape == shape], "jpeg")
    return jpegs[-1] if jpegs else None


def _image(photo, rendition):
    node = {
        "@type": "ImageObject",
        "url": absolute(default_storage.url(rendition.name)),
        "width": rendition.width,
        "height": rendition.height,
        "caption": photo.caption or photo.alt,
        "creditText": photo.credit,
        "digitalSourceType": AI_PICTURE if photo.source == Photo.Source.AI else "",
    }
    return _without_blanks(node)


def _id(name):
    return f"{absolute(path_of('home'))}#{name}"


def _without_blanks(node):
    """Return a node without the properties that have no value."""
    return {name: value for name, value in node.items() if value}
