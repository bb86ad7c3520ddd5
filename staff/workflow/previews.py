"""Preview links of a story: who makes and revokes one, and when it shows the text."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import zones
from articles.models import Article, Step
from articles.text.lines import clean_line
from staff.models import PreviewLink
from staff.models.preview_link import LONGEST_RECIPIENT
from staff.workflow.publishing import note
from staff.workflow.rules import is_previewed, preview_refusal
from staff.workflow.states import Refused

MOST = 20  # links of a story that hold at the same time


@transaction.atomic
def share(article, *, by, revision, recipient, hours):
    """Make a link to the present text, which is the one that this person looked at, and return it.

    Raises Refused.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    recipient = clean_line(recipient or "")
    if why := preview_refusal(article, by) or _form_refusal(recipient, hours):
        raise Refused(why)
    if article.version != revision:
        raise Refused(
            _("The story was changed while you looked at it. Read it, then make the link."), code="stale"
        )
    if article.preview_links.live().count() >= MOST:
        raise Refused(_("This story has too many links already. Revoke one first."))
    now = timezone.now()
    link = PreviewLink.objects.create(
        article=article,
        revision=article.newest_revision,
        recipient=recipient,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    until = zones.words(link.expires_at, article.zone)
    reason = format_lazy(_("For {recipient}, until {time}."), recipient=recipient, time=until)
    note(article, Step.SHARE_PREVIEW, by=by, reason=str(reason))
    return link


def _form_refusal(recipient, hours):
    if not recipient or len(recipient) > LONGEST_RECIPIENT:
        return _("Say in a few words for whom the link is.")
    if hours not in PreviewLink.Lifetime.values:
        return _("Choose how long the link holds.")
    return None


@transaction.atomic
def revoke(link, *, by):
    """End a link before its time; one that is over already stays as it is. Raises Refused."""
    article = Article.objects.select_for_update().get(pk=link.article_id)
    if why := preview_refusal(article, by, is_to_end=True):
        raise Refused(why)
    _end(article, article.preview_links.live().filter(pk=link.pk), by=by)


def revoke_all(article, *, by):
    """End all links of a story that has become confidential. The row is locked."""
    _end(article, article.preview_links.live(), by=by)


def _end(article, links, *, by):
    for link in links.select_for_update(of=["self"]):
        link.revoked_at, link.revoked_by = timezone.now(), by
        link.save(update_fields=["revoked_at", "revoked_by"])
        reason = format_lazy(_("For {recipient}."), recipient=link.recipient)
        note(article, Step.REVOKE_PREVIEW, by=by, reason=str(reason))


def of(article, user):
    """Return the links of a story for those who may make or revoke one, the newest first; None for everybody
    else."""
    if preview_refusal(article, user, is_to_end=True):
        return None
    links = article.preview_links.live_first().select_related("created_by", "revoked_by", "revision")
    return list(links[:MOST])


__all__ = ["MOST", "is_previewed", "of", "revoke", "revoke_all", "share"]
