"""The rules: each answers None, or a sentence that says why this person may not do this to this story."""

from collections.abc import Callable
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article, Step
from staff.models import NoticeProposal
from staff.workflow import corrections
from staff.workflow.states import (
    DRAFT,
    PUBLISHED,
    RETURNED,
    SCHEDULED,
    SPIKED,
    SUBMITTED,
    UNPUBLISHED,
    WITHDRAWN,
    state_of,
)

# Steps with which the text of a live story was one that a second person had seen, or was to sign. A small fix
# is measured against it, so that many small ones do not add up to a large one.
SEEN_BY_TWO = (
    Step.APPROVE,
    Step.PUBLISH,
    Step.PUBLISH_ALONE,
    Step.UPDATE,
    Step.SIGN,
    Step.SEE_FIX,
    Step.IMPORT,
)

# A rule answers None, or a sentence why this person may not do this to this story.
Rule = Callable[[Article, Any], Any]


def editor(article, user):
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        return _("Only editors may do this.")


def managing_editor(article, user):
    if not user.has_perm(permissions.WITHDRAW_ARTICLE):
        return _("Only managing editors may do this.")


def own_writer(article, user):
    if not article.written_by(user):
        return _("Only a writer of this story may do this.")


def writer_or_editor(article, user):
    return editor(article, user) and own_writer(article, user)


def editor_or_writer_of_draft(article, user):
    """Editors may do it to any unpublished story; a writer only to one that never left the own hands."""
    if editor(article, user) and (own_writer(article, user) or not _is_own_draft(article)):
        return _("Only editors may do this; a writer only to an own draft.")


def _is_own_draft(article):
    spiked = article.events.filter(action=Step.SPIKE).first() if article.status == SPIKED else None
    return (spiked.from_status if spiked else article.status) == DRAFT


def wrote(article, user):
    """Return whether this person is, or ever was, a writer of the story: nothing makes such a one its second person."""
    return article.written_by(user) or user.pk in article.former_writers


def second_person(article, user):
    """Four eyes: whoever approves is neither writer, nor co-writer, nor the last to save the text, unless its writer
    submitted exactly that text."""
    if wrote(article, user):
        return _("You wrote this story: somebody else has to approve it.")
    # The first is known already, for whoever was not the last to save.
    if user.pk in article.last_savers and user.pk in article.behind_text:
        return _("You saved the latest text: somebody else has to approve it.")


def night_desk(article, user):
    if not user.has_perm(permissions.PUBLISH_ALONE):
        return _("Only the night desk may publish alone.")
    if not second_person(article, user):
        return _("This is not your own story: approve it in the ordinary way.")


def unsigned(article, user):
    if not article.needs_signature:
        return _("This story needs no signature.")


def unseen_fix(article, user):
    if not article.has_unseen_fix:
        return _("There is no small fix that nobody has seen.")


def not_own_fix(article, user):
    """A fix is seen by somebody who made none of those that wait."""
    if _has_own_fix(article, user):
        return _("You made this fix: another editor has to see it.")


def not_own_change(article, user):
    """What one person changed for readers is signed by somebody who changed nothing of it."""
    if _has_own_fix(article, user):
        return _("You changed what readers see: another editor has to sign it.")


def _has_own_fix(article, user):
    return fixes_since_seen(article).filter(actor=user).exists()


def fixes_since_seen(article):
    """Return the small fixes that no second person has seen, the newest first."""
    newest = article.events.filter(action__in=SEEN_BY_TWO).order_by("-pk").values("pk")[:1]
    return article.events.filter(action__in=(Step.FIX, Step.RESTORE), pk__gt=Coalesce(Subquery(newest), 0))


def seen_text(article):
    """Return the newest text of a live story that two persons saw, or that went on the list to sign; None
    where no step tells."""
    steps = article.events.filter(action__in=SEEN_BY_TWO, revision__isnull=False)
    step = steps.select_related("revision").first()
    return step and step.revision.text


def not_alone_in_withdrawal(article, user):
    """Two persons take a story down: one asks with a reason, another, a managing editor, does it."""
    request = open_request(article)
    if not request:
        return _("A second person has to request the withdrawal first.")
    if request.actor_id == user.pk:
        return _("You requested the withdrawal: another managing editor has to do it.")


def not_alone_in_reinstatement(article, user):
    """Two persons put a story back as well."""
    request = open_request(article)
    if not request:
        return _("A second person has to request that the story comes back first.")
    if request.actor_id == user.pk:
        return _("You requested that it comes back: another managing editor has to do it.")
    if request.revision_id != article.newest_revision.pk:
        return _("The text was changed since this was requested: take the request back, and ask anew.")


def no_request(article, user):
    if open_request(article):
        return _("This was requested already.")


def own_request_or_managing_editor(article, user):
    request = open_request(article)
    if not request:
        return _("There is no open request.")
    if request.actor_id != user.pk:
        return managing_editor(article, user)


REQUESTS = (Step.REQUEST_WITHDRAWAL, Step.REQUEST_REINSTATEMENT)


def open_request(article):
    """Return the open request to take this story down, or to put it back, if there is one."""
    ends = (Step.WITHDRAW, Step.REINSTATE, Step.TAKE_BACK_REQUEST)
    newest = article.events.filter(action__in=[*REQUESTS, *ends]).select_related("actor").first()
    return newest if newest and newest.action in REQUESTS else None


def live_story(article, user):
    if article.update_of_id:
        return _("This is an update: do it in the live story.")


def working_copy(article, user):
    if not article.update_of_id:
        return _("This is not an update of a live story.")


def no_open_update(article, user):
    """A story has at most one open working copy."""
    if Article.objects.open_updates().filter(update_of=article.update_of_id or article.pk).exists():
        return _("Somebody proposed an update already. Go on with that one.")


def live_or_update(article, user):
    if not (article.is_public or article.update_of_id):
        return _("Only a story that readers have gets a notice.")


def no_notice_waits(article, user):
    if NoticeProposal.objects.of(article).exists():
        return _("A notice waits already. Publish it, or drop it, before the next one.")


def notice_waits(article, user):
    if not NoticeProposal.objects.of(article).exists():
        return _("No notice waits here.")


def takes_back_what_was_read(article, user):
    if not corrections.unannounced_facts(article, article.snapshot()):
        return _("This update takes nothing back that readers were told.")


def not_own_notice(article, user):
    """Two persons publish a notice; with an update, whoever puts that online is the second one."""
    if NoticeProposal.objects.of(article).filter(proposed_by=user).exists():
        return _("You proposed the notice that waits here: another editor has to publish it.")


def own_notice_or_editor(article, user):
    if not NoticeProposal.objects.of(article).filter(proposed_by=user).exists():
        return editor(article, user)


def may_break_embargo(article, user):
    if not article.is_under_embargo:
        return _("There is no embargo in force.")
    if not user.has_perm(permissions.BREAK_EMBARGO):
        return _("Only managing editors may lift an embargo.")


def review_refusal(article, user):
    """Return why this person may not take this story to review now; None when it is allowed."""
    if article.status != SUBMITTED:
        return _("Only a submitted story is taken to review.")
    return editor(article, user) or second_person(article, user)


def urgency_refusal(article, user):
    """Return why this person may not say now how urgent this is; None when it is allowed."""
    if state_of(article) not in UNPUBLISHED:
        return _("Only a story that is not published yet has an urgency.")
    return writer_or_editor(article, user)


def ads_refusal(article, user):
    """Return why this person may not say now whether the story shows advertisements; None when it is allowed."""
    if article.update_of_id:
        return _("This is said of the live story, not of its update.")
    return editor(article, user)


def confidence_refusal(article, user):
    """Return why this person may not say now to whom this story is open; None when it is allowed."""
    if state_of(article) not in UNPUBLISHED:
        return _("Only a story that readers do not have can be confidential.")
    return outsider(article, user) or writer_or_editor(article, user)


def protection_refusal(article, user, kinds=None):
    """Return why this person may not say whom this story protects; None when it is allowed. A protection that stands
    is taken away by an editor who did not write the story."""
    if why := outsider(article, user) or writer_or_editor(article, user):
        return why
    takes_away = kinds is not None and article.hides_identities and {*article.protected} - {*kinds}
    if takes_away and (article.written_by(user) or editor(article, user)):
        return _("Somebody is protected here: only an editor who did not write the story takes that away.")
    return None


def is_previewed(article):
    """Return whether readers do not have this text and it is on its way to them: only then it is shown to
    somebody outside."""
    if article.update_of_id and article.update_of.status == WITHDRAWN:
        return False
    return state_of(article) in (*UNPUBLISHED, SCHEDULED)


def preview_refusal(article, user, *, is_to_end=False):
    """Return why this person may not show this text to somebody outside, or end that; None when it is allowed."""
    if not is_to_end and not is_previewed(article):
        return _("Only a story that is on its way to readers has a preview link.")
    return outsider(article, user) or editor(article, user)


def outsider(article, user):
    """A confidential story is nobody's but its writers' and its named editors'."""
    if article.is_confidential and user.pk not in article.confidants and not article.written_by(user):
        return _("This story is confidential.")


def edit_refusal(article, user):
    """Return why this person may not change this text now; None when it is allowed."""
    return outsider(article, user) or _edit_refusal(article, user)


def _edit_refusal(article, user):
    is_editor = user.has_perm(permissions.REVIEW_ARTICLE)
    if not user.has_perm(permissions.CHANGE_ARTICLE):
        return _("This account does not write at the desk.")
    if article.merged_revision_id:
        return _("This update is part of the live story now.")
    if article.status in (WITHDRAWN, SPIKED):
        return _("This story is put away. Put it back first to edit it.")
    if is_editor and article.status != PUBLISHED:
        return None
    if article.status == PUBLISHED:
        if not is_editor:
            return _("Readers see this text. Propose an update to change it.")
        if article.is_public and article.written_by(user):
            return _("This is your own published story: propose an update, or let another editor change it.")
        return None
    if not article.written_by(user):
        return _("This is the story of somebody else.")
    if article.status not in (DRAFT, RETURNED):
        return _("The editors have this story now. Take it back to go on writing.")
    return None


# What the rules ask of an account: the permission with which any story is open, and that with which one's own is.
# A rule that is not here asks for nothing of the account: it looks at the story, or at who did what to it before.
CONDITIONS = {
    editor: (permissions.REVIEW_ARTICLE, permissions.REVIEW_ARTICLE),
    managing_editor: (permissions.WITHDRAW_ARTICLE, permissions.WITHDRAW_ARTICLE),
    may_break_embargo: (permissions.BREAK_EMBARGO, permissions.BREAK_EMBARGO),
    own_writer: (None, permissions.ADD_ARTICLE),
    writer_or_editor: (permissions.REVIEW_ARTICLE, permissions.ADD_ARTICLE),
    editor_or_writer_of_draft: (permissions.REVIEW_ARTICLE, permissions.ADD_ARTICLE),
    night_desk: (None, permissions.PUBLISH_ALONE),
    own_notice_or_editor: (permissions.REVIEW_ARTICLE, permissions.ADD_ARTICLE),
    own_request_or_managing_editor: (permissions.WITHDRAW_ARTICLE, permissions.REVIEW_ARTICLE),
}
