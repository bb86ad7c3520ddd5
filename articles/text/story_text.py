"""A story's text as one value: everything that readers get from a story. Pure: ids stand for rows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from articles.text.lines import clean_line, clean_name, clean_photo_credit, clean_tag


def canonical(data: Any) -> str:
    """Return plain data as JSON in the one spelling that is hashed, whatever the key order; a single line."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(data: Any) -> str:
    """Return the SHA-256 of plain data in its canonical spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


@dataclass(frozen=True)
class CreditLine:
    """One name under a story.

    `role` is a value of `Credit.Role`; a line that no row stands behind yet has no person.
    """

    person: int | None
    role: str
    name: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "CreditLine":
        return cls(data["person"], data["role"], data["name"])

    def to_json(self) -> dict[str, Any]:
        return {"person": self.person, "role": self.role, "name": self.name}


@dataclass(frozen=True)
class PhotoWords:
    """The words of one photo. `origin` is a value of `Photo.Source` where readers are told of it, else ""; `ai_tool` is
    what an illustration was made with."""

    id: int
    caption: str = ""
    credit: str = ""
    alt: str = ""
    origin: str = ""
    ai_tool: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PhotoWords":
        return cls(
            data["id"],
            data["caption"],
            data["credit"],
            data["alt"],
            data.get("told", ""),
            data.get("ai_tool", ""),
        )

    def cleaned(self) -> "PhotoWords":
        return replace(
            self,
            caption=clean_line(self.caption),
            credit=clean_photo_credit(self.credit),
            alt=clean_line(self.alt),
            ai_tool=clean_line(self.ai_tool),
        )

    def to_json(self) -> dict[str, Any]:
        words = {"id": self.id, "caption": self.caption, "credit": self.credit, "alt": self.alt}
        origin = {"told": self.origin} if self.origin else {}
        return words | origin | ({"ai_tool": self.ai_tool} if self.ai_tool else {})


@dataclass(frozen=True)
class Disclosures:
    """Disclosures to readers of how a story came about, and the conditions under which they are enough.

    Of a story that is not verified: the sentence for readers and the three conditions of the press council's guideline
    (2012, clause 2c). The names of the fields are those of the story's columns.
    """

    advertiser: str = ""
    advertised_goods: str = ""  # a value of `Article.AdvertisedGoods`
    unverified_note: str = ""
    public_interest: str = ""
    first_source: str = ""
    contact_attempts: str = ""
    verifies: int | None = None
    source_name: str = ""
    source_url: str = ""
    source_id: str = ""
    ai_uses: tuple[str, ...] = ()  # values of `Article.AiUse`
    ai_tool: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Disclosures":
        parts: dict[str, Any] = {**data, "ai_uses": tuple(data.get("ai_uses", ()))}
        return cls(**parts)

    def to_json(self) -> dict[str, Any]:
        """Return plain data: what is said alone."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if name == "ai_uses" else value for name, value in values.items() if value}

    def cleaned(self) -> "Disclosures":
        lines: dict[str, Any] = {name: clean_line(getattr(self, name)) for name in DISCLOSURE_LINES}
        return replace(self, **lines)


DISCLOSURE_LINES = (
    "advertiser", "unverified_note", "public_interest", "first_source", "contact_attempts", "source_name", "source_url",
    "source_id", "ai_tool",
)  # fmt: skip


@dataclass(frozen=True)
class MetaTags:
    """Words for search engines alone. The names of the fields are those of the story's columns."""

    meta_title: str = ""
    meta_description: str = ""
    canonical_url: str = ""  # of the original, where this is a copy
    robots: str = ""  # a value of `Robots`

    def to_json(self) -> dict[str, str]:
        """Return plain data: what is said alone."""
        return {name: value for name in META_TAGS if (value := getattr(self, name))}

    def cleaned(self) -> "MetaTags":
        return replace(self, **{name: clean_line(getattr(self, name)) for name in META_LINES})


META_TAGS = tuple(field.name for field in fields(MetaTags))
META_LINES = ("meta_title", "meta_description", "canonical_url")


@dataclass(frozen=True)
class StoryText:
    """The whole text of a story, in the order in which pages show its parts; the default is a blank one.

    Category, region, people and related stories are ids, tags are names in alphabetical order. `photos` are
    the words of the photos that the body names: they are derived from it and from the library.
    """

    headline: str = ""
    slug: str = ""
    standfirst: str = ""
    body: str = ""  # canonical HTML, see articles/text/body.py
    dateline: str = ""
    sign_off: str = ""
    commercial_label: str = ""
    category: int | None = None
    region: int | None = None
    tags: tuple[str, ...] = ()
    credits: tuple[CreditLine, ...] = ()
    lead_photo: PhotoWords | None = None
    related: tuple[int, ...] = ()
    photos: tuple[PhotoWords, ...] = ()
    disclosures: Disclosures = Disclosures()
    meta_tags: MetaTags = MetaTags()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "StoryText":
        """Read what `to_json` wrote, also before this release. Raises KeyError where a part is missing."""
        lead = data["lead_photo"]
        return cls(
            **{name: data[name] for name in TEXT_COLUMNS},
            category=data["category"],
            region=data["region"],
            tags=tuple(data["tags"]),
            credits=tuple(map(CreditLine.from_json, data["credits"])),
            lead_photo=PhotoWords.from_json(lead) if lead else None,
            related=tuple(data["related"]),
            photos=tuple(map(PhotoWords.from_json, data.get("photos", ()))),
            disclosures=Disclosures.from_json(data.get("disclosures", {})),
            meta_tags=MetaTags(**data.get("meta_tags", {})),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain data, as revisions keep it.

        Without photos, disclosures or meta tags there is no such key: older texts keep their digest.
        """
        photos = {"photos": [photo.to_json() for photo in self.photos]} if self.photos else {}
        disclosures = {"disclosures": own} if (own := self.disclosures.to_json()) else {}
        meta_tags = {"meta_tags": own} if (own := self.meta_tags.to_json()) else {}
        return {
            **{name: getattr(self, name) for name in TEXT_COLUMNS},
            "category": self.category,
            "region": self.region,
            "tags": list(self.tags),
            "credits": [credit.to_json() for credit in self.credits],
            "lead_photo": self.lead_photo.to_json() if self.lead_photo else None,
            "related": list(self.related),
            **photos,
            **disclosures,
            **meta_tags,
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form: the same text has the same digest."""
        return digest(self.to_json())

    @property
    def lead_id(self) -> int | None:
        return self.lead_photo.id if self.lead_photo else None

    def cleaned(self) -> "StoryText":
        """Return this text with every line clean, as the columns keep it; the body is `body.clean`'s matter."""
        return self.replace(
            **{name: clean_line(getattr(self, name)) for name in LINES},
            tags=tuple(
                sorted({name.casefold(): name for name in map(clean_tag, self.tags) if name}.values())
            ),
            credits=tuple(replace(line, name=clean_name(line.name)) for line in self.credits),
            lead_photo=self.lead_photo and self.lead_photo.cleaned(),
            photos=tuple(photo.cleaned() for photo in self.photos),
            disclosures=self.disclosures.cleaned(),
            meta_tags=self.meta_tags.cleaned(),
        )

    def replace(self, **parts: Any) -> "StoryText":
        """Return this text with other parts in place of its own."""
        return replace(self, **parts)

    def without_words_of_photos(self) -> "StoryText":
        """Return this text with its photos, and without what the library says of them."""
        lead = self.lead_photo and replace(
            self.lead_photo, caption="", credit="", alt="", origin="", ai_tool=""
        )
        return self.replace(lead_photo=lead, photos=())

    def respell_tags(self, other: "StoryText") -> "StoryText":
        """Return this text with its tags in the other's letter case: “bromo” is the tag “Bromo” that is there."""
        spellings = {name.casefold(): name for name in other.tags}
        return self.replace(tags=tuple(sorted(spellings.get(name.casefold(), name) for name in self.tags)))

    def changed(self, other: "StoryText") -> tuple[str, ...]:
        """Return the names of the parts that differ, in the order of the story."""
        return tuple(name for name in PARTS if getattr(self, name) != getattr(other, name))


# The parts that are a plain column's text.
LINES = ("headline", "standfirst", "dateline", "sign_off")
TEXT_COLUMNS = ("headline", "slug", "standfirst", "body", "dateline", "sign_off", "commercial_label")
PARTS = tuple(field.name for field in fields(StoryText))
