"""Saving without losing: leases, autosaves of open forms, saves, and texts that are kept aside.

Every write names the revision that it started from and the tab it comes from; both are checked under the
row's lock, in the transaction of the write. A text that may not be saved becomes a side revision: it is never
dropped and never overwrites another.
"""

from uuid import uuid4

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparison, permissions
from articles.models import Article, Credit, Person, Revision, Step
from articles.text.story_text import CreditLine
from staff import workflow
from staff.models import EditLease, Scratch
from staff.workflow import Refused
from staff.writing.forms import TAB, text_of

CAUSES = {"stale": Revision.Cause.STALE, "lease": Revision.Cause.LEASE}
FIRST = 1  # number of the revision that a new story begins with


# ---- Saving


def begin(text, *, by, tab=""):
    """Makes a story of what was typed and returns it. Sent twice by the same tab, it is one story."""
    with transaction.atomic():
        fields = {"headline": text.headline, "created_by": by}
        if tab:
            token = _token(by, tab)
            article, created = Article.objects.get_or_create(form_token=token, defaults=fields)
        else:
            article, created = Article.objects.create(**fields), True
        if created:
            workflow.record_edit(article, by=by, text=text)
            Scratch.objects.filter(user=by, article=None, tab=tab).delete()
            return article
    return save(article, text, by=by, base=FIRST, tab=tab)


def begun_by(user, tab):
    """The story that a form of this person began, if it did."""
    return Article.objects.filter(form_token=_token(user, tab)).first() if TAB.fullmatch(tab) else None


def first_text(text, user):
    """A story that begins without a name under it is by the one who began it."""
    person = Person.objects.for_user(user)
    return text.replace(credits=text.credits or (CreditLine(person.pk, Credit.Role.WRITER, person.name),))


def _token(user, tab):
    return f"{user.pk}-{tab}"


def save(article, text, *, by, base, tab="", update=False, seen_live=None):
    """Write a StoryText as the story's text and return the story.

    `base` is the number of the revision that the writer started from, `seen_live` that of the live text which
    a working copy has taken in. A change of a live text that is more than a small fix, or any with `update`,
    becomes a working copy, which is returned. Raises Refused with `aside`, the side revision that now holds
    the text.
    """
    try:
        return _write(article, text, by=by, base=base, tab=tab, seen_live=seen_live, update=update)
    except Refused as refusal:
        _keep_refused_text(refusal, article, text, by=by, base=base, tab=tab)
        raise


def _keep_refused_text(refusal, article, text, *, by, base, tab):
    if may_type(article, by):
        refusal.aside = keep_aside(article, text, by=by, base=base, tab=tab, code=refusal.code)
        refusal.is_kept = True


def seal(article, seen_live):
    """The number of the live revision that a merge page showed, as the form of the working copy carries
    it."""
    return signing.dumps([article.pk, seen_live], salt="seen_live")


def unseal(article, sealed):
    """Return the number that `seal` was given for this story; None for anything else."""
    try:
        pk, seen_live = signing.loads(sealed, salt="seen_live")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return seen_live if pk == article.pk else None


def may_type(article, user):
    """Return whether this person's text is kept even where the story may not be changed: a writer's and an
    editor's is."""
    return user.has_perm(permissions.REVIEW_ARTICLE) or article.written_by(user)


@transaction.atomic
def _write(article, text, *, by, base, tab="", seen_live=None, update=False, **kwargs):
    article = _locked(article)
    newest = article.newest_revision
    text = text.respell_tags(newest.text)
    if newest.says(text) and seen_live in (None, article.update_base):
        _forget(article, by, tab, base)
        return article  # nothing to write: also the second arrival of the same save
    _check_may_write(article, by, base, tab)
    if seen_live and article.update_base and article.update_base < seen_live <= article.update_of.version:
        article.update_base = seen_live
        article.save(update_fields=["update_base"])
    saved = article
    if article.is_public:
        saved = _write_live(article, text, by=by, update=update, **kwargs)
    else:
        workflow.record_edit(article, by=by, text=text, **kwargs)
    _forget(article, by, tab, base)
    return saved


def _write_live(article, text, *, by, update, **kwargs):
    """Take a small fix into the live text; whatever is larger becomes an update, which is returned."""
    if not update:
        try:
            with transaction.atomic():
                workflow.record_edit(article, by=by, text=text, **kwargs)
        except Refused as refusal:
            if refusal.code != "large":
                raise
        else:
            return article
        article = _locked(article)
    copy = workflow.perform(Step.PROPOSE_UPDATE, article, by=by, revision=article.version)
    workflow.record_edit(copy, by=by, text=text)
    return copy


def follow(article, *, by, tab, before):
    """A form of this person made the newest revision by the way, such as by a photo's caption: it goes on
    from it."""
    if tab:
        mine = Scratch.objects.filter(user=by, article=article, tab=tab, base=before)
        mine.update(base=article.version)


def restore(article, revision, *, by, base):
    """Puts an earlier text back, as a new revision, or as an update of a live story; returns the story that
    has it, and the labels of what could not come back with it."""
    text, losses = comparison.usable(revision.text)
    reason = f"r{revision.number}"
    saved = _write(article, text, by=by, base=base, action=Step.RESTORE, reason=reason)
    return saved, [*losses, *comparison.labels_of_changes(text, saved.snapshot())]


def _check_may_write(article, by, base, tab):
    """Raises Refused where this tab may not write this text now. The row is locked."""
    if why := workflow.edit_refusal(article, by):
        raise Refused(why)
    if article.version != base:
        raise Refused(
            _("Somebody saved this story while you were writing. Your text is kept beside it."), code="stale"
        )
    lease = getattr(article, "lease", None)
    if lease and lease.is_live and (lease.user_id, lease.tab) != (by.pk, tab):
        raise Refused(holder_message(lease, by), code="lease")


def _locked(article):
    """The row as it is now, with its lease; nobody else writes in it until this transaction ends.

    Locked by itself and read then: what is joined to a row that had to be waited for is what it was before
    the wait.
    """
    Article.objects.select_for_update().values_list("pk").get(pk=article.pk)
    return Article.objects.select_related("region", "lead_photo", "lease__user").get(pk=article.pk)


def _forget(article, user, tab, base):
    """Drop the autosave of this tab, whose text is in a better place now; one on top of an older text goes
    aside."""
    for scratch in Scratch.objects.filter(user=user, article=article, tab=tab).select_for_update():
        if scratch.base == base:
            scratch.delete()
        else:
            keep_scratch_aside(scratch, "stale")


# ---- What is kept aside


@transaction.atomic
def keep_aside(article, text, *, by, base, tab="", code="refused"):
    """Keeps a text that may not be saved as a side revision; None where the history has that text already."""
    article = _locked(article)
    _forget(article, by, tab, base)
    text = text.respell_tags(article.newest_revision.text)
    if article.newest_revision.says(text) or article.revisions.main().filter(digest=text.digest).exists():
        return None
    cause = CAUSES.get(code, Revision.Cause.NOT_WRITABLE)
    return article.keep_aside(text, by=by, base=base or 0, cause=cause)


@transaction.atomic
def keep_scratch_aside(scratch, code):
    """The same for what stood in an open form, down to the last autosave of it."""
    article = _locked(scratch.article)
    scratch = Scratch.objects.select_for_update().filter(pk=scratch.pk).first()
    if not scratch:
        return None  # it was saved or kept meanwhile
    text = text_of(scratch.data, article, scratch.user)
    return keep_aside(article, text, by=scratch.user, base=scratch.base, tab=scratch.tab, code=code)


# ---- Leases


@transaction.atomic
def claim(article, *, by, tab, take=False, shown=""):
    """The lease of a story: this tab's from now on, or that of somebody else who is writing.

    With `take` an editor, or the same person in another tab, takes it over; unsaved text of another person is
    kept aside first. `shown` is the tab whose unsaved text this form opened with: it is this one's now.
    Raises Refused where the story may not be changed at all.
    """
    now = timezone.now()
    article = _locked(article)
    if why := workflow.edit_refusal(article, by):
        raise Refused(why)
    lease = getattr(article, "lease", None)
    mine = lease and (lease.user_id, lease.tab) == (by.pk, tab)
    if lease and not mine:
        if lease.is_live and not (take and may_take(lease, by)):
            return lease
        _hand_over(lease, by)
    if shown and shown != tab:
        _adopt(article, by, tab, shown)
    taken_at = lease.taken_at if mine else now
    return EditLease.objects.update_or_create(
        article=article, defaults={"user": by, "tab": tab, "taken_at": taken_at, "seen_at": now}
    )[0]


def may_take(lease, user):
    return lease.user_id == user.pk or user.has_perm(permissions.REVIEW_ARTICLE)


def _hand_over(lease, user):
    """Unsaved text of another person is kept aside; the own waits until a form opens with it."""
    if lease.user_id != user.pk:
        for scratch in Scratch.objects.filter(user=lease.user_id, article=lease.article_id, tab=lease.tab):
            keep_scratch_aside(scratch, "lease")


def _adopt(article, user, tab, source):
    mine = Scratch.objects.select_for_update().filter(user=user, article=article)
    if mine.filter(tab=tab, base=article.version).exists():
        mine.filter(tab=source, base=article.version).delete()  # this form holds it, and what was typed since
    else:
        _forget(article, user, tab, article.version)
        mine.filter(tab=source, base=article.version).update(tab=tab)


def keep_typed_aside(article, data, *, by, base):
    """Keeps an older unsent text of this person; None where the history has it or this person does not write
    here."""
    if not may_type(article, by):
        return None
    return keep_aside(article, text_of(data, article, by), by=by, base=base, code="stale")


def put_into_form(article, data, *, by):
    """Lets the form open with this text, unsaved, when this person opens it next."""
    Scratch.objects.create(
        user=by, article=article, tab=str(uuid4()), base=article.version, data=data, saved_at=timezone.now()
    )


def release(article_id, *, by, tab):
    EditLease.objects.filter(article=article_id, user=by, tab=tab).delete()


@transaction.atomic
def close_forms_of(user):
    """End the leases of an account that was closed, and make the text of its open forms reachable for
    others."""
    scratches = Scratch.objects.filter(user=user).select_related("article", "user")
    for scratch in scratches.order_by("article__update_of_id", "article_id"):
        if scratch.article:
            keep_scratch_aside(scratch, "refused")
        else:
            _begin_from(scratch)
            scratch.delete()
    EditLease.objects.filter(
        user=user
    ).delete()  # last: whoever claims a story has its row first, then the lease's


def _begin_from(scratch):
    """A story that was never saved: as far as its columns can hold it, and beside that all that was typed."""
    user = scratch.user
    text = first_text(text_of(scratch.data, None, user), user)
    headline = text.headline or _("(no headline)")
    article = begun_by(user, scratch.tab)
    if not article:
        article = begin(comparison.storable(text.replace(headline=headline)), by=user, tab=scratch.tab)
        if "confidential" in scratch.data:
            workflow.confide(article, [], by=user)
    keep_aside(article, text, by=user, base=FIRST)


def other_writer_message(article, user):
    """Return who else writes in this story; None where nobody does.

    A form of one's own was open a moment ago, on the way to the page that asks.
    """
    lease = EditLease.objects.live().filter(article=article).exclude(user=user).select_related("user").first()
    return lease and holder_message(lease, user)


def holder_message(lease, user):
    """Return a sentence: who writes here, since when, and how long ago there was a sign of life."""
    minutes = int((timezone.now() - lease.seen_at).total_seconds() // 60)
    facts = {
        "who": gettext_lazy("You, in another tab or on another device,")
        if lease.user_id == user.pk
        else str(lease.user),
        "since": f"{timezone.localtime(lease.taken_at):%H.%M}",
        "seen": _("%d min ago") % minutes if minutes else _("now"),
    }
    return format_lazy(_("{who} write here since {since} (last seen: {seen})."), **facts)


# ---- Autosave


def autosave(article_id, *, by, tab, base, data):
    """Keeps what stands in an open form: one query while nothing has changed around it.

    Raises Refused as `save` does, with the typed text kept aside, and Article.DoesNotExist for a story that
    this person may not see.
    """
    values = {"data": data, "saved_at": timezone.now()}
    mine = Scratch.objects.filter(user=by, article=article_id, tab=tab)
    if article_id is None:
        return _autosave_new(mine, by, tab, values)
    if mine.filter(base=base, article__version=base, article__lease__tab=tab).update(**values):
        return None
    article = Article.objects.visible_to(by).get(pk=article_id)
    try:
        with transaction.atomic():
            locked = _locked(article)
            _check_may_write(locked, by, base, tab)
            claim(locked, by=by, tab=tab)
            for older in mine.exclude(base=base):
                keep_scratch_aside(older, "stale")
            Scratch.objects.update_or_create(
                user=by, article=locked, tab=tab, defaults={"base": base, **values}
            )
    except Refused as refused:
        text = text_of(data, article, by)
        _keep_refused_text(refused, article, text, by=by, base=base, tab=tab)
        raise
    return None


def _autosave_new(mine, by, tab, values):
    """A story that is not begun yet.

    One that this tab began already is returned; what was typed since is aside.
    """
    if story := begun_by(by, tab):
        text = first_text(text_of(values["data"], None, by), by)
        if aside := keep_aside(story, text, by=by, base=FIRST, code="stale"):
            refusal = Refused(_("This story was saved already. What you typed since is kept beside it."))
            refusal.aside, refusal.is_kept = aside, True
            raise refusal
        return story
    if not mine.update(**values):
        Scratch.objects.create(user=by, article=None, tab=tab, **values)
    return None
