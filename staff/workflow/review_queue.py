"""Reading what was submitted: the queue, who has taken which story, and what an editor saw of it last."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import comparison, permissions
from articles.models import Article, ArticleEvent, Credit, Revision, Step
from staff import last_reviewed
from staff.models import Claim
from staff.notifying import notifications
from staff.workflow import rules, states

# Steps that decide about a submitted story: after one the next story comes.
DECISIONS = {Step.APPROVE, Step.APPROVE_AND_PUBLISH, Step.RETURN, Step.SPIKE}
ORDER = ("urgency", "status_since", "pk")
SKIPPED = "skipped_stories"  # key of the session: [[id, when the story was saved last], …]
MOST_SKIPPED = 50
FEW = 10  # stories of the queue that the rules themselves are asked about


def queue():
    """Return the submitted stories: the urgent before the others, then the oldest."""
    return Article.objects.filter(status=Article.Status.SUBMITTED).order_by(*ORDER)


def queue_of(user):
    """Return the stories that this editor may decide now: those of which the editor is the second person and
    that nobody else has claimed.

    Own claims come first. What is under embargo can be decided too, for the time at which it ends, but waits
    for what is as urgent and that readers can have at once.
    """
    claims = Claim.objects.live().filter(article=OuterRef("pk"))
    saves = Revision.objects.filter(article=OuterRef("pk"), kind=Revision.Kind.SAVE).order_by("-number")
    as_second = queue().open_to(user).not_written_by(user).exclude(former_writers__contains=[user.pk])
    free = as_second.alias(last_saver=Subquery(saves.values("author")[:1])).exclude(
        ~Exists(_taken_over()), last_saver__isnull=False, last_saver=user.pk
    )
    is_embargoed = ExpressionWrapper(
        Q(embargo_until__isnull=False, embargo_until__gt=timezone.now()), BooleanField()
    )
    return (
        free.exclude(Exists(claims.exclude(user=user)))
        .annotate(is_mine=Exists(claims.filter(user=user)), is_embargoed=is_embargoed)
        .order_by("-is_mine", "urgency", "is_embargoed", *ORDER[1:])
    )


def _taken_over():
    """Return the submissions of the outer query's story by a writer of it, of exactly the text that it has now: see
    `Article.behind_text`."""
    newest = Revision.objects.main().filter(article=OuterRef("article")).order_by("-number").values("pk")[:1]
    credits = Credit.objects.filter(article=OuterRef("article"), role__in=Credit.WRITING_ROLES)
    own = credits.filter(Q(person__user=OuterRef("actor")) | Q(account=OuterRef("actor")))
    submissions = ArticleEvent.objects.filter(article=OuterRef("pk"), action=Step.SUBMIT)
    by_writer = submissions.filter(Q(actor=F("article__created_by")) | Exists(own))
    return by_writer.filter(revision=Subquery(newest))


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


def context(request, article, stories, actions, text):
    """Return what the review screen shows beside the story. `text` is its present StoryText; the headlines of
    `stories`, which this person may see, are named."""
    user = request.user
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
        "next_story": next_story(request, besides=article) if is_editor else None,
        "thumb": thumb,
        "thumb_action": actions.get(thumb),
    }


# ---- What comes next


def skip(session, article):
    """Remember for this session that the editor went on from this story, as long as it stays as it is."""
    others = [mark for mark in session.get(SKIPPED, []) if mark[0] != article.pk]
    session[SKIPPED] = [*others, [article.pk, article.saved_at.isoformat()]][-MOST_SKIPPED:]


def _skipped(session):
    marks = [Q(pk=pk, saved_at=saved_at) for pk, saved_at in session.get(SKIPPED, [])]
    return reduce(or_, marks, Q(pk__in=[]))


def next_story(request, *, besides):
    """Return the story that this editor decides after that one; one that was skipped where nothing else is
    left, None where nothing is."""
    stories = queue_of(request.user).exclude(pk=besides.pk).defer("body")
    fresh = _first(stories.exclude(_skipped(request.session)), request.user)
    return fresh or (_first(stories, request.user) if request.session.get(SKIPPED) else None)


def _first(stories, user):
    """Return the first that the rules let this person decide: they alone know of captions that were mended
    after one's own save."""
    return next((story for story in stories[:FEW] if not rules.review_refusal(story, user)), None)


def to_next(request, *, besides):
    """Redirect to the next story that this editor may decide, else to the first page; where only skipped ones
    are left, they are forgotten."""
    story = next_story(request, besides=besides)
    marks = request.session.get(SKIPPED, [])
    if marks and (not story or [story.pk, story.saved_at.isoformat()] in marks):
        del request.session[SKIPPED]
    return redirect("admin:articles_article_review", story.pk) if story else redirect("admin:index")
