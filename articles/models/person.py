"""People as readers know them: the names in credits and in the masthead."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.addressed import SLUG_HELP, Addressed
from articles.models.fields import LineField, LinesField
from articles.models.legacy_path import LegacyPath
from articles.models.merger import Merger
from articles.models.search_name import SearchName
from articles.slugs import slug_of
from articles.text.lines import clean_name

SLUG_LENGTH = 120


class PersonQuerySet(models.QuerySet):
    def for_user(self, user):
        """The byline of this account, made at its first credit."""
        name = (user.get_full_name() or user.get_username())[:120]
        return self.get_or_create(user=user, defaults={"name": name})[0]

    def named(self, name):
        """Return the person of this name, however it is written; who is not known here yet is made."""
        return self.filter(name__iexact=clean_name(name)).order_by("pk").first() or self.create(name=name)

    def make(self, names):
        """Make people of names that nobody here has, in few statements; return {name: id}.

        Whose slug another one has or had is made alone, by the way that finds one that is free.
        """
        slugs = {}
        for name in names:
            slugs.setdefault(slug_of(name, Person.FALLBACK, SLUG_LENGTH), name)
        in_use = set(self.filter(slug__in=slugs).values_list("slug", flat=True))
        paths = {path_of("person", slug): slug for slug in slugs}
        in_use |= {
            paths[path] for path in LegacyPath.objects.filter(path__in=paths).values_list("path", flat=True)
        }
        people = self.bulk_create(
            Person(name=name, slug=slug) for slug, name in slugs.items() if slug not in in_use
        )
        SearchName.objects.learn_people([person.name for person in people])
        others = {*names} - {name for slug, name in slugs.items() if slug not in in_use}
        ids = {slugs[person.slug]: person.pk for person in people}
        return ids | {name: self.create(name=name).pk for name in sorted(others)}

    def in_bulk_now(self, ids):
        """Return {id: person} of these ids; of somebody who was merged, the person that the id leads to."""
        people = self.in_bulk(ids)
        if missing := set(ids) - people.keys() - {None}:
            onward = Merger.objects.follow("person", missing)
            others = self.in_bulk(onward.values())
            people |= {old: others[new] for old, new in onward.items() if new in others}
        return people

    def masthead(self):
        return self.exclude(position="").order_by("masthead_order", "position", "name")


class Person(Addressed):
    """A byline. It outlives the account: users come and go, printed names stay."""

    FALLBACK = "penulis"

    name = LineField(_("name"), max_length=120, cleaning=clean_name)
    slug = models.SlugField(_("slug"), max_length=SLUG_LENGTH, unique=True, blank=True, help_text=SLUG_HELP)
    initials = LineField(_("initials"), max_length=10, blank=True, help_text=_("For sign-offs."))
    bio = LinesField(_("about"), blank=True, max_length=1000)
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
    position = LineField(
        _("position"), max_length=80, blank=True, help_text=_("Shown in the masthead; empty: not listed.")
    )
    masthead_order = models.PositiveSmallIntegerField(_("order in the masthead"), default=100)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("keep_person", "May keep accounts, positions and profiles of people")]
        ordering = ["name"]
        constraints = [
            *Addressed.Meta.constraints,
            models.UniqueConstraint(
                Lower("initials"),
                condition=~Q(initials=""),
                name="person_initials_unique_in_any_case",
                violation_error_message=_("Somebody else has these initials."),
            ),
        ]

    def address(self, slug):
        return path_of("person", slug)

    def _save(self, *args, **kwargs):
        super()._save(*args, **kwargs)
        SearchName.objects.learn_people([self.name])

    def story_ids(self):
        return self.credits.order_by().values_list("article", flat=True).distinct()

    def give_stories_to(self, other):
        """Credit the other person with the stories of this one; the printed names stay."""
        twice = other.credits.filter(article=OuterRef("article"), role=OuterRef("role"))
        self.credits.filter(Exists(twice)).delete()
        self.credits.update(person=other)
