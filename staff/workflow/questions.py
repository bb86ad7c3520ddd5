"""Questions to whoever approves a story, and the answers that its history keeps.

The press council's guideline for online media (2012, clause 2) wants every story verified and all sides heard, or the
conditions of its exception; its rules on AI (2025) want a person to answer for the result; laws on advertisements ask
something of some goods. Which goods a house asks about is its own setting: each rule names its source, and those that
nobody has read at the source ask the newsroom to compare them with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Publication
from staff.workflow.states import Refused


@dataclass(frozen=True)
class Question:
    """A question with its answers by their codes, of which one has to be given. A code is never given another meaning:
    events keep it."""

    text: Any
    options: dict[str, Any]
    source: Any = ""

    @property
    def is_tick(self):
        return len(self.options) == 1


@dataclass(frozen=True)
class AdRule:
    """A law's demand on an advertisement for some goods; `is_verified` where somebody read it at the source."""

    text: Any
    source: str
    is_verified: bool = False


Goods = Article.AdvertisedGoods
COMPARE = _("compare it with the official text")
AD_RULES = {
    Goods.TOBACCO: [
        AdRule(_("It shows neither cigarettes nor somebody who smokes."), "UU 40/1999, Pasal 13 huruf c")
    ],
    Goods.ALCOHOL: [
        AdRule(_("It does not advertise an alcoholic drink itself."), "UU 40/1999, Pasal 13 huruf b")
    ],
    Goods.MEDICINE: [
        AdRule(
            _("The product is registered, and its permit to advertise was shown to us."), "UU 17/2023; BPOM"
        ),
        AdRule(_("It promises no cure."), "UU 17/2023; BPOM"),
    ],
    Goods.FOOD: [AdRule(_("What it says about health is allowed on its label."), "UU 18/2012; PP 69/1999")],
    Goods.FINANCE: [
        AdRule(
            _("Whoever offers it is licensed and supervised, and the text says by whom."), "UU 4/2023; OJK"
        )
    ],
    Goods.BELIEF: [
        AdRule(
            _("It degrades no religion, no group and no person, and offends nobody's decency."),
            "UU 40/1999, Pasal 13 huruf a",
        )
    ],
}


def sources_of(goods):
    """Return the laws that ask something of these goods, as one text; with what is to be done where nobody read them there."""
    laws = "; ".join(dict.fromkeys(rule.source for rule in AD_RULES[goods]))
    if all(rule.is_verified for rule in AD_RULES[goods]):
        return laws
    return format_lazy("{laws} ({compare})", laws=laws, compare=COMPARE)


VERIFICATION = Question(
    _("Is the story verified, and were all sides heard?"),
    {
        "both_sides": _("Verified, and all whom it concerns are heard in it"),
        "no_other_side": _("Verified, and it harms nobody"),
    },
    "Pedoman Pemberitaan Media Siber (2012), butir 2a dan 2b",
)
AI = Question(
    _("AI was used for this story."),
    {"ai_checked": _("I checked names, figures, quotations and meaning of what AI made")},
    "Peraturan Dewan Pers 1/2025",
)


def of_house():
    """Return the publication's row as far as questions need it; an unsaved one that asks nothing where there is none."""
    house = Publication.objects.only("asks_at_approval", "ad_rules").first()
    return house or Publication(asks_at_approval=False, ad_rules=[])


def questions_about(article, house=None):
    """Return what whoever approves this story is asked."""
    house = house or of_house()
    questions = [_exception(article)] if article.unverified_note else []
    if house.asks_at_approval and not (article.unverified_note or article.commercial_label):
        questions = [VERIFICATION]
    if article.ai_uses:
        questions.append(AI)
    if article.commercial_label and article.advertised_goods in house.ad_rules:
        questions += _about_ad(article.advertised_goods)
    return questions


def _exception(article):
    return Question(
        format_lazy(
            _("Readers get it unverified. Interest: {interest} Source: {source} Attempts: {attempts}"),
            interest=article.public_interest,
            source=article.first_source,
            attempts=article.contact_attempts,
        ),
        {
            "exception": _(
                "I checked the three conditions: it is urgent, its source is credible, nobody could be reached"
            )
        },
        "Pedoman Pemberitaan Media Siber (2012), butir 2c",
    )


def _about_ad(goods):
    for number, rule in enumerate(AD_RULES[goods], 1):
        yield Question(
            format_lazy(_("Advertisement: {goods}"), goods=Goods(goods).label),
            {f"ad_{goods}_{number}": rule.text},
            rule.source
            if rule.is_verified
            else format_lazy("{law} ({compare})", law=rule.source, compare=COMPARE),
        )


def labels():
    """Return {code: label} of all answers that an event may have."""
    questions = [
        VERIFICATION,
        AI,
        _exception(Article()),
        *(q for goods in AD_RULES for q in _about_ad(goods)),
    ]
    return {code: label for question in questions for code, label in question.options.items()}


def record(article, answers: Iterable[str]):
    """Return (codes, words) of the answers, as the history has them. Raises Refused where one is missing."""
    codes = set(answers)
    questions = questions_about(article)
    missing = [question for question in questions if not codes & set(question.options)]
    if missing:
        message = format_lazy(
            _("Answer first what is asked at approval: {questions}"),
            questions=" ".join(str(question.text) for question in missing),
        )
        raise Refused(message, code="answers")
    labels = {
        code: label for question in questions for code, label in question.options.items() if code in codes
    }
    return list(labels), "\n".join(f"{label}." for label in labels.values())
