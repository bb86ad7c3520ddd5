"""Reading what was submitted: the queue, who has taken which story, and what an editor saw of it last."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import comparison, permissions
from articles.models import Article, Step
from staff import last_reviewed
from staff.models import Claim
from staff.notifying import notifications
from staff.workflow import rules, states

# Steps that decide about a submitted story: after one the next story comes.
DECISIONS = {Step.APPROVE, Step.APPROVE_AND_PUBLISH, Step.RETURN, Step.SPIKE}
ORDER = ("urgency", "status_since", "pk")


def queue():
    """Return the submitted stories: the urgent before the others, then the oldest."""
    return Article.objects.filter(status=Article.Status.SUBMITTED).order_by(*ORDER)


def queue_of(user):
    """Return the stories that this editor may take now: no story of the own, nobody else's claim; what the
    editor has claimed first."""
    claims = Claim.objects.live().filter(article=OuterRef("pk"))
    free = queue().open_to(user).not_written_by(user).exclude(Exists(claims.exclude(user=user)))
    return free.annotate(is_mine=Exists(claims.filter(user=user))).order_by("-is_mine", *ORDER)


def claim_of(article):
    """The claim that holds now; None without one. Lists fetch it with their stories (`claim__user`)."""
    claim = getattr(article, "claim", None)
    return claim if claim and claim.is_live else None


@transaction.atomic
def claim(article, *, by, take=False):
    """Takes a story to review, or holds it longer.

    Raises Refused; with `take` another's claim is no reason to.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := rules.review_refusal(article, by):
        raise states.Refused(why)
    current = claim_of(article)
    if current and current.user != by and not take:
        raise states.Refused(claimed_message(current), code="claimed")
    now = timezone.now()
    since = current.taken_at if current and current.user == by else now
    Claim.objects.update_or_create(
        article=article, defaults={"user": by, "taken_at": since, "until": now + Claim.LIFETIME}
    )
    if current and current.user != by:
        notifications.claim_taken(article, current.user, by=by)


def release(article, *, by):
    Claim.objects.filter(article=article, user=by).delete()


def claimed_message(claim):
    until = f"{timezone.localtime(claim.until, claim.article.zone):%H.%M}"
    return format_lazy(_("{who} is reading this story, until {time}."), who=claim.user, time=until)


def context(user, article, stories, actions, text):
    """Return what the review screen shows beside the story. `text` is its present StoryText; the headlines of
    `stories`, which this person may see, are named."""
    is_editor = user.has_perm(permissions.REVIEW_ARTICLE)
    waits = article.status == Article.Status.SUBMITTED
    last_seen = last_reviewed.last(article) if is_editor and waits else None
    thumb = next((name for name, action in actions.items() if action.tone == "main"), None)
    return {
        "claim": claim_of(article) if waits else None,
        "claim_refusal": rules.review_refusal(article, user),
        "may_set_urgency": article.status in states.UNPUBLISHED and not rules.writer_or_editor(article, user),
        "seen": last_seen,
        "difference": last_seen and comparison.differences(last_seen.text, text, stories),
        "next_story": queue_of(user).exclude(pk=article.pk).first() if is_editor else None,
        "thumb": thumb,
        "thumb_action": actions.get(thumb),
    }


def to_next(user):
    """After a decision: the next story that this editor may take, else the first page."""
    story = queue_of(user).first()
    return redirect("admin:articles_article_review", story.pk) if story else redirect("admin:index")
