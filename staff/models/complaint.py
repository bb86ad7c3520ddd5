"""The register of letters to the newsroom: right of reply, right of correction, requests to take down, complaints.

The press law (UU 40/1999, article 5) obliges a newspaper to serve the first two; the press council's guideline for
online media (2012, clause 5) tells when a story may be taken down at all. The letter never changes after it came
(`staff/models/triggers.py`); beside it stands what the newsroom made of it.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Notice
from articles.models.fields import LineField, LinesField
from articles.models.photo import originals
from articles.zones import zone_of
from staff.models.notifying import Notification

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # of a code: none that is taken for another
CODE_LENGTH = 10
NUMBER_PREFIX = "HJ-"


class ComplaintKind(models.TextChoices):
    REPLY = "hak-jawab", _("Right of reply")
    CORRECTION = "hak-koreksi", _("Right of correction")
    TAKEDOWN = "cabut", _("Request to take down")
    OTHER = "keluhan", _("Complaint")


class Speaker(models.TextChoices):
    """The person or institution that a writer speaks for."""

    SELF = "self", _("for myself")
    FAMILY = "family", _("for somebody of my family")
    INSTITUTION = "institution", _("for an institution or a company")
    LAWYER = "lawyer", _("as a lawyer or with a power of attorney")


class Channel(models.TextChoices):
    """The way by which a letter came."""

    FORM = "form", _("form on the site")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("WhatsApp or telephone")
    POST = "post", _("on paper")


class ComplaintOutcome(models.TextChoices):
    NOTICE = "notice", _("published")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back by the person")
    SPAM = "spam", _("no letter to the newsroom")


class RefusalReason(models.TextChoices):
    """The reasons for which a letter is not published. The first four are those of the press council's guideline on
    the right of reply (2008) as the field tells them: a person has to compare them with the council's own text."""

    TOO_LONG = "too_long", _("The answer is longer than what it answers, and no shorter one came.")
    UNRELATED = "unrelated", _("It speaks of facts that the story has nothing to do with.")
    UNLAWFUL = "unlawful", _("To publish it would break the law.")
    THIRD_PARTY = "third_party", _("It harms somebody else whom the law protects.")
    NOT_AFFECTED = "not_affected", _("The right of reply belongs to whom the story is about.")
    ACCURATE = "accurate", _("What the story says was checked again and holds.")
    ANSWERED_BEFORE = "before", _("It was corrected or answered before.")
    NO_GROUND = "no_ground", _("None of the grounds holds on which a story may be taken down.")
    NO_DETAILS = "no_details", _("Details that we asked for did not come.")


class TakedownGround(models.TextChoices):
    """The grounds of clause 5a of the press council's guideline for online media (2012)."""

    SARA = "sara", _("ethnicity, religion, race or group (SARA)")
    DECENCY = "decency", _("decency")
    CHILD = "child", _("the future of a child")
    TRAUMA = "trauma", _("the traumatic experience of a victim")
    COUNCIL = "council", _("another consideration of the press council")


# What a letter of each kind can lead to, beside being taken back and being none.
OUTCOMES = {
    ComplaintKind.REPLY: (ComplaintOutcome.NOTICE, ComplaintOutcome.REFUSED),
    ComplaintKind.CORRECTION: (ComplaintOutcome.NOTICE, ComplaintOutcome.REFUSED),
    ComplaintKind.TAKEDOWN: (ComplaintOutcome.NOTICE, ComplaintOutcome.REFUSED),
    ComplaintKind.OTHER: (ComplaintOutcome.ANSWERED, ComplaintOutcome.NOTICE, ComplaintOutcome.REFUSED),
}


class ComplaintQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)

    def overdue(self):
        return self.open().filter(due_at__lt=timezone.now())

    def decided(self):
        return self.filter(decided_at__isnull=False).exclude(outcome=ComplaintOutcome.SPAM)

    def spam(self):
        return self.filter(outcome=ComplaintOutcome.SPAM)

    def for_lists(self):
        return self.select_related("article__region", "handler")

    def to_escalate(self):
        return self.open().filter(escalate_at__lte=timezone.now())

    def with_old_contacts(self):
        """Letters that were decided long ago and still have the writer's addresses."""
        before = timezone.now() - Complaint.CONTACT_LIFETIME
        return self.filter(decided_at__lt=before).exclude(email="", phone="")

    def clear_contacts(self):
        ComplaintMail.objects.filter(complaint__in=self.values("pk")).update(due_at=None, mail_error="")
        self.update(email="", phone="")

    def old_spam(self):
        return self.spam().filter(decided_at__lt=timezone.now() - Complaint.SPAM_LIFETIME)

    def remove(self):
        """Delete them with their files."""
        for file in ComplaintFile.objects.filter(complaint__in=self.values("pk")):
            file.file.storage.delete(file.file.name)
        self.delete()


class Complaint(models.Model):
    """One letter, and what became of it.

    The columns up to `due_at` are the letter as it came; the database keeps them from being changed, but for addresses
    that are cleared after their term and words that two persons strike out. `handler` is whoever works on it.
    """

    Kind = ComplaintKind
    Speaker = Speaker
    Channel = Channel
    Outcome = ComplaintOutcome
    Refusal = RefusalReason
    Ground = TakedownGround

    NOTIFICATIONS = ("letter_received", "letter_waits", "letter_overdue")
    CONTACT_LIFETIME = timedelta(days=365)  # after the decision: whoever disagrees goes to the press council
    SPAM_LIFETIME = timedelta(days=30)

    kind = models.CharField(_("what you ask for"), max_length=12, choices=ComplaintKind)
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="complaints")
    address = LineField(_("address of the story"), max_length=500, blank=True)
    name = LineField(_("your name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("telephone or WhatsApp"), max_length=40, blank=True)
    speaks_as = models.CharField(
        _("whom you speak for"), max_length=12, choices=Speaker, default=Speaker.SELF
    )
    on_behalf_of = LineField(_("name of that person or institution"), max_length=160, blank=True)
    text = LinesField(_("your letter"), max_length=10_000)
    channel = models.CharField(_("how it came"), max_length=8, choices=Channel, default=Channel.FORM)
    form_token = models.CharField(max_length=40, unique=True, help_text="Of the form that it was sent with.")
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(help_text="The house's deadline as it was when the letter came.")

    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=ComplaintOutcome, blank=True)
    refusal_reason = models.CharField(_("reason"), max_length=16, choices=RefusalReason, blank=True)
    ground = models.CharField(_("ground"), max_length=12, choices=TakedownGround, blank=True)
    answer = LinesField(_("answer to the person"), max_length=4000, blank=True)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="complaints")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True, help_text="When the next persons are notified.")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        default_permissions = ("change", "view")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ComplaintKind.values), name="complaint_kind_known"),
            models.CheckConstraint(condition=Q(speaks_as__in=Speaker.values), name="complaint_speaker_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="complaint_channel_known"),
            models.CheckConstraint(
                condition=Q(refusal_reason__in=["", *RefusalReason.values]), name="complaint_refusal_known"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["", *TakedownGround.values]), name="complaint_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(outcome__in=ComplaintOutcome.values, decided_at__isnull=False, decided_by__isnull=False),
                name="complaint_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(outcome="notice", notice__isnull=False) | ~Q(outcome="notice") & Q(notice=None),
                name="complaint_is_published_by_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(outcome="refused") & ~Q(refusal_reason="")
                | ~Q(outcome="refused") & Q(refusal_reason=""),
                name="complaint_is_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(kind="keluhan"), name="complaint_is_about_a_story"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="complaint_open", condition=Q(decided_at=None)),
            models.Index(fields=["-created_at"], name="complaint_newest_first"),
        ]

    def __str__(self):
        return f"{self.number} · {self.get_kind_display()}"

    @property
    def number(self):
        """The number in the register, as people write it."""
        return f"{NUMBER_PREFIX}{self.pk}"

    @property
    def desk_path(self):
        return reverse("admin:letter", args=[self.pk])

    @property
    def is_open(self):
        return self.decided_at is None

    @property
    def is_overdue(self):
        return self.is_open and self.due_at < timezone.now()

    @property
    def state_label(self):
        """The state in words for whoever wrote the letter."""
        if not self.is_open:
            return self.get_outcome_display()
        return _("an editor works on it") if self.handler_id else _("received")

    @property
    def region(self):
        return self.article.region if self.article else None

    @property
    def zone(self):
        return zone_of(self.region)

    def code(self):
        """The code that whoever wrote it was told. It is made anew of the form's token and the site's key, so the
        database holds nothing that opens the page."""
        return next(self._codes())

    def opens_with(self, code):
        """Return whether this is the letter's code, in a time that tells nothing of how near it came."""
        answers = [constant_time_compare(code, own) for own in self._codes()]
        return any(answers)

    def _codes(self):
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            digest = salted_hmac("staff.complaint", self.form_token, key, algorithm="sha256").digest()
            yield "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CODE_LENGTH])

    def note(self, action, *, by, words=""):
        """Add a step to its history."""
        return self.steps.create(action=action, actor=by, words=words)

    def settle(self):
        """Mark as read what asks for it: somebody has it in hand."""
        asking = Notification.objects.filter(article=self.article_id, kind__in=self.NOTIFICATIONS)
        asking.filter(path=self.desk_path).settle()

    def decide(self, outcome, *, by, words="", **values):
        """Write what became of it, as a step of its history too, and tell the person. The row is locked."""
        self.outcome, self.decided_by, self.decided_at, self.escalate_at = outcome, by, timezone.now(), None
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["outcome", "decided_by", "decided_at", "escalate_at", *values])
        self.note(outcome, by=by, words="\n".join(filter(None, [self._reason(), self.answer, words])))
        self.settle()
        if outcome != ComplaintOutcome.SPAM:
            ComplaintMail.objects.queue(self, ComplaintMail.Kind.OUTCOME)

    def _reason(self):
        if self.outcome == ComplaintOutcome.NOTICE:
            return "\n".join(filter(None, [str(self.notice), self.get_ground_display()]))
        return self.get_refusal_reason_display()

    def reopen(self, *, by, reason):
        """Take the decision back; what was decided stays in the history."""
        self.outcome, self.decided_by, self.decided_at, self.notice = "", None, None, None
        self.refusal_reason = self.ground = self.answer = ""
        self.handler, self.escalate_at = by, timezone.now() + timedelta(days=1)
        self.save(
            update_fields=[
                "outcome", "decided_by", "decided_at", "notice", "refusal_reason", "ground", "answer", "handler",
                "escalate_at",
            ]
        )  # fmt: skip
        self.note(ComplaintStep.Action.REOPEN, by=by, words=reason)


class ComplaintFile(models.Model):
    """A file that came with a letter, as it came. It lies with the originals, to which no address leads."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="files")
    name = LineField(max_length=120)
    file = models.FileField(storage=originals, upload_to="surat/%Y/%m/")
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @classmethod
    def take_in(cls, complaint, content, *, name, media_type, extension):
        """Keep a file with its letter. `content` is what was sent, as Django's file."""
        content.seek(0)
        digest = hashlib.sha256(content.read()).hexdigest()
        row = cls(complaint=complaint, name=name, media_type=media_type, size=content.size, sha256=digest)
        content.seek(0)
        row.file.save(f"{digest[:32]}-{secrets.token_hex(4)}.{extension}", content, save=False)
        try:
            row.save(force_insert=True)
        except BaseException:
            row.file.storage.delete(row.file.name)
            raise
        return row


class ComplaintAction(models.TextChoices):
    RECEIVE = "receive", _("Received")
    TAKE = "take", _("Taken up")
    REMIND = "remind", _("Others were notified")
    NOTICE = ComplaintOutcome.NOTICE.value, _("Published")
    ANSWERED = ComplaintOutcome.ANSWERED.value, _("Answered")
    REFUSED = ComplaintOutcome.REFUSED.value, _("Refused")
    TAKEN_BACK = ComplaintOutcome.TAKEN_BACK.value, _("Taken back by the person")
    SPAM = ComplaintOutcome.SPAM.value, _("Put aside as no letter")
    REOPEN = "reopen", _("Opened again")


class ComplaintStep(models.Model):
    """One step in the history of a letter. Rows are only ever added; without an actor it was the writer or the clock."""

    Action = ComplaintAction

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="steps")
    action = models.CharField(max_length=12, choices=ComplaintAction)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = LinesField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=ComplaintAction.values), name="complaint_step_known"
            )
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.action}"


class ComplaintMailKind(models.TextChoices):
    RECEIPT = "receipt", _("receipt")
    OUTCOME = "outcome", _("outcome")


class ComplaintMailQuerySet(models.QuerySet):
    def queue(self, complaint, kind):
        """Queue an e-mail to whoever wrote the letter, where there is an address."""
        if complaint.email:
            self.create(complaint=complaint, kind=kind, due_at=timezone.now())

    def due(self):
        return self.filter(due_at__lte=timezone.now())


class ComplaintMail(models.Model):
    """An e-mail to whoever wrote a letter. The worker sends it; `due_at` is empty once it is sent or given up."""

    Kind = ComplaintMailKind

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=8, choices=ComplaintMailKind)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    mail_error = models.CharField(max_length=300, blank=True)

    objects = ComplaintMailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ComplaintMailKind.values), name="complaint_mail_known"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="complaint_mail_due", condition=Q(due_at__isnull=False))
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.kind}"
