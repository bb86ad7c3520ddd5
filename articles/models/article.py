"""The story: its text, what belongs to it, which stories are public, and the one place that writes a status."""

import textwrap
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.addresses import path_of, tag_uri
from articles.models.history import Revision
from articles.models.person import Person
from articles.models.photo import Photo
from articles.models.taxonomy import Tag
from articles.text import body
from articles.text.story_text import TEXT_COLUMNS, CreditLine, StoryText
from articles.zones import zone_of

SEARCH_CONFIG = "indonesian"
NO_DATELINE = "-"  # for a story that has a region and does not open with a place
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # for what has a last change and had none
SEARCH_COLUMNS = ("search", "headline_search", "search_keys")
CARD = (
    "headline", "slug", "standfirst", "commercial_label", "category", "region", "status", "published_at", "update_of",
)  # fmt: skip
COLUMNS = (*TEXT_COLUMNS, "category_id", "region_id", "lead_photo_id")
_NODE_ORDER = F("published_at").desc(nulls_last=True)

# The number of a month since the year 0. Written so that it depends on nobody's time zone.
_MONTH = (
    "date_part('year', %(expressions)s AT TIME ZONE 'UTC')::int * 12"
    " + date_part('month', %(expressions)s AT TIME ZONE 'UTC')::int"
)


class _Unnest(Func):
    """The members of an array as rows; two in one query go side by side."""

    function = "unnest"
    set_returning = True

    @property
    def output_field(self):
        return self.source_expressions[0].output_field.base_field


def _key(prefix, template, column):
    """`prefix` before a number that the database makes of a column."""
    return Func(F(column), template=f"'{prefix}' || ({template})::text", output_field=TextField())


def shorten(text, most=200):
    """At most so many characters, whole words, with an ellipsis where something is left out."""
    return textwrap.shorten(text, most, placeholder="…")


def place_of(dateline, region):
    """What is printed: the writer's word, else the region's; "" where there shall be none."""
    return "" if dateline == NO_DATELINE else dateline or region


def slug_from(headline):
    return slugify(headline)[:120].strip("-") or "berita"


def _public(at=None):
    return Q(status=Article.Status.PUBLISHED, published_at__lte=at or timezone.now(), update_of__isnull=True)


def _at_desk():
    return (~Q(status="published") | Q(update_of__isnull=False)) & Q(merged_revision__isnull=True)


def _written_by(user, *credits):
    """With `credits`, by these sorts of the own credits only; each leads through an index of its own."""
    own = Credit.objects.filter(article=OuterRef("pk"), person__user=user, role__in=Credit.WRITING_ROLES)
    written = Q(created_by=user)
    for sort in credits or [Q()]:
        written |= Q(Exists(own.filter(sort)))
    return written


class ArticleQuerySet(models.QuerySet):
    def public(self, at=None):
        """What readers may see now. Site, feeds, sitemaps, search and Baca Juga all start here."""
        return self.filter(_public(at))

    def under_way(self):
        """What is written and may be public soon, scheduled stories included."""
        waits = Q(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())
        return self.filter(Q(status__in=Article.UNDER_WAY) | waits, update_of__isnull=True)

    def scheduled(self):
        """What goes online by itself: stories whose time has not come, and updates. Each half has an index of its own."""
        story = Q(update_of__isnull=True)
        update = Q(update_of__isnull=False, merged_revision__isnull=True)
        later = Q(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())
        return self.filter((later & story) | (later & update))

    def at_desk(self):
        """What is not a published story: on its way, put away or withdrawn, and updates that are not merged."""
        return self.filter(_at_desk())

    def ever_public(self):
        """What readers may see now, and what was taken away from them."""
        return self.filter(
            status__in=[Article.Status.PUBLISHED, Article.Status.WITHDRAWN],
            published_at__lte=timezone.now(),
            update_of__isnull=True,
        )

    def with_change(self):
        """With `changed_at`, the moment of the last change that anybody outside can notice: also a small fix,
        a withdrawal, or the coming of a scheduled time."""
        return self.annotate(changed_at=Greatest("saved_at", "published_at"))

    def last_change(self):
        """When anything public changed last."""
        changes = self.ever_public().with_change().filter(changed_at__lte=timezone.now())
        return changes.order_by("-changed_at", "-pk").values_list("changed_at", flat=True).first() or NEVER

    def open_updates(self):
        """Working copies that are on their way: at most one a story."""
        return self.filter(update_of__isnull=False, merged_revision=None).exclude(
            status=Article.Status.SPIKED
        )

    def with_tag(self, tag):
        listed = self.filter(tagged_items__tag=tag, tagged_items__published_at__lte=timezone.now())
        return listed.annotate(listed_at=F("tagged_items__published_at"))

    def credited_to(self, person):
        """Each once, in however many roles."""
        listed = self.filter(credits__person=person, credits__published_at__lte=timezone.now())
        return (
            listed.annotate(listed_at=F("credits__published_at")).distinct("listed_at", "pk").newest_first()
        )

    @property
    def moment(self):
        """What a list is ordered by: the same time, in the table that an index leads through the list in."""
        return "listed_at" if "listed_at" in self.query.annotations else "published_at"

    def newest_first(self):
        return self.order_by(f"-{self.moment}", "-pk")

    def newest_of_each(self, field):
        """For a subquery: the newest stories of the category or region that the outer query is at.

        Their indexes alone have this order. Were it that of `newest_first`, the planner might expect to meet enough of
        them soon on a walk through all stories, and walk through the archive for a node whose stories are all old.
        """
        return self.filter(**{field: OuterRef("pk")}).order_by(_NODE_ORDER, "-pk")

    def newest(self, most, nodes=None):
        """So many of the newest; with `nodes`, of these categories or regions.

        Each node brings its own newest from its index, and the newest of all are among them. Asked for all nodes at
        once, the database walks through the whole archive by time until it has met enough of them.
        """
        if nodes is None:
            return self.newest_first()[:most]
        own = self.newest_of_each(nodes.model._meta.model_name)
        each = nodes.values(
            at=_Unnest(ArraySubquery(own.values("published_at")[:most])),
            story=_Unnest(ArraySubquery(own.values("pk")[:most])),
        )
        found = each.order_by("-at", "-story").values("story")[:most]
        return self.filter(pk__in=found).newest_first()

    def for_cards(self):
        """With just what a list's card shows, beside its category and region."""
        photo = ("alt", "state", "width", "height", "renditions")
        return self.select_related("lead_photo").only(*CARD, *(f"lead_photo__{name}" for name in photo))

    def for_excerpts(self):
        """With just what a Baca Juga card shows, beside its region."""
        shown = ("headline", "slug", "body", "dateline", "commercial_label", "region")
        return self.only(*shown, "status", "published_at", "update_of")

    def without_search(self):
        """Without the columns that the database alone reads."""
        return self.defer(*SEARCH_COLUMNS)

    def showing(self, photo):
        """Where a photo is used, as the lead or in the text; updates that went into their story aside."""
        in_text = Exists(PhotoUse.objects.filter(article=OuterRef("pk"), photo=photo))
        return self.filter(Q(lead_photo=photo) | Q(in_text), merged_revision=None)

    def written_by(self, user):
        """What this person began or is credited with as a writer."""
        return self.filter(_written_by(user))

    def not_written_by(self, user):
        return self.exclude(_written_by(user))

    def visible_to(self, user):
        """What this person may read at the desk: editors all, reporters their own and what is published."""
        if user.has_perm("articles.review_article"):
            return self
        # Of the own stories, only the few that no reader sees have to be looked for.
        unseen = (Q(published_at__isnull=True), Q(published_at__gt=timezone.now()))
        return self.filter(_public() | _written_by(user, *unseen))


def listed_at():
    """The story's `published_at` while it is published, else null: a list that starts at a tag or a person finds its
    newest in an index of its own. Triggers keep it, whatever is written here (decision 0026)."""
    return models.DateTimeField(null=True, editable=False)


class TaggedArticle(ItemBase):
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_items")
    published_at = listed_at()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_article_tag_once")
        ]
        indexes = [
            models.Index(
                fields=["tag", "-published_at", "-content_object"],
                name="tagged_article_in_list",
                condition=Q(published_at__isnull=False),
            )
        ]


class PhotoUse(models.Model):
    """A photo that stands in a story's text. The text decides; this row finds the stories and keeps the photo."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="photo_use_once")]


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("status", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("status", "Submitted")
        RETURNED = "returned", pgettext_lazy("status", "Returned")
        APPROVED = "approved", pgettext_lazy("status", "Approved")
        PUBLISHED = "published", pgettext_lazy("status", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("status", "Withdrawn")
        SPIKED = "spiked", pgettext_lazy("status", "Spiked")

    UNDER_WAY = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED)

    class Urgency(models.IntegerChoices):
        """How soon editors have to see it; the lower, the sooner."""

        URGENT = 1, _("Urgent")
        SOON = 2, _("Soon")
        ORDINARY = 3, _("Ordinary")

    class CommercialLabel(models.TextChoices):
        ADVERTORIAL = "advertorial", _("Advertorial")
        SPONSORED = "sponsored", _("Sponsored")
        AD = "ad", _("Advertisement")

    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        blank=True,
        help_text=_("Last part of the address; empty: from the headline."),
    )
    standfirst = models.TextField(_("standfirst"), max_length=400, blank=True)
    body = models.TextField(_("body"), blank=True)
    dateline = models.CharField(
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
    sign_off = models.CharField(
        _("sign-off"), max_length=40, blank=True, help_text=_("Such as (*) or staff initials.")
    )
    commercial_label = models.CharField(
        _("commercial label"),
        max_length=12,
        choices=CommercialLabel,
        blank=True,
        help_text=_("Required for everything that somebody pays for; readers see it above the headline."),
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    status_since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=Urgency, default=Urgency.ORDINARY, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
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
        default=False, editable=False, help_text="Published by one person alone; another editor has to sign."
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, editable=False)
    form_token = models.CharField(  # noqa: DJ001 -- unique where there is one
        max_length=60,
        null=True,
        unique=True,
        editable=False,
        help_text="Whose tab began it: sent twice, it is one story.",
    )

    # A working copy: the proposed update of a public story, which takes the same way while readers keep theirs.
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

    similar_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    # Tags and names are other tables' rows, so the words are written with each revision; what this row alone
    # decides is generated by the database. One index holds all three, see `articles/search.py`.
    search = SearchVectorField(null=True, editable=False)
    headline_search = models.GeneratedField(
        expression=SearchVector("headline", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    search_keys = models.GeneratedField(
        expression=Case(
            When(
                status="published",
                update_of__isnull=True,
                then=Func(
                    _key("m", _MONTH, "published_at"),
                    _key("c", "%(expressions)s", "category_id"),
                    _key("r", "%(expressions)s", "region_id"),
                    template="ARRAY[%(expressions)s]",
                ),
            ),
        ),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        help_text="Of a published story: its month, category and region.",
    )

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
            models.CheckConstraint(condition=Q(urgency__in=[1, 2, 3]), name="article_urgency_known"),
            models.CheckConstraint(
                name="article_status_known",
                condition=Q(
                    status__in=[
                        "draft",
                        "submitted",
                        "returned",
                        "approved",
                        "published",
                        "withdrawn",
                        "spiked",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="article_public_has_a_time",
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_public_was_approved",
                condition=~Q(status__in=["approved", "published", "withdrawn"])
                | Q(approved_revision__isnull=False),
            ),
            models.CheckConstraint(
                name="article_commercial_label_known",
                condition=Q(commercial_label__in=["", "advertorial", "sponsored", "ad"]),
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_update",
                condition=Q(update_of__isnull=True) | ~Q(update_of=F("id")),
            ),
            models.UniqueConstraint(
                fields=["update_of"],
                name="article_one_open_working_copy",
                condition=Q(merged_revision__isnull=True) & ~Q(status="spiked"),
            ),
            models.CheckConstraint(
                name="article_working_copy_has_a_base",
                condition=Q(update_of__isnull=True, update_base__isnull=True, merged_revision__isnull=True)
                | Q(update_of__isnull=False, update_base__isnull=False),
            ),
            models.CheckConstraint(
                name="article_not_public_under_embargo",
                condition=~Q(status="published")
                | Q(embargo_until__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="article_public",
                condition=Q(status="published", update_of__isnull=True),
            ),
            models.Index(
                "category",
                _NODE_ORDER,
                F("id").desc(),
                name="article_public_in_category",
                condition=Q(status="published", update_of__isnull=True),
            ),
            models.Index(
                "region",
                _NODE_ORDER,
                F("id").desc(),
                name="article_public_in_region",
                condition=Q(status="published", update_of__isnull=True),
            ),
            models.Index(
                Greatest("saved_at", "published_at").desc(),
                F("id").desc(),
                name="article_changed",
                condition=Q(status__in=["published", "withdrawn"], update_of__isnull=True),
            ),
            models.Index(
                Func(  # as articles/machines/sitemaps.py asks
                    F("published_at"), template="date_trunc('month', %(expressions)s AT TIME ZONE 'UTC')"
                ),
                F("updated_at").desc(),
                name="article_updated_in_month",
                condition=Q(status="published", update_of__isnull=True, updated_at__isnull=False),
            ),
            models.Index(fields=["status", "-saved_at"], name="article_desk"),
            models.Index(fields=["-saved_at", "-id"], name="article_at_desk", condition=_at_desk()),
            GinIndex(
                fields=["search"], name="article_search_at_desk", condition=_at_desk(), fastupdate=False
            ),
            models.Index(
                fields=["status", "urgency", "status_since", "id"],
                name="article_queue",
                condition=Q(status__in=["draft", "submitted", "returned", "approved"]),
            ),
            models.Index(fields=["id"], name="article_unsigned", condition=Q(needs_signature=True)),
            # Begins with what is null in the rows that are asked for, and so has the order of no list: those have their own.
            models.Index(
                fields=["update_of", "published_at"],
                include=["id", "category", "region"],
                name="article_counted",
                condition=Q(status__in=["published", "withdrawn"]),
            ),
            # Without a list of pending entries, which each search would read through.
            GinIndex(fields=[*SEARCH_COLUMNS], name="article_search", fastupdate=False),
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
        """Its name for machines: neither a new slug nor an update makes it another story."""
        return tag_uri(self.published_at, f"berita/{self.pk}")

    @property
    def is_public(self):
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= timezone.now()
            and not self.update_of_id
        )

    @property
    def is_scheduled(self):
        """Published, but readers wait: for the time, or a working copy for its merge."""
        if self.status != self.Status.PUBLISHED or self.merged_revision_id:
            return False
        return bool(self.update_of_id) or self.published_at > timezone.now()

    @property
    def is_under_embargo(self):
        return bool(self.embargo_until) and self.embargo_until > timezone.now()

    @property
    def zone(self):
        """The time zone of its region: every moment at the desk is typed and told in it."""
        return zone_of(self.region)

    @property
    def length(self):
        """Of its text, in words."""
        return len(body.text(self.body).split())

    @cached_property
    def return_reason(self):
        """What the writer has to mend; "" where it is not returned."""
        if self.status != self.Status.RETURNED:
            return ""
        returned = self.events.filter(action="return").first()
        return returned.reason if returned else ""

    @property
    def place(self):
        """The place that the dateline names."""
        return place_of(self.dateline, (self.region and (self.region.dateline or self.region.name)) or "")

    @property
    def modified_at(self):
        """The last change that readers were told of, else the publication: the one moment that machines get."""
        return self.updated_at or self.published_at

    @property
    def labelled_headline(self):
        """For places that show nothing but a headline: what is paid for says so there too."""
        label = self.get_commercial_label_display()
        return f"[{label}] {self.headline}" if label else self.headline

    def summary(self, publication):
        """What a preview or a search result says of it: the standfirst, filled up where it is short."""
        told = " ".join(self.standfirst.split())
        if len(told) < 80:
            told = f"{told} {self.excerpt(publication)}".strip()
        return shorten(told)

    def excerpt(self, publication, words=28):
        """For a Baca Juga card: dateline and the first words of the body, ending in an ellipsis."""
        return body.excerpt(self.body, words, publication.dateline(self.place))

    def written_by(self, user):
        """Remembered with the object: each rule about a story asks it, many times a page."""
        known = self.__dict__.setdefault("known_writers", {})
        if user.pk not in known:
            known[user.pk] = Article.objects.written_by(user).filter(pk=self.pk).exists()
        return known[user.pk]

    def last_saved_by_id(self):
        """Id of the account that last changed the text; an approval's own revision only adds the editor's credit."""
        if "last_saver" not in self.__dict__:
            saved = self.revisions.filter(kind=Revision.Kind.SAVE)
            self.last_saver = saved.values_list("author", flat=True).first()
        return self.last_saver

    def withdrawal(self):
        """The event that took this story down: its reason and time are public."""
        return self.events.filter(action="withdraw").first()

    def snapshot(self):
        """Return everything that readers get from this story, as a StoryText; an approval names its digest."""
        return StoryText(
            **{name: getattr(self, name) for name in TEXT_COLUMNS},
            category=self.category_id,
            region=self.region_id,
            tags=tuple(sorted(self.tagged_items.values_list("tag__name", flat=True))),
            credits=tuple(
                CreditLine(credit.person_id, credit.role, credit.name)
                for credit in self.credits.order_by("order")
            ),
            lead_photo=self.lead_photo.words() if self.lead_photo else None,
            related=tuple(self.related_links.order_by("order").values_list("target", flat=True)),
            photos=Photo.objects.words_in(self.body),
        )

    @property
    def newest_revision(self):
        """The revision that holds the present text, with `last`, the newest number of all; None before the first."""
        if "newest" not in self.__dict__:
            numbers = (
                Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("number")
            )
            self.newest = self.revisions.main().annotate(last=Subquery(numbers[:1])).first()
        return self.newest

    @transaction.atomic(savepoint=False)
    def save_revision(self, *, by, kind=Revision.Kind.SAVE):
        """Records the text as it is now and returns its revision: a new one only if something changed."""
        return self._record(self.snapshot(), by=by, kind=kind)

    @transaction.atomic(savepoint=False)
    def write(self, text, *, by):
        """Make this story say a StoryText and return the revision of it; without a change, the newest.

        Everything that the text names has to exist: see `comparison.usable`. The words of its photos are recorded
        as the library has them.
        """
        before = self.newest_revision.text if self.newest_revision else self.snapshot()
        text = text.replace(slug=text.slug or slug_from(text.headline))
        for name in TEXT_COLUMNS:
            setattr(self, name, getattr(text, name))
        self.category_id, self.region_id = text.category, text.region
        if text.lead_id != self.lead_photo_id:
            self.lead_photo = Photo.objects.get(pk=text.lead_id) if text.lead_id else None
        if text.tags != before.tags:
            tags = Tag.objects.named(text.tags)
            self.tags.set(tags)
            text = text.replace(tags=tuple(sorted(tag.name for tag in tags)))  # as they are spelled here
        if text.credits != before.credits:
            self._write_credits(text.credits)
        if text.related != before.related:
            self._write_related(text.related)
        lead = self.lead_photo.words() if self.lead_photo else None
        return self._record(text.replace(lead_photo=lead, photos=Photo.objects.words_in(self.body)), by=by)

    def _write_credits(self, credits):
        self.credits.all().delete()
        self.__dict__.pop("known_writers", None)
        Credit.objects.bulk_create(
            Credit(article=self, order=order, person_id=line.person, role=line.role, name=line.name)
            for order, line in enumerate(credits)
        )

    def _write_related(self, targets):
        self.related_links.all().delete()
        Related.objects.bulk_create(
            Related(article=self, order=order, target_id=target) for order, target in enumerate(targets)
        )

    def _record(self, text, *, by, kind=Revision.Kind.SAVE):
        newest = self.newest_revision
        if newest and newest.digest == text.digest:
            return newest
        photo_ids = body.photo_ids(text.body)
        if photo_ids != (body.photo_ids(newest.text.body) if newest else []):
            self._note_photos(photo_ids)
        self.version = newest.last + 1 if newest else 1
        self.newest = revision = self.revisions.create(
            number=self.version, kind=kind, content=text.to_json(), digest=text.digest, author=by
        )
        revision.last = self.version
        self.__dict__.pop("last_saver", None)
        self.saved_at = timezone.now()
        written = {name: getattr(self, name) for name in ("version", "saved_at", *COLUMNS)}
        Article.objects.filter(pk=self.pk).update(**written, search=_search_vector(self.place, text))
        return revision

    def _note_photos(self, ids):
        """Make PhotoUse say what the text says."""
        self.photo_uses.exclude(photo__in=ids).delete()
        photos = Photo.objects.filter(pk__in=ids)
        PhotoUse.objects.bulk_create(
            [PhotoUse(article=self, photo=photo) for photo in photos], ignore_conflicts=True
        )

    @transaction.atomic(savepoint=False)
    def keep_aside(self, text, *, by, base, cause):
        """Keep a text that could not be saved as a side revision; the same text of the same person only once.

        Numbers are one sequence with those of the saved texts, so that a number always names one text. The
        row has to be locked. `base` is the number of the revision that its writer started from.
        """
        twin = self.revisions.filter(kind=Revision.Kind.SIDE, author=by, digest=text.digest).first()
        if twin:
            return twin
        last = self.newest_revision.last
        self.__dict__.pop("newest")  # its `last` is no longer the newest number
        return self.revisions.create(
            number=last + 1,
            kind=Revision.Kind.SIDE,
            content=text.to_json(),
            digest=text.digest,
            author=by,
            base=base,
            cause=cause,
        )

    @transaction.atomic(savepoint=False)
    def move_to(self, status, *, action, by, revision=None, reason="", codes=(), **changes):
        """Writes a status, the only place that does, together with `changes` and the event that tells of it.

        `codes` are reasons that can be counted, beside the one in words. Whether this person may do it now is not asked here: `staff.workflow.perform` is the door.
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
    def follow_old_site(self, status, *, revision, reason="", **changes):
        """Does what the site that it was moved in from did to it since; nobody here has touched it meanwhile.

        What is no longer public there is withdrawn here, because it was public here. The importer alone calls this.
        """
        was_public = self.is_public or self.status == self.Status.WITHDRAWN
        if was_public and status not in (self.Status.PUBLISHED, self.Status.WITHDRAWN):
            return self.move_to(
                self.Status.WITHDRAWN, action="withdraw", by=None, revision=revision, reason=reason
            )
        return self.move_to(status, action="import", by=None, revision=revision, reason=reason, **changes)


def search_parts(place, text):
    """Headline over standfirst, tags, names and place, over body: weight → words."""
    names = [*text.tags, *(credit.name for credit in text.credits)]
    parts = {
        "A": text.headline,
        "B": " ".join([text.standfirst, *names, place]),
        "D": body.text(text.body)[:200_000],
    }
    # What looks like a tag would hide the words in it.
    return {weight: words.replace("<", " ") for weight, words in parts.items()}


def _search_vector(place, text):
    vectors = [
        SearchVector(Value(words), weight=weight, config=SEARCH_CONFIG)
        for weight, words in search_parts(place, text).items()
    ]
    return vectors[0] + vectors[1] + vectors[2]


class Credit(models.Model):
    """One name under a story, as it was printed."""

    class Role(models.TextChoices):
        WRITER = "writer", _("Writer")
        REPORTER = "reporter", _("Reporter")
        PHOTOGRAPHER = "photographer", _("Photographer")
        SOURCE = "source", _("Source")
        EDITOR = "editor", _("Editor")

    WRITING_ROLES = (Role.WRITER, Role.REPORTER)

    article = models.ForeignKey(Article, models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="credits", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.WRITER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name as printed"), max_length=120, blank=True)
    published_at = listed_at()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["writer", "reporter", "photographer", "source", "editor"]),
                name="credit_role_known",
            ),
            models.UniqueConstraint(fields=["article", "role", "person"], name="credit_person_once_a_role"),
            # Deferred: re-ordering passes through two rows with the same number.
            models.UniqueConstraint(
                fields=["article", "order"], name="credit_in_order", deferrable=models.Deferrable.DEFERRED
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-published_at", "-article"],
                name="credit_in_list",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(fields=["person"], name="credit_in_no_list", condition=Q(published_at__isnull=True)),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.name}"

    def save(self, *args, **kwargs):
        self.name = self.name or self.person.name
        super().save(*args, **kwargs)


class Related(models.Model):
    """A Baca Juga link at the end of a story, picked by hand."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    target = models.ForeignKey(Article, models.PROTECT, related_name="related_from", verbose_name=_("story"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("Baca Juga")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=~Q(article=F("target")), name="related_is_another_story"),
            models.UniqueConstraint(fields=["article", "target"], name="related_once"),
            models.UniqueConstraint(
                fields=["article", "order"], name="related_in_order", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self):
        return str(self.target)
