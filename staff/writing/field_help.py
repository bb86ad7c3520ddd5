"""Field words of a newsroom explained where they stand: what each is for, with examples that can be pressed."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class FieldHelp:
    term: Any
    words: Any
    examples: tuple[str, ...] = ()
    source: str = ""  # the field of which the script makes an example


META_HELP = {
    "meta_title": _("Where search engines shall show another one than the headline. Empty: the headline."),
    "meta_description": _("Two sentences below the title in search results. Empty: the standfirst."),
    "canonical_url": _(
        "Where the original stands, if this is a copy from elsewhere: https://… Search engines then list that one."
    ),
    "robots": _(
        "Sitemaps leave out a story that is kept out; it stays on the site. A name that must go is struck out instead."
    ),
}
HELP = {
    "standfirst": FieldHelp(
        _("Standfirst (teras)"),
        _(
            "One or two sentences below the headline with the core of the news: who, what, where, when. Lists and search"
            " results show it, too."
        ),
        ("[Siapa] [melakukan apa] di [tempat] pada [hari].",),
    ),
    "dateline": FieldHelp(
        _("Dateline (titimangsa)"),
        _(
            "The place in front of the story's first words, with the name of the paper. Empty: from the region; a hyphen:"
            " none."
        ),
        ("Jakarta", "-"),
    ),
    "sign_off": FieldHelp(
        _("Sign-off (kode penutup)"),
        _("Signs that end the text: (*), or the initials of writer and editor. Empty: none."),
        ("(*)", "(abc/def)"),
    ),
    "slug": FieldHelp(
        _("Slug"),
        _(
            "The last part of the story's address, such as banjir-mulai-surut in /berita/12/banjir-mulai-surut/. Empty:"
            " from the headline."
        ),
        source="headline",
    ),
}
