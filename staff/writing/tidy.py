"""Rapikan: a text that was pasted as a finished story becomes a right one, in one press.

An open form asks twice: first for what would change, then, pressed, for the fields as they are to be. The same
code as the importer's reads the text (`articles.filing`); nothing is saved here.
"""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Lower
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import comparison, permissions
from articles.house import find_stories
from articles.models import Article, Credit, Person, Region
from articles.models.article import NO_DATELINE, place_of
from articles.text import body, plain_text
from articles.text.story_text import CreditLine
from staff import access, workflow
from staff.workflow import filed_parts
from staff.writing import autosave_views
from staff.writing.forms import (
    FORM_FIELDS,
    MAX_CREDITS,
    MAX_RELATED,
    MAX_TAGS,
    PHONE,
    data_of,
    form_for,
)

MOST_QUESTIONS = 12  # that are shown
LARGEST_DIFFERENCE = 60_000  # characters of HTML that a phone is sent


@require_POST
@autosave_views.for_whom_it_was_opened
def tidy(request, pk=None):
    """Answer with what would change, or with `apply` in the form, with the fields as they are to be."""
    article = _article(request, pk)
    if len(request.POST.get("body", "")) > filed_parts.LONGEST:
        return _answer({"is_too_long": True})
    before = form_for(request.user)(request.POST, instance=article).text()
    story = Tidied(before, article, request.user, makes_people="apply" in request.POST)
    if "apply" in request.POST:
        return _answer(
            {"is_applied": True, "questions": story.questions}, **story.fields(request.POST.get("mode"))
        )
    difference = comparison.differences(before, story.text, access.visible(request))
    size = sum(len(piece.html) for _label, pieces in difference for piece in pieces)
    context = {"parts": story.parts, "questions": story.questions, "changes": len(difference)}
    return _answer(
        context | {"difference": difference if size < LARGEST_DIFFERENCE else []}, found=len(difference)
    )


def _article(request, pk):
    article = access.visible_story(request, pk) if pk else None
    if article and workflow.edit_refusal(article, request.user):
        raise Http404
    if not article and not request.user.has_perm(permissions.ADD_ARTICLE):
        raise PermissionDenied
    return article


def _answer(context, **more):
    """The HTML that static/desk/writing/tidy.js shows as it comes, and the style that it needs."""
    questions = context.get("questions", [])
    context |= {"questions": questions[:MOST_QUESTIONS], "more": max(0, len(questions) - MOST_QUESTIONS)}
    html = render_to_string("desk/writing/_tidy.html", context)
    return JsonResponse({"html": html, "style": static("desk/writing/tidy.css"), **more})


class Tidied:
    """A text with its parts in their places: `text`, and what a person has to look at.

    Names that nobody has here stand without a person until `makes_people`.
    """

    def __init__(self, before, article, user, *, makes_people=False):
        self.before, self.user, self.makes_people = before, user, makes_people
        self.draft = filed_parts.read(before)
        own_ids = {article.pk, article.update_of_id} - {None} if article else set()
        stories = find_stories(list(self.draft.targets), self.draft.house.hosts, besides=own_ids)
        html, related = self.draft.settle(stories)
        self.text = before.replace(
            headline=self.draft.headline[:200],
            body=html,
            sign_off=self.draft.sign_off or before.sign_off,
            commercial_label=before.commercial_label or self.draft.commercial_label,
            tags=self._tags(),
            credits=self._credits(),
            related=tuple(dict.fromkeys([*before.related, *related]))[:MAX_RELATED],
            **self._place(),
        )
        self.parts = filed_parts.names_of_parts(self.draft)
        self.questions = filed_parts.questions(self.draft.notes)

    def _place(self):
        """Region and dateline: the region prints the place, unless the text names another."""
        place, before = self.draft.dateline, self.before
        if not place:
            return {}
        region = Region.objects.filter(pk=before.region).first()
        if not region:
            regions = list(Region.objects.named(place)[:2])
            region = regions[0] if len(regions) == 1 else None  # which of two, the writer knows
        printed = place_of("", (region and (region.dateline or region.name)) or "")
        is_printed = printed.casefold() == place.casefold() and before.dateline in ("", NO_DATELINE, place)
        return {"region": region.pk if region else None, "dateline": "" if is_printed else place[:60]}

    def _tags(self):
        names = {name.casefold(): name for name in [*self.draft.tags[::-1], *self.before.tags[::-1]]}
        unique = list(names.values())[::-1]
        if unique[MAX_TAGS:]:
            self.draft.note("tags-too-many", ", ".join(unique[MAX_TAGS:]))
        return tuple(sorted(unique[:MAX_TAGS]))

    def _credits(self):
        """The people whom the text names, in place of those named so far for the same work."""
        names = [(role, name[:120]) for role, name in self.draft.credits[:MAX_CREDITS]]
        people = self._people({name.lower() for _role, name in names})
        lines = [self._credit(role, name, people[name.lower()]) for role, name in names]
        lines = [line for line in lines if line]
        kinds = {_work(line.role) for line in lines}
        kept = [line for line in self.before.credits if _work(line.role) not in kinds]
        unique = {(line.person or line.name, line.role): line for line in [*kept, *lines]}
        return tuple(sorted(unique.values(), key=_rank))[:MAX_CREDITS]

    def _people(self, keys):
        """People of these names in small letters; one with an account first."""
        people = defaultdict(list)
        rows = Person.objects.annotate(key=Lower("name")).filter(key__in=keys).order_by("user", "pk")
        for person in rows if keys else ():
            people[person.key].append(person)
        return people

    def _credit(self, role, name, people):
        if people[1:]:
            self.draft.note("credits-namesakes", name)
        if people:
            return CreditLine(people[0].pk, role, name)
        if not self.user.has_perm(permissions.ADD_PERSON):
            self.draft.note("credits-unsure", name)
            return None
        if self.makes_people:
            people.append(Person.objects.create(name=name))
        return CreditLine(people[0].pk if people else None, role, name)

    def fields(self, mode):
        """Return the fields of the form that change, as `Scratch.data`, and what ids in them are called."""
        changed = self.text.changed(self.before)
        names = {FORM_FIELDS.get(part, part) for part in changed}
        rows = {
            name: values for name, values in data_of(self.text).items() if name.partition("-")[0] in names
        }
        if "body" in rows:
            rows["body"] = [_for_composer(self.text.body, mode)]
        region = self.text.region if "region" in rows else None
        return {
            "fields": rows,
            "labels": {"region": str(Region.objects.get(pk=region))} if region else {},
            "stories": dict(Article.objects.filter(pk__in=self.text.related).values_list("pk", "headline")),
        }


def _for_composer(html, mode):
    return plain_text.to_plain(html) if mode == PHONE else body.for_editor(html, reverse("admin:index"))


def _work(role):
    """A reporter's work is a writer's, under another name."""
    return Credit.Role.WRITER if role == Credit.Role.REPORTER else role


def _rank(line):
    return Credit.Role.values.index(line.role)
