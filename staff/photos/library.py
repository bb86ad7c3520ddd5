"""The photo library at the desk: uploads, rules for the words of a photo, and withdrawing one from use."""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article, Person, Photo, Step
from articles.photos.places import stands_beside_stories
from articles.tasks import announce_change, draw_photo, remove_photo_files
from staff import workflow
from staff.models import EditLease
from staff.workflow import Refused
from staff.writing import saving

FOCUS = ("focus_x", "focus_y")
# What a file may say that no field of the photo is for, in the order in which an editor needs it.
FACTS_OF_FILE = {
    "instructions": _("Instructions"),
    "usage_terms": _("Usage terms"),
    "copyright": _("Rights"),
    "credit": _("Credit in the file"),
    "headline": _("Headline"),
    "event": _("Event"),
    "persons_shown": _("People shown"),
    "extended_description": _("Extended description"),
    "camera": _("Camera"),
}
logger = logging.getLogger(__name__)


# ---- Taking in


def take_in_photo(file, *, by, **words):
    """Store an upload as a photo and return it; a task draws its other renditions.

    Raises ValidationError, or its subclass Duplicate.

    Decoding holds no transaction open. Should the task be lost between the two, the worker's pulse finds the
    photo.
    """
    photo = Photo.take_in(file, uploaded_by=by, **words)
    draw_photo.enqueue(photo.pk)
    return photo


def upload_defaults(user):
    """{"source": …, "credit": …} to begin an upload with: the user's last source, and the last credit of own
    photos."""
    mine = Photo.objects.filter(uploaded_by=user)
    last = mine.values_list("source", flat=True).first()
    own = mine.filter(source=Photo.Source.OWN).exclude(credit="").values_list("credit", flat=True).first()
    name = own or Person.objects.filter(user=user).values_list("name", flat=True).first()
    return {"source": last or Photo.Source.OWN, "credit": name or user.get_full_name()}


def facts_of_file(photo, user):
    """Return labels and texts of what the file says beside a photo's own words, for editors.

    Not for every account of the desk: whom it names, and where it was, may lead to a source.
    """
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        return []
    texts = {fact: photo.metadata.get(fact, "") for fact in FACTS_OF_FILE}
    return [
        (FACTS_OF_FILE[fact], text)
        for fact, text in texts.items()
        if text and text != getattr(photo, fact, "")
    ]


# ---- The words of a photo


def words_refusal(photo, user):
    """Return the reason why this person may not change the words of this photo; None when it is allowed.

    Caption, credit and alternative text are part of each story that shows the photo: a person has to be
    allowed to edit all of those that readers see or editors have. A draft gets a revision, whoever's it is.
    """
    is_editor = user.has_perm(permissions.REVIEW_ARTICLE)
    if not user.has_perm(permissions.CHANGE_PHOTO):
        return _("This account does not work with photos.")
    if photo.uploaded_by_id != user.pk and not is_editor:
        return _("Somebody else uploaded this photo. In the text you can give it a caption of its own.")
    if not is_editor and stands_beside_stories(photo):
        return _("Readers see it outside of stories: only editors change what is said of it.")
    return next(
        (why for story in _stories_that_may_forbid(photo, user) if (why := _story_refusal(story, user))), None
    )


def _stories_that_may_forbid(photo, user):
    """Stories that could forbid it, so few that `workflow.edit_refusal` costs the same however many show the
    photo.

    For a reporter one is enough; for an editor these are the own live ones and the withdrawn ones. A managing
    editor may put a withdrawn one back and so may change its words, but not in an own one: nobody else would
    see it before readers do.
    """
    stories = Article.objects.showing(photo).filter(status__in=workflow.OUT_OF_WRITERS_HANDS)
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        return stories[:1]
    own = Q(pk__in=Article.objects.written_by(user).values("pk"))
    down = Q(status=workflow.WITHDRAWN)
    if user.has_perm(permissions.WITHDRAW_ARTICLE):
        down &= own
    return stories.filter(down | Q(status=workflow.PUBLISHED) & own)


def _story_refusal(story, user):
    why = workflow.edit_refusal(story, user)
    if why and Article.objects.visible_to(user).filter(pk=story.pk).exists():
        return format_lazy(_("It stands in “{story}”. {why}"), story=story.headline, why=why)
    return why and _("It stands in a story that readers see or editors have, so you may not change it now.")


@transaction.atomic
def save_words(photo, changed, *, by, tab="", base=None):
    """Save a photo's fields named in `changed`, and write a revision of each story that shows the photo.

    It may be done from the open form of a story, `tab`, that began with the revision `base`: where nobody
    else has written in between, that form goes on from the new revision. Returns {story's id: new revision}
    for such stories. Raises Refused; the rules are applied under the stories' locks, as one may have been
    approved meanwhile.
    """
    stories = _locked_stories(photo)
    if why := words_refusal(photo, by):
        raise Refused(why)
    _require_publishable(photo, changed, by, stories)
    is_cropped = not set(changed).isdisjoint(FOCUS)
    if is_cropped:
        changed = [*changed, *photo.begin_anew()]
        draw_photo.enqueue(photo.pk)
    photo.save(update_fields=changed)
    versions = {}
    for story in stories:
        before = story.version
        if workflow.record_edit(story, by=by):
            _rebase_updates(story, before)
            if before == base and EditLease.objects.live().filter(article=story, user=by, tab=tab).exists():
                saving.follow(story, by=by, tab=tab, before=before)
                versions[story.pk] = story.version
        if is_cropped:
            workflow.note_crop(story, by=by, reason=str(photo))
    return versions


def _require_publishable(photo, changed, by, stories):
    """Raise Refused where a photo that readers see, or will without another check, would lose what publishing
    needs.

    Nor may anybody but an editor contradict a file that says it was made by AI.
    """
    unsays = "source" in changed and photo.source != Photo.Source.AI and photo.metadata.get("is_ai")
    if unsays and not by.has_perm(permissions.REVIEW_ARTICLE):
        raise Refused(_("The file itself says that it was made by AI: only editors may say otherwise."))
    # A colleague may have changed it since `photo` was read.
    now = Photo.objects.select_for_update().get(pk=photo.pk)
    missing_before = set(now.lacks)
    for name in changed:
        setattr(now, name, getattr(photo, name))
    newly_missing = set(now.lacks) - missing_before
    if newly_missing and any(story.status in (workflow.PUBLISHED, workflow.WITHDRAWN) for story in stories):
        what = ", ".join(sorted(map(str, newly_missing)))
        raise Refused(format_lazy(_("Readers see this photo. It cannot be without: {what}."), what=what))


def _rebase_updates(story, before):
    """Base the open updates that began with the live text on the new one, in which only a photo's words are
    new."""
    Article.objects.open_updates().filter(update_of=story, update_base=before).update(
        update_base=story.version
    )


def _locked_stories(photo):
    """Return the stories that show the photo, locked in the order of a merge: updates before what they
    update.

    Updates that no longer show it are locked with them: `_rebase_updates` writes in those too.
    """
    showing = Article.objects.showing(photo)
    is_of_family = Q(pk__in=showing.values("pk")) | Q(
        update_of__in=showing.values("pk"), merged_revision=None
    )
    family = Article.objects.filter(is_of_family).order_by("update_of_id", "pk")
    locked = list(family.select_for_update(of=("self",)))
    ids = set(showing.values_list("pk", flat=True))
    return [story for story in locked if story.pk in ids]


# ---- Withdrawing from use


def may_withdraw(user):
    return user.has_perm(permissions.KILL_PHOTO)


def withdraw_photo(photo, *, by, reason):
    """Withdraw a photo from use: nobody outside sees it any more, anywhere; the original stays as evidence.

    It is hidden when this is committed. Its public files go at once after that, and by a task where a storage
    fails; the photo's page lists files that are left then, and the worker goes on trying. Raises Refused.
    """
    if not may_withdraw(by):
        raise Refused(_("Only editors may do this."))
    reason = workflow.required_reason(reason)
    with transaction.atomic():
        stories = _locked_stories(photo)
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        if photo.state == Photo.State.KILLED:
            raise Refused(_("This photo was withdrawn from use already."), code="state")
        photo.kill(by=by, reason=reason)
        for story in stories:
            workflow.note(story, Step.KILL_PHOTO, by=by, reason=f"{photo}: {reason}")
            announce_change(story.pk)
        remove_photo_files.enqueue(photo.pk)
    try:
        photo.remove_files()
    except Exception:  # whatever a storage raises: the photo is hidden, and the task goes on
        logger.exception("the public files of photo %s are still there", photo.pk)


def release_photo(photo, *, by, reason):
    """Put a withdrawn photo back in use, for managing editors. Old public files that are left are removed
    first.

    Raises Refused.
    """
    if not by.has_perm(permissions.WITHDRAW_ARTICLE):
        raise Refused(_("Only managing editors may do this."))
    reason = workflow.required_reason(reason)
    try:
        photo.remove_files()
    except Exception as error:  # whatever a storage raises
        logger.exception("the public files of photo %s are still there", photo.pk)
        raise Refused(_("Its public files could not be removed yet. Try again later.")) from error
    with transaction.atomic():
        stories = _locked_stories(photo)
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        if photo.state != Photo.State.KILLED:
            raise Refused(_("This photo is in use already."), code="state")
        try:
            photo.give_free()
        except Exception as error:
            logger.exception("the original of photo %s cannot be read", photo.pk)
            raise Refused(_("The original of this photo cannot be read. Try again later.")) from error
        for story in stories:
            workflow.note(story, Step.FREE_PHOTO, by=by, reason=f"{photo}: {reason}")
            announce_change(story.pk)
        draw_photo.enqueue(photo.pk)
