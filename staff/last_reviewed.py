"""What editors had of a text last: what differs from there is new to them, in the queue, on the review screen, in a mail."""

from django.db.models import Case, F, OuterRef, Q, When

from articles import comparison
from articles.models import ArticleEvent, Revision

# Steps after which editors, or everybody, have had the text.
STEPS = ("return", "recall", "approve", "publish", "publish_alone", "propose_update", "update")


def _steps(article):
    """Those of a story, the newest first."""
    return ArticleEvent.objects.filter(article=article, action__in=STEPS, revision__isnull=False)


def last(article):
    """The revision that editors had last; None for what is new to them."""
    step = _steps(article).select_related("revision__author").first()
    return step and step.revision


def changes(articles):
    """What changed in each since editors had it: {id: labels of the parts}; only of what is not new to them."""
    seen = Q(pk=_steps(OuterRef("article")).values("revision")[:1])
    revisions = Revision.objects.filter(article__in=articles).annotate(newest=F("article__version"))
    before, now = {}, {}
    for revision in revisions.annotate(is_seen=Case(When(seen, then=True), default=False)).filter(
        Q(is_seen=True) | Q(number=F("newest"))
    ):
        if revision.is_seen:
            before[revision.article_id] = revision.content
        if revision.number == revision.newest:
            now[revision.article_id] = revision.content
    return {pk: comparison.changed(content, now[pk]) for pk, content in before.items() if pk in now}
