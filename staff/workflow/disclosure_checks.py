"""Checks of what readers are told of how a story came about, see `staff.workflow.checks`."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Photo
from staff.workflow.problems import Problem
from staff.workflow.questions import of_house

Goods = Article.AdvertisedGoods
# Words of paid texts that speak of goods of which laws ask something.
_GOODS_WORDS = {
    Goods.TOBACCO: r"rokok|tembakau|cerutu|vape|kretek",
    Goods.ALCOHOL: r"bir|minuman (?:keras|beralkohol)|miras|anggur merah|arak",
    Goods.MEDICINE: r"obat|jamu|suplemen|vitamin|terapi|klinik|herbal",
    Goods.FINANCE: r"pinjaman|kredit|paylater|investasi|asuransi|kripto|deposito",
}
_GOODS = {goods: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for goods, words in _GOODS_WORDS.items()}


def page_of(story):
    """Return the address of the page on which a story's disclosures are written; "" before its first save."""
    if not story.article or not story.article.pk:
        return ""
    return reverse("admin:articles_article_disclosures", args=[story.article.pk])


def _problem(story, name, message):
    page = page_of(story)
    return Problem("commercial_label", message, page=page and f"{page}#id_{name}")


def paid_text_names_its_advertiser(story):
    if story.text.commercial_label and not story.text.disclosures.advertiser:
        yield _problem(
            story, "advertiser", _("Somebody pays for this text. Name the advertiser: readers see it.")
        )


def unverified_story_has_its_conditions(story):
    """The guideline for online media (2012, clause 2c) lets a story go out unverified where all of them hold."""
    disclosures = story.text.disclosures
    conditions = (disclosures.public_interest, disclosures.first_source, disclosures.contact_attempts)
    if disclosures.unverified_note and not all(conditions):
        message = _(
            "The story goes out unverified: write the interest, the first source and the attempts to reach people."
        )
        yield _problem(story, "unverified_note", message)


def advertised_goods_are_named(story):
    """Laws ask something of advertisements for some goods; the form asks which these are."""
    if not story.text.commercial_label or story.text.disclosures.advertised_goods:
        return
    words = f"{story.text.headline} {story.words}"
    goods = next((goods for goods, pattern in _GOODS.items() if pattern.search(words)), None)
    if goods and goods in of_house().ad_rules:
        message = _(
            "The advertisement speaks of %(goods)s. Choose the goods, so that the law's questions are asked."
        )
        yield _problem(story, "advertised_goods", message % {"goods": goods.label})


def ai_pictures_name_their_tool(story):
    for photo in story.photos.values():
        if photo.source == Photo.Source.AI and not photo.ai_tool:
            message = _("The illustration “%(photo)s” was made with AI. Name the tool in the photo library.")
            yield Problem("lead_photo" if photo.pk == story.lead_id else "body", message % {"photo": photo})


def archive_pictures_tell_their_time(story):
    """Readers have to be told when a picture of the archive was taken (journalists' code, article 3)."""
    for photo in story.photos.values():
        if photo.source == Photo.Source.ARCHIVE and not photo.taken_at:
            message = _("“%(photo)s” is from the archive. Write in the photo library when it was taken.")
            yield Problem("lead_photo" if photo.pk == story.lead_id else "body", message % {"photo": photo})


def verified_story_is_public(story):
    """A story that verifies another one leads readers to it."""
    pk = story.text.disclosures.verifies
    if pk and not Article.objects.public().filter(pk=pk).exists():
        message = _("The story that this one verifies (/berita/%(id)d/) is not shown to readers.")
        yield _problem(story, "verifies", message % {"id": pk})
