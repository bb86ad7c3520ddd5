"""People as readers know them: the names in credits and in the masthead."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.search_name import SearchName


class PersonQuerySet(models.QuerySet):
    def for_user(self, user):
        """The byline of this account, made at its first credit."""
        name = (user.get_full_name() or user.get_username())[:120]
        return self.get_or_create(user=user, defaults={"name": name})[0]

    def masthead(self):
        return self.exclude(position="").order_by("masthead_order", "position", "name")


class Person(models.Model):
    """A byline. It outlives the account: users come and go, printed names stay."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, blank=True)
    initials = models.CharField(_("initials"), max_length=10, blank=True, help_text=_("For sign-offs."))
    bio = models.TextField(_("about"), blank=True, max_length=1000)
    photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    position = models.CharField(
        _("position"), max_length=80, blank=True, help_text=_("Shown in the masthead; empty: not listed.")
    )
    masthead_order = models.PositiveSmallIntegerField(_("order in the masthead"), default=100)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("initials"), condition=~Q(initials=""), name="person_initials_unique_in_any_case"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)
        SearchName.objects.learn_people([self.name])

    def get_absolute_url(self):
        return path_of("person", self.slug)

    def _free_slug(self):
        base = slugify(self.name)[:110] or "penulis"
        others = set(Person.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(others) + 3))) if s not in others)
