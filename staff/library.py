"""The photo library at the desk: taking in, who may say what of a photo, and withdrawing one from use."""

import logging

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Person, Photo
from articles.tasks import draw_photo, remove_photo_files
from staff import workflow, writing
from staff.workflow import Refused

WORDS = (
    "caption",
    "credit",
    "alt",
    "source",
    "supplier",
    "consent",
)  # what is asked of everybody who uploads
FOCUS = ("focus_x", "focus_y")
logger = logging.getLogger(__name__)


# ---- Taking in


def take_in(file, *, by, **words):
    """A photo of an upload; its other renditions follow by a task. Raises ValidationError, Duplicate among them."""
    with transaction.atomic():
        photo = Photo.take_in(file, uploaded_by=by, **words)
        draw_photo.enqueue(photo.pk)
    return photo


def remembered(user):
    """What this person is asked for once: the last source, and the credit that the own photos had last."""
    mine = Photo.objects.filter(uploaded_by=user)
    last = mine.values_list("source", flat=True).first()
    own = mine.filter(source=Photo.Source.OWN).exclude(credit="").values_list("credit", flat=True).first()
    return {
        "source": last or Photo.Source.OWN,
        "credit": own or Person.objects.for_user(user).name,
    }


# ---- What is said of a photo


def words_refusal(photo, user):
    """Why this person may not change what is said of this photo; None when it is allowed.

    Caption, credit and alternative text are part of each story that shows it: who may edit all of those.
    """
    if not user.has_perm("articles.change_photo"):
        return _("This account does not work with photos.")
    if photo.uploaded_by_id != user.pk and not user.has_perm("articles.review_article"):
        return _("Somebody else uploaded this photo. In the text you can give it a caption of its own.")
    if any(workflow.edit_refusal(story, user) for story in Article.objects.showing(photo)):
        return _(
            "It stands in a story that you may not change now, because readers see it or editors have it."
        )
    return None


@transaction.atomic
def save_words(photo, changed, *, by, tab=""):
    """Writes what was changed of a photo (names of fields), and a revision of each story that shows it.

    Returns {story's id: its newest number}. `tab` is the open form that it is done from: it goes on with the
    number. Raises Refused; the stories are asked under their locks, one may have been approved meanwhile.
    """
    stories = _locked_stories(photo)
    if why := words_refusal(photo, by):
        raise Refused(why)
    if not set(changed).isdisjoint(FOCUS):
        photo.recipe = 0
        changed = [*changed, "recipe"]
        draw_photo.enqueue(photo.pk)
    photo.save(update_fields=changed)
    for story in stories:
        before = story.version
        if workflow.record_edit(story, by=by):
            writing.follow(story, by=by, tab=tab, before=before)
    return {story.pk: story.version for story in stories}


def _locked_stories(photo):
    """In the order in which a merge locks: updates before what they update."""
    shown = Article.objects.showing(photo).order_by("update_of_id", "pk")
    return list(shown.select_for_update(of=("self",)))


# ---- Withdrawing from use


def may_kill(user):
    return user.has_perm("articles.kill_photo")


def kill(photo, *, by, reason):
    """Nobody outside sees this photo from now on, anywhere; the original stays as evidence. Raises Refused.

    It is hidden when this is committed. Its public files go at once after that, and by a task where a storage
    fails; what is left then is told at the photo, and the worker goes on trying.
    """
    if not may_kill(by):
        raise Refused(_("Only editors may do this."))
    reason = _given(reason)
    with transaction.atomic():
        stories = _locked_stories(photo)
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        if photo.state == Photo.State.KILLED:
            raise Refused(_("This photo was withdrawn from use already."), code="state")
        photo.kill(by=by, reason=reason)
        for story in stories:
            workflow.note(story, "kill_photo", by=by, reason=f"{photo}: {reason}")
        remove_photo_files.enqueue(photo.pk)
    try:
        photo.remove_files()
    except Exception:  # whatever a storage raises: the photo is hidden, and the task goes on
        logger.exception("the public files of photo %s are still there", photo.pk)


@transaction.atomic
def give_free(photo, *, by, reason):
    """The way back, for managing editors. Raises Refused."""
    if not by.has_perm("articles.withdraw_article"):
        raise Refused(_("Only managing editors may do this."))
    reason = _given(reason)
    stories = _locked_stories(photo)
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if photo.state != Photo.State.KILLED:
        raise Refused(_("This photo is in use already."), code="state")
    photo.give_free()
    for story in stories:
        workflow.note(story, "free_photo", by=by, reason=f"{photo}: {reason}")
    draw_photo.enqueue(photo.pk)


def _given(reason):
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise Refused(_("Please give a reason."), code="reason")
    return reason
