"""Who is told what: written in the transaction of what happened, so that nothing is told that did not happen."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from staff.models import Notification

# kind: the sentence of the bell's list, for `Notification.kind`
KINDS = {
    "submitted": _("{by} submitted “{story}”."),
    "returned": _("{by} returned “{story}”."),
    "approved": _("{by} approved “{story}”."),
    "mentioned": _("{by} mentioned you in the thread of “{story}”."),
    "commented": _("{by} wrote in the thread of “{story}”."),
    "assigned": _("{by} gave you an assignment."),
    "replanned": _("{by} changed your assignment."),
    "unassigned": _("{by} took an assignment back from you."),
    "dropped": _("{by} cancelled your assignment."),
    "taken": _("{by} took the assignment."),
    "declined": _("{by} cannot do the assignment."),
}


def tell(kind, recipients, *, by, article=None, words="", path=""):
    """Writes one message to each recipient but to the one who did it; `path` is the page it leads to, else the story."""
    path = path or reverse("admin:articles_article_review", args=[article.pk])
    return Notification.objects.bulk_create(
        Notification(recipient=user, kind=kind, by=by, article=article, words=words, path=path)
        for user in {user.pk: user for user in recipients}.values()
        if user != by
    )
