"""The part of schema.org's vocabulary that our pages speak: types, their properties, and what each may hold.

Read from the published vocabulary as schema-dts 2.1.0 has it; a property or a type that is not named here is refused. A
plain text or number may stand for any type, as schema.org's own model says: what has a form of its own (an address, a moment,
a word of an enumeration) is checked by that.
"""

import re
from datetime import datetime

ANY_TEXT, ADDRESS, MOMENT, NUMBER, YES = "text", "address", "moment", "number", "yes"
AI_SOURCES = {
    "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
PARENTS = {
    "NewsArticle": "Article", "AdvertiserContentArticle": "Article", "Article": "CreativeWork", "WebSite": "CreativeWork",
    "ProfilePage": "CreativeWork", "ImageObject": "CreativeWork", "CorrectionComment": "CreativeWork",
    "NewsMediaOrganization": "Organization", "CreativeWork": "Thing", "Organization": "Thing", "Person": "Thing",
    "MediaObject": "CreativeWork", "VideoObject": "MediaObject",
    "BreadcrumbList": "Thing", "ListItem": "Thing", "Place": "Thing", "GeoCoordinates": "Thing",
}  # fmt: skip
PROPERTIES = {
    "Thing": {
        "name": ANY_TEXT, "url": ADDRESS, "description": ANY_TEXT, "sameAs": ADDRESS, "identifier": ANY_TEXT,
        "image": "ImageObject", "mainEntityOfPage": ADDRESS,
    },
    "CreativeWork": {
        "headline": ANY_TEXT, "inLanguage": ANY_TEXT, "datePublished": MOMENT, "dateModified": MOMENT,
        "author": ("Person", "Organization"), "editor": "Person", "publisher": ("Person", "Organization"),
        "keywords": ANY_TEXT, "contentLocation": "Place", "isAccessibleForFree": YES, "correction": "CorrectionComment",
        "isBasedOn": "CreativeWork", "sponsor": ("Person", "Organization"), "digitalSourceType": AI_SOURCES, "text": ANY_TEXT,
        "creditText": ANY_TEXT, "mainEntity": "Thing", "video": "VideoObject", "thumbnailUrl": ADDRESS,
    },
    "Article": {"articleSection": ANY_TEXT},
    "MediaObject": {"embedUrl": ADDRESS, "uploadDate": MOMENT},
    "NewsArticle": {"dateline": ANY_TEXT},
    "ImageObject": {"caption": ANY_TEXT, "width": NUMBER, "height": NUMBER},
    "Organization": {
        "legalName": ANY_TEXT, "slogan": ANY_TEXT, "email": ANY_TEXT, "telephone": ANY_TEXT, "address": ANY_TEXT,
        "logo": "ImageObject", "correctionsPolicy": ADDRESS, "ethicsPolicy": ADDRESS, "publishingPrinciples": ADDRESS,
        "ownershipFundingInfo": ADDRESS,
    },
    "NewsMediaOrganization": {
        "masthead": ADDRESS, "verificationFactCheckingPolicy": ADDRESS, "actionableFeedbackPolicy": ADDRESS,
        "unnamedSourcesPolicy": ADDRESS, "missionCoveragePrioritiesPolicy": ADDRESS,
    },
    "Person": {"jobTitle": ANY_TEXT, "worksFor": "Organization"},
    "BreadcrumbList": {"itemListElement": "ListItem"},
    "ListItem": {"position": NUMBER, "item": ADDRESS},
    "Place": {"geo": "GeoCoordinates", "containedInPlace": "Place"},
    "GeoCoordinates": {"latitude": NUMBER, "longitude": NUMBER},
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def faults(node, where=""):
    """Yield what in a node, and in those within it, schema.org does not know."""
    kind = node.get("@type")
    if kind not in PARENTS:
        yield f"{where}: no type {kind}"
        return
    known = {name: value for one in _lineage(kind) for name, value in PROPERTIES.get(one, {}).items()}
    for name, value in node.items():
        place = f"{where}/{kind}.{name}"
        if name == "@id":
            yield from [] if _ADDRESS.fullmatch(value) else [f"{place}: {value!r}"]
        elif name != "@type" and name not in known:
            yield f"{place}: no such property"
        elif name != "@type":
            for each in value if isinstance(value, list) else [value]:
                yield from _faults_of(each, known[name], place)


def _faults_of(value, expected, place):
    if isinstance(value, dict) and value.keys() == {"@id"}:  # a node that stands elsewhere
        yield from [] if _ADDRESS.fullmatch(value["@id"]) else [f"{place}: {value!r}"]
    elif isinstance(value, dict):
        types = {expected} if isinstance(expected, str) else {*expected}
        if not types & {*_lineage(value.get("@type"))}:
            yield f"{place}: {value.get('@type')} instead of {expected}"
        yield from faults(value, place)
    elif not _is_plain(value, expected):
        yield f"{place}: {value!r}"


def _is_plain(value, expected):
    if expected == ANY_TEXT:
        return isinstance(value, str) and bool(value.strip())
    if expected == ADDRESS:
        return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))
    if expected == NUMBER:
        return isinstance(value, int | float)
    if expected == YES:
        return isinstance(value, bool)
    if expected == MOMENT:
        return datetime.fromisoformat(value).utcoffset() is not None
    return isinstance(expected, set) and value in expected


def _lineage(kind):
    while kind:
        yield kind
        kind = PARENTS.get(kind)
