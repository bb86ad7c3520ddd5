"""The story: its columns, what is read from them, and the one place that writes a status."""

import textwrap

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.addresses import SLUG, path_of, tag_uri
from articles.models.disclosures import AdvertisedGoods, AiUse, DisclosureColumns
from articles.models.fields import LineField, LongLineField
from articles.models.history import Step
from articles.models.links import TaggedArticle
from articles.models.meta_tags import MetaTagColumns, Robots
from articles.models.protection import ProtectedPerson
from articles.models.queryset import NODE_ORDER, ArticleQuerySet
from articles.models.status import (
    AT_DESK,
    CONFIDENTIAL,
    ONCE_APPROVED,
    PUBLIC_RECORD,
    PUBLISHED_OR_WITHDRAWN,
    PUBLISHED_STORY,
    STATUSES_UNDER_WAY,
    ArticleStatus,
)
from articles.models.text_history import TextHistory, slug_from
from articles.text import body
from articles.zones import zone_of

IMPORTED = "import"  # code of a step that an import took over from the former site
NO_DATELINE = "-"  # for a story that has a region and does not open with a place


def shorten(text, most=200):
    """Return at most `most` characters, whole words, with an ellipsis where something is left out."""
    return textwrap.shorten(text, most, placeholder="…")


def place_of(dateline, region):
    """Return the place that is printed: the writer's word, else the region's; "" where there shall be
    none."""
    return "" if dateline == NO_DATELINE else dateline or region


class ArticleUrgency(models.IntegerChoices):
    """A story's urgency: the lower, the sooner editors have to see it."""

    URGENT = 1, _("Urgent")
    SOON = 2, _("Soon")
    ORDINARY = 3, _("Ordinary")


class ArticleLabel(models.TextChoices):
    ADVERTORIAL = "advertorial", _("Advertorial")
    SPONSORED = "sponsored", _("Sponsored")
    AD = "ad", _("Advertisement")


class Article(TextHistory, DisclosureColumns, MetaTagColumns, models.Model):
    Status = ArticleStatus
    Urgency = ArticleUrgency
    CommercialLabel = ArticleLabel
    AdvertisedGoods = AdvertisedGoods
    AiUse = AiUse
    Robots = Robots
    UNDER_WAY = STATUSES_UNDER_WAY
    Protected = ProtectedPerson

    headline = LineField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        blank=True,
        help_text=_("Last part of the address; empty: from the headline."),
    )
    standfirst = LongLineField(_("standfirst"), max_length=400, blank=True)
    body = models.TextField(_("body"), blank=True)
    dateline = LineField(
        _("dateline"),
        max_length=60,
        blank=True,
        help_text=_("The place before the text; empty: from the region, a hyphen: none."),
    )
    category = models.ForeignKey(
        "articles.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("category"),
    )
    region = models.ForeignKey(
        "articles.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("region"),
    )
    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))
    lead_photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("lead photo"),
    )
    sign_off = LineField(
        _("sign-off"), max_length=40, blank=True, help_text=_("Such as (*) or staff initials.")
    )
    commercial_label = models.CharField(
        _("commercial label"),
        max_length=12,
        choices=ArticleLabel,
        blank=True,
        help_text=_("Required for everything that somebody pays for; readers see it above the headline."),
    )

    status = models.CharField(
        _("status"), max_length=10, choices=ArticleStatus, default=ArticleStatus.DRAFT, editable=False
    )
    status_since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=ArticleUrgency, default=ArticleUrgency.ORDINARY, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    online_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When readers got it here, of a story that is dated back to its first publication.",
    )
    updated_at = models.DateTimeField(
        _("updated"),
        null=True,
        editable=False,
        help_text="Last change of substance that readers were told of.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="articles"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Number of the newest revision."
    )
    approved_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    needs_signature = models.BooleanField(
        default=False,
        editable=False,
        help_text="Readers see what one person alone decided; another has to sign.",
    )
    has_unseen_fix = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="A small fix of the live text that no second editor has seen.",
    )
    former_writers = ArrayField(
        models.IntegerField(),
        default=list,
        db_default=[],
        editable=False,
        help_text="Accounts that were credited as writers once and are no more.",
    )
    confidants = ArrayField(
        models.IntegerField(),
        null=True,
        editable=False,
        help_text="Accounts of the editors that a confidential story is open to; null where it is not confidential.",
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, editable=False)
    protected = ArrayField(
        models.CharField(max_length=20, choices=ProtectedPerson),
        null=True,
        editable=False,
        help_text="Whom it must not identify; empty where somebody said that it is nobody, null where nobody was asked.",
    )
    is_without_ads = models.BooleanField(
        _("without advertisements"),
        default=False,
        db_default=False,
        editable=False,
        help_text="An editor's word; protected persons, obituaries and the like have none anyway.",
    )
    form_token = models.CharField(  # noqa: DJ001 -- unique where there is one
        max_length=60,
        null=True,
        unique=True,
        editable=False,
        help_text="Whose tab began it: sent twice, it is one story.",
    )

    # A working copy: the proposed update of a public story, which takes the same way while readers keep
    # theirs.
    update_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="updates"
    )
    update_base = models.PositiveIntegerField(
        null=True, editable=False, help_text="Number of the live revision that this copy has seen."
    )
    merged_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    merge_error = models.TextField(editable=False, blank=True, help_text="Why the scheduled merge failed.")

    former_views = models.PositiveBigIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Views that the former site counted; in none of our own figures.",
    )
    similar_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at", "-pk"]
        permissions = [
            ("review_article", "May review, return, approve and publish stories"),
            ("withdraw_article", "May withdraw and reinstate published stories"),
            ("publish_alone_article", "Night desk: may publish an own story without a second person"),
            ("break_embargo_article", "May lift an embargo before its time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="article_slug_is_part_of_an_address"),
            models.CheckConstraint(
                condition=Q(urgency__in=ArticleUrgency.values), name="article_urgency_known"
            ),
            models.CheckConstraint(condition=Q(status__in=ArticleStatus.values), name="article_status_known"),
            models.CheckConstraint(
                name="article_public_has_a_time",
                condition=~PUBLISHED_OR_WITHDRAWN | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_dated_back_came_here_later",
                condition=Q(online_at__isnull=True) | Q(online_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="article_public_was_approved",
                condition=~Q(status__in=ONCE_APPROVED) | Q(approved_revision__isnull=False),
            ),
            models.CheckConstraint(
                name="article_commercial_label_known",
                condition=Q(commercial_label__in=["", *ArticleLabel.values]),
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_update",
                condition=Q(update_of__isnull=True) | ~Q(update_of=F("id")),
            ),
            models.CheckConstraint(
                condition=Q(advertised_goods__in=["", *AdvertisedGoods.values]),
                name="article_advertised_goods_known",
            ),
            models.CheckConstraint(
                condition=Q(ai_uses__contained_by=AiUse.values), name="article_ai_uses_known"
            ),
            models.CheckConstraint(
                condition=Q(verifies__isnull=True) | ~Q(verifies=F("id")), name="article_verifies_another"
            ),
            models.CheckConstraint(condition=Q(robots__in=["", *Robots.values]), name="article_robots_known"),
            models.UniqueConstraint(
                fields=["update_of"],
                name="article_one_open_working_copy",
                condition=Q(merged_revision__isnull=True) & ~Q(status=ArticleStatus.SPIKED),
            ),
            models.CheckConstraint(
                name="article_working_copy_has_a_base",
                condition=Q(update_of__isnull=True, update_base__isnull=True, merged_revision__isnull=True)
                | Q(update_of__isnull=False, update_base__isnull=False),
            ),
            models.CheckConstraint(
                name="article_protected_known",
                condition=Q(protected__isnull=True) | Q(protected__contained_by=ProtectedPerson.values),
            ),
            models.CheckConstraint(
                name="article_not_public_under_embargo",
                condition=~Q(status=ArticleStatus.PUBLISHED)
                | Q(embargo_until__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="article_public",
                condition=PUBLISHED_STORY,
            ),
            models.Index(
                "category",
                NODE_ORDER,
                F("id").desc(),
                name="article_public_in_category",
                condition=PUBLISHED_STORY,
            ),
            models.Index(
                "region",
                NODE_ORDER,
                F("id").desc(),
                name="article_public_in_region",
                condition=PUBLISHED_STORY,
            ),
            models.Index(
                Greatest("saved_at", "published_at").desc(),
                F("id").desc(),
                name="article_changed",
                condition=PUBLIC_RECORD,
            ),
            models.Index(
                Func(  # as articles/machines/sitemaps.py asks
                    F("published_at"), template="date_trunc('month', %(expressions)s AT TIME ZONE 'UTC')"
                ),
                F("updated_at").desc(),
                name="article_updated_in_month",
                condition=PUBLISHED_STORY & Q(updated_at__isnull=False),
            ),
            models.Index(fields=["status", "-saved_at"], name="article_desk"),
            models.Index(fields=["-saved_at", "-id"], name="article_at_desk", condition=AT_DESK),
            models.Index(
                fields=["status", "urgency", "status_since", "id"],
                name="article_queue",
                condition=Q(status__in=[*STATUSES_UNDER_WAY]),
            ),
            models.Index(fields=["id"], name="article_unsigned", condition=Q(needs_signature=True)),
            models.Index(
                fields=["published_at"],
                name="article_unverified",
                condition=PUBLISHED_STORY & ~Q(unverified_note=""),
            ),
            models.Index(fields=["verifies"], name="article_verifies", condition=Q(verifies__isnull=False)),
            models.Index(fields=["source_id"], name="article_by_source_id", condition=~Q(source_id="")),
            models.Index(fields=["source_url"], name="article_by_source_url", condition=~Q(source_url="")),
            models.Index(
                fields=["published_at"], name="article_with_former_views", condition=Q(former_views__gt=0)
            ),
            models.Index(fields=["id"], name="article_with_unseen_fix", condition=Q(has_unseen_fix=True)),
            models.Index(fields=["id"], name="article_confidential", condition=CONFIDENTIAL),
            models.Index(
                fields=["id"],
                name="article_names_missing_child",
                condition=Q(protected__contains=[ProtectedPerson.MISSING_CHILD]),
            ),
            # Begins with what is null in the rows that are asked for, and so has the order of no list: those
            # have their own.
            models.Index(
                fields=["update_of", "published_at"],
                include=["id", "category", "region"],
                name="article_counted",
                condition=PUBLISHED_OR_WITHDRAWN,
            ),
        ]

    def __str__(self):
        return self.headline

    def save(self, *args, **kwargs):
        self.slug = self.slug or slug_from(self.headline)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_of("article", self.pk, self.slug)

    @property
    def tag_uri(self):
        """The story's name for machines: neither a new slug, an update nor another date makes it another
        story."""
        return tag_uri(self.online_at or self.published_at, f"berita/{self.pk}")

    @property
    def is_public(self):
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= timezone.now()
            and not self.update_of_id
        )

    @property
    def is_confidential(self):
        """Whether only its writers and confidants may read it; what readers had is open to the whole desk."""
        is_record = self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN) and not self.update_of_id
        had_readers = self.merged_revision_id or (is_record and self.published_at <= timezone.now())
        return self.confidants is not None and not had_readers

    @property
    def hides_identities(self):
        """Whether somebody in it must not be recognised; a missing child is named until it is found."""
        return bool({*(self.protected or ())} - {ProtectedPerson.MISSING_CHILD})

    @property
    def is_scheduled(self):
        """True where it is published but readers wait: for the time, or a working copy for its merge."""
        if self.status != self.Status.PUBLISHED or self.merged_revision_id:
            return False
        return bool(self.update_of_id) or self.published_at > timezone.now()

    @property
    def is_under_embargo(self):
        return bool(self.embargo_until) and self.embargo_until > timezone.now()

    @property
    def zone(self):
        """The time zone of the story's region: every moment at the desk is typed and told in it."""
        return zone_of(self.region)

    @property
    def length(self):
        """Number of words of the text."""
        return len(body.text(self.body).split())

    @cached_property
    def return_reason(self):
        """The editor's words about what has to be mended; "" where the story is not returned."""
        if self.status != self.Status.RETURNED:
            return ""
        event = self.events.filter(action=Step.RETURN).first()
        return event.reason if event else ""

    @property
    def place(self):
        """The place that the dateline names."""
        return place_of(self.dateline, (self.region and (self.region.dateline or self.region.name)) or "")

    @property
    def modified_at(self):
        """The last change that readers were told of, else the publication: the one moment that machines
        get."""
        return self.updated_at or self.published_at

    @property
    def told_update(self):
        """The update that readers are told of; that a story dated back came here later is told apart."""
        return self.updated_at if self.updated_at != self.online_at else None

    @property
    def labelled_headline(self):
        """The headline for places that show nothing else: what is paid for says so there too."""
        return self._labelled(self.headline)

    @property
    def title_for_machines(self):
        """The same with the title for search engines, where there is one."""
        return self._labelled(self.meta_title or self.headline)

    def _labelled(self, title):
        label = self.get_commercial_label_display()
        return f"[{label}] {title}" if label else title

    def summary(self, publication):
        """Return the words of a preview or a search result: the standfirst, filled up where it is short."""
        words = " ".join(self.standfirst.split())
        if len(words) < 80:
            words = f"{words} {self.excerpt(publication)}".strip()
        return shorten(words)

    def excerpt(self, publication):
        """Return the text of a Baca Juga card: dateline and first words of the body, ending in an
        ellipsis."""
        return body.excerpt(
            self.body,
            publication.excerpt_words,
            publication.dateline(self.place, self.published_at),
            whole_sentences=publication.excerpt_end == publication.ExcerptEnd.SENTENCE,
        )

    def withdrawal(self):
        """Return the event that took this story down: its reason and time are public."""
        return self.events.filter(action=Step.WITHDRAW).first()

    @transaction.atomic(savepoint=False)
    def move_to(self, status, *, action, by, revision=None, reason="", codes=(), **changes):
        """Write a status, the only place that does, with `changes` and the event that tells of it; return the
        event.

        `codes` are reasons that can be counted, beside the one in words. Whether this person may do it now is
        not asked here: `staff.workflow.perform` is the door.
        """
        before, self.status = self.status, status
        if before != status:
            self.status_since = timezone.now()
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=["status", "status_since", "saved_at", *changes])
        return self.events.create(
            actor=by, action=action, from_status=before, to_status=status, revision=revision, reason=reason,
            codes=list(codes),
        )  # fmt: skip

    @transaction.atomic(savepoint=False)
    def follow_old_site(self, status, *, revision, by, reason="", **changes):
        """Do what the site that it was moved in from did to it since; nobody here has touched it meanwhile.

        What is no longer public there is withdrawn here, because it was public here. The importer alone calls
        this.
        """
        was_public = self.is_public or self.status == self.Status.WITHDRAWN
        if was_public and status not in (self.Status.PUBLISHED, self.Status.WITHDRAWN):
            return self.move_to(
                self.Status.WITHDRAWN, action=Step.WITHDRAW, by=by, revision=revision, reason=reason,
                codes=[IMPORTED],
            )  # fmt: skip
        return self.move_to(status, action=Step.IMPORT, by=by, revision=revision, reason=reason, **changes)
