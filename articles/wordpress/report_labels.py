"""Labels of a report: outcomes, reasons, types and kinds of notes as people read them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.filing.lift import INFORMATIONAL
from articles.wordpress import pages
from articles.wordpress.pictures import name_of_problem

OUTCOMES = ("created", "updated", "unchanged", "skipped", "failed")
OUTCOME_LABELS = {
    "created": _("new"),
    "updated": _("brought up to date"),
    "unchanged": _("unchanged"),
    "skipped": _("skipped"),
    "failed": _("failed"),
}
REASONS = {
    "edited here": _("edited here since"),
    "deleted here": _("deleted here since"),
    "same text": _("the same text"),
    "not used": _("in no story"),
    "no id": _("without a number"),
    "twice in these files": _("twice in these files"),
    pages.ADDRESS_TAKEN: _("something else has this address here"),
    "page address": _("a page at an address that none can have here: write it anew"),
    "page not public": _("readers could not see it"),
    "page without text": _("a page without a title or a text of its own"),
}
TYPES = {
    "post": _("story"),
    "page": _("page"),
    "attachment": _("file of the library"),
    "nav_menu_item": _("menu item"),
}
# Kinds of notes that say what was understood; all others ask somebody to look.
INFORMATIONAL_KINDS = {
    *INFORMATIONAL,
    "mojibake-repaired",
    "control-repaired",
    "byte-repaired",
    "ampersand-repaired",
    "scheduled",
    "lead-from-text",
    "author-from-account",
    "trash",
    "builder-text",
    "field-text",
    "region-given",
    "subtitle",
    "advertiser",
    "seo-title",
    "seo-description",
    "views",
    "footnotes",
    "video-field",
    "comments",
    "file",
}
KINDS = {
    "dateline": _("dateline taken out of the text"),
    "credits": _("credits taken out of the text"),
    "sign-off": _("sign-off taken out of the text"),
    "headline": _("headline at the beginning of the text taken out"),
    "tags": _("line of tags taken out of the text"),
    "reprint": _("says that it appeared elsewhere before"),
    "commercial": _("somebody paid for it: labelled as an advertorial"),
    "credits-other": _("work that no story here is credited with, taken out of the text"),
    "photo-caption": _("caption of a photo taken out of the text"),
    "related": _("Baca Juga made a link to a story"),
    "related-box": _("box of a plugin for related stories taken out"),
    "dropped": _("paragraph dropped, by the list"),
    "embed": _("embedded medium"),
    "photo-credit": _("photo credit taken out of a caption"),
    "mojibake-repaired": _("characters encoded twice, repaired"),
    "mojibake-unsure": _("looks as if encoded twice, left as it is"),
    "control-repaired": _("control characters removed"),
    "byte-repaired": _("bytes of another encoding read as Windows-1252"),
    "ampersand-repaired": _("bare ampersands repaired"),
    "scheduled": _("scheduled"),
    "missed-schedule": _("its time went by on the old site and it was never public: approved, not published"),
    "publish-in-future": _("published there with a time to come: scheduled"),
    "no-date": _("published there without a date: approved, not published"),
    "password": _("had a password: draft"),
    "private": _("private: draft"),
    "trash": _("in the trash: spiked"),
    "status-unknown": _("status of a plugin: draft"),
    "taken-back": _("was public and is not any more on the old site: withdrawn"),
    "edited-here": _("edited here since: kept as it is here"),
    "lead-from-text": _("no featured image: the first picture of the text leads"),
    "picture-missing": _("picture that is not here"),
    "second-category": _("a further category: stories have one"),
    "list-ignored": _("list of a plugin, ignored"),
    "no-region": _("without a region"),
    "region-given": _("its region is here by now, and was put in"),
    "text-empty": _("no text here; look whether a field of a plugin holds it"),
    "redirect-unresolved": _("redirect of a plugin to what is not here"),
    "item-apart": _("not imported"),
    "prefix-repaired": _("prefixes that nobody declared, read as WordPress reads them"),
    "person-without-name": _("an account without a name: nobody is credited until the mapping names it"),
    "builder-text": _("the text stood in a field of a page builder"),
    "field-text": _("the text stood in a custom field"),
    "subtitle": _("subtitle made the standfirst"),
    "subtitle-left": _("subtitle beside an excerpt: the excerpt stands"),
    "advertiser": _("who paid for it"),
    "primary-disagrees": _("plugins name different primary categories: the editor's plugin won"),
    "views": _("readers counted on the old site, kept beside our own figures"),
    "seo-title": _("title for search engines, taken over"),
    "seo-description": _("description for search engines, taken over"),
    "seo-cut": _("title or description for search engines too long, cut"),
    "seo-unclear": _("words for search engines that only the plugin understands, left out"),
    "canonical-elsewhere": _("another address is the original: taken over, sitemaps leave the story out"),
    "noindex": _("kept from search engines there and here: look why"),
    "noindex-news": _("kept from Google News alone there; here it is in the news sitemap for its two days"),
    "language": _("in another language"),
    "footnotes": _("footnotes put below the text"),
    "sticky": _("stood at the top of the old site"),
    "picture-remote": _("lead picture by its address at another place"),
    "video-field": _("film of a custom field put into the text"),
    "points-elsewhere": _("its address led to another place there"),
    "comments": _("comments of readers, kept for the record and not shown"),
    "file": _("file taken in"),
    "file-missing": _("file that is not here: its link leads to the old site"),
    "slug-cut": _("slug too long, cut; the old address leads here"),
    "address-shadowed": _("something else answers at its old address here"),
    "author-from-account": _("the text names no writer: the account's name"),
    "account-not-credited": _("the text names no writer, and whose account it is does not tell"),
    "author-is-an-office": _("the text names no writer, and the account is an office's"),
    "author-unknown": _("the account is not in the export"),
    "no-credit": _("without any credit"),
    "title-empty": _("without a title"),
    "title-cut": _("title too long, cut"),
    "standfirst-cut": _("excerpt too long, cut"),
    "sign-off-cut": _("sign-off too long, cut"),
    "dateline-believed": _("dateline of a place that is in no list, taken out"),
    "dateline-unsure": _("may be a dateline, left in the text"),
    "dateline-without-place": _("dateline without a place, taken out"),
    "role-unknown": _("label of work that nobody has told of, left in the text: decide it in the mapping"),
    "credits-unsure": _("may be credits, left in the text"),
    "sign-off-unsure": _("may be a sign-off, left in the text"),
    "sign-off-too-long": _("sign-off too long, left in the text"),
    "standfirst-too-long": _("excerpt too long"),
    "related-unsure": _("may be a Baca Juga, left in the text"),
    "related-elsewhere": _("Baca Juga to another site"),
    "related-automatic": _("list of related stories that a plugin fills, left out"),
    "gallery-of-attachments": _("gallery without a list of its pictures"),
    "shortcode": _("shortcode that is not known, its text kept"),
    "shortcode-dropped": _("shortcode that is not known, and holds no text"),
    "block-unknown": _("block that is not known, its text kept"),
    "block-text": _("block that is not known, its words taken from its settings"),
    "block-dropped": _("block left out"),
    "element-dropped": _("element left out"),
    "code-dropped": _("script or code left out"),
    "advert-dropped": _("advertisement left out"),
    "iframe-dropped": _("frame of another site left out"),
    "media-dropped": _("sound or film left out"),
    "picture-dropped": _("picture left out"),
    "picture-link": _("picture that was a link"),
    "too-deep": _("too deeply nested, flattened"),
    "related-unresolved": _("Baca Juga to a story that was not found"),
    "link-unresolved": _("link to the old site that leads nowhere here"),
    "cut": _("a file ends in the middle"),
    "region-unknown": _("region of the mapping that is not here"),
    "account-unknown": _("account of the mapping that is not here"),
}


TYPE_REASONS = {  # of types that are used without becoming something by themselves
    "nav_menu_item": _("menu: see the list of menus in the report"),
    "wp_block": _("put into the stories that show it"),
    "tablepress_table": _("put into the stories that show it"),
    "redirect_rule": _("redirect: leads on where its goal is here"),
    "guest-author": _("writer without an account: credited"),
}
INVENTORY_KINDS = {
    "head": _("head of the file"),
    "element": _("part of an item"),
    "meta": _("custom field"),
    "list": _("taxonomy"),
    "comment": _("comment"),
    "type": _("type of item"),
}
# Reasons why a part of the files is worthless here.
WORTHLESS = {
    "site-words": _("words about the site itself: write them under Publication"),
    "feed": _("the feed's own; the story has it elsewhere"),
    "comments-off": _("whether comments were open: there are none here"),
    "comment-unseen": _("readers never saw it"),
    "comment-machine": _("a machine's message, not a reader's"),
    "old-version": _("an earlier version of a text that is here"),
    "layout": _("the look of the old site"),
    "cache": _("a copy that the old site kept for speed"),
    "machine": _("the old site's own book-keeping"),
    "editor-state": _("who last had the editor open"),
    "picture-sizes": _("sizes of pictures: made anew here"),
    "seo-work": _("work of a plugin for search engines on its own marks"),
    "sent-elsewhere": _("what was sent to other networks"),
    "adverts": _("settings of advertisements"),
    "people": _("data about a writer that no page here shows"),
    "translation-group": _("which texts are translations of one another"),
    "reactions": _("likes and ratings"),
    "figures": _("figures of another counter"),
    "acf-number": _("a plugin's own name of the field beside it"),
    "members": _("accounts and payments of readers: never read"),
    "secret": _("what opens a door: never read"),
    "empty": _("empty, or the number of the field beside it"),
    "twice": _("the same once more"),
}


def type_label(kind: str) -> str:
    """The name of a type of items; a plugin's type has the plugin's own word."""
    return str(TYPES.get(kind) or kind)


def reason_label(reason: str) -> str:
    """A reason as people read it; a type or a status has WordPress's own word."""
    if reason.startswith("type "):
        return str(
            TYPE_REASONS.get(reason.removeprefix("type "), gettext("of this type nothing is made here"))
        )
    return str(REASONS.get(reason) or name_of_problem(reason))
