"""The text that editors had last: queue, review screen and e-mails show the differences from it as new."""

from django.db.models import Case, F, OuterRef, Q, When

from articles import comparison
from articles.models import ArticleEvent, Revision, Step

# Steps after which editors, or everybody, have had the text.
STEPS = (
    Step.RETURN,
    Step.RECALL,
    Step.APPROVE,
    Step.PUBLISH,
    Step.PUBLISH_ALONE,
    Step.PROPOSE_UPDATE,
    Step.UPDATE,
)


def _steps(article):
    """Return the steps of a story, the newest first."""
    return ArticleEvent.objects.filter(article=article, action__in=STEPS, revision__isnull=False)


def last(article):
    """Return the revision that editors had last; None for a text that is new to them."""
    step = _steps(article).select_related("revision__author").first()
    return step and step.revision


def changes(articles):
    """Return the changes of stories since editors had them: {id: labels of parts}, without stories new to
    editors."""
    reviewed = Q(pk=_steps(OuterRef("article")).values("revision")[:1])
    revisions = Revision.objects.filter(article__in=articles).annotate(newest=F("article__version"))
    before, now = {}, {}
    for revision in revisions.annotate(is_reviewed=Case(When(reviewed, then=True), default=False)).filter(
        Q(is_reviewed=True) | Q(number=F("newest"))
    ):
        if revision.is_reviewed:
            before[revision.article_id] = revision.text
        if revision.number == revision.newest:
            now[revision.article_id] = revision.text
    return {pk: comparison.labels_of_changes(text, now[pk]) for pk, text in before.items() if pk in now}
