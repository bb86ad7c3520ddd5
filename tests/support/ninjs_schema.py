"""The rules of IPTC's ninjs 3.1 for the properties that we write, as JSON Schema.

Written from the published standard (http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json): the same names, types,
enumerations and required properties, and as closed as that is. It leaves out events, planning and other parts that
no answer of ours has, so a property that is not named here is refused, as one that ninjs does not know would be.
"""

TEXT = {"type": "string"}
URI = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
NUMBER = {"type": "integer"}


def closed(required=(), **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def some(kind):
    return {"type": "array", "items": kind}


def one_of(*values):
    return {"type": "string", "enum": [*values]}


PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}
WORDING = closed(required=["value"], role=TEXT, contentType=TEXT, value=TEXT)
CONCEPT = closed(
    name=TEXT, rel=TEXT, uri=URI, literal=TEXT, creator=TEXT, relevance=PERCENT, confidence=PERCENT
)
PERSON = closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)
POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
GEOJSON = closed(required=["type", "coordinates"], type=one_of("Point"), coordinates=POSITION)
RENDITION = closed(
    required=["name"], name=TEXT, href=URI, contentType=TEXT, title=TEXT, width=NUMBER, height=NUMBER,
    sizeInBytes=NUMBER, format=TEXT, aspectRatio=TEXT, poi=closed(x=NUMBER, y=NUMBER),
)  # fmt: skip
ITEM = {
    "uri": URI,
    "type": one_of(
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"
    ),
    "representationType": one_of("full", "partial"),
    "profile": TEXT,
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "embargoedUntil": MOMENT,
    "expires": MOMENT,
    "pubStatus": one_of("usable", "withheld", "canceled"),
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "edNote": TEXT,
    "language": TEXT,
    "title": TEXT,
    "by": TEXT,
    "slugline": TEXT,
    "located": TEXT,
    "headlines": some(WORDING),
    "descriptions": some(WORDING),
    "bodies": some(
        closed(
            required=["value"], role=TEXT, contentType=TEXT, charCount=NUMBER, wordCount=NUMBER, value=TEXT
        )
    ),
    "people": some(PERSON),
    "places": some(closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT, geoJSON=GEOJSON)),
    "subjects": some(CONCEPT),
    "genres": some(closed(name=TEXT, uri=TEXT, literal=TEXT)),
    "infoSources": some(closed(name=TEXT, role=TEXT, uri=URI, literal=TEXT)),
    "renditions": some(RENDITION),
    "altIds": some(closed(role=TEXT, value=TEXT)),
    "trustIndicators": some(closed(role=URI, title=TEXT, href=URI)),
    "standard": closed(name=TEXT, version=TEXT, schema=URI),
    "digitalSourceType": closed(name=TEXT, uri=URI, literal=TEXT),
}
ASSOCIATION = closed(required=["name", "uri"], **ITEM, name=TEXT, rel=TEXT)
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(required=["uri"], **ITEM, associations=some(ASSOCIATION)),
}
