"""The desk's list of stories with its search and filters, and the options of the quick switcher.

Every filter is a parameter of the list's address, so that any number on the desk can lead to its stories:

    q                       words, phrases and exclusions as readers' search has them; a story's number or its
    address status__exact           draft, submitted, returned, approved (and waiting), scheduled, published,
    withdrawn, spiked,
                            overdue: scheduled updates that should be online, or ever_public: published or
                            withdrawn
    needs_signature__exact  1: night stories to sign region, category        an id: with all that lies in it
    own                     1: only the region and the category themselves writer                  a person's
    id, or a name claimed                 me, any or none: of the submitted stories, those that I, somebody or
    nobody has claimed older                   1h, 4h, 1d or 1w: longer than this in their state; without a
    state, stories under way since, until            days of publication, 2026-11-26, in the newsroom's time;
    scheduled ones included o                       queue: the most urgent first, then the one that has waited
    longest; for one state under way p                       the page

A list is put together from three parts, each the newest stories of an index of its own: published stories,
scheduled ones, and those at the desk. None is counted: a part ends with the first row beyond MOST.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Paginator
from django.db.models import F, Func, OuterRef, Prefetch, Q, TextField, Value
from django.db.models.functions import NullIf
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from articles import permissions, search
from articles.models import Article, Category, Credit, Person, Region, Tag
from articles.models.fields import CleanTextField
from staff import access, counting, parsing, workflow
from staff.desk import bulk_actions, navigation
from staff.models import Claim
from staff.workflow import (
    APPROVED,
    DRAFT,
    PUBLISHED,
    RETURNED,
    SCHEDULED,
    SPIKED,
    SUBMITTED,
    WITHDRAWN,
    review_queue,
)

MOST = counting.CAP  # stories in a list; beyond, "1.000+" is shown
PER_PAGE, MATCHES_PER_PAGE = 50, 20  # a match has a snippet, which the database makes of its text
NAMES = 8  # of people to choose from
SWITCHER_DESK_STORIES, SWITCHER_STORIES, SWITCHER_PEOPLE = 4, 8, 3
OVERDUE, EVER_PUBLIC = "overdue", "ever_public"
STATES = {
    **dict(Article.Status.choices),
    SCHEDULED: pgettext_lazy("status", "Scheduled"),
    OVERDUE: gettext_lazy("Overdue update"),
    EVER_PUBLIC: gettext_lazy("Published, withdrawn ones too"),
}
LIST_STATES = (
    DRAFT,
    SUBMITTED,
    RETURNED,
    APPROVED,
    SCHEDULED,
    OVERDUE,
    PUBLISHED,
    WITHDRAWN,
    SPIKED,
    EVER_PUBLIC,
)
AGES = {
    "1h": (gettext_lazy("more than an hour"), timedelta(hours=1)),
    "4h": (gettext_lazy("more than 4 hours"), timedelta(hours=4)),
    "1d": (gettext_lazy("more than a day"), timedelta(days=1)),
    "1w": (gettext_lazy("more than a week"), timedelta(weeks=1)),
}
CLAIMS = {"me": gettext_lazy("by me"), "any": gettext_lazy("by anybody"), "none": gettext_lazy("by nobody")}
QUEUE = "queue"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_NUMBER = re.compile(r"#?(\d{1,9})", re.ASCII)
_ADDRESS = re.compile(r"/(?:berita|article)/(\d{1,9})(?:/|$)", re.ASCII)


def _choice(label, choices):
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        error_messages={"invalid_choice": gettext_lazy("This filter is not known, so it was left out.")},
    )


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class StoryListForm(forms.Form):
    q = CleanTextField(label=gettext_lazy("Search for"), required=False)
    status__exact = _choice(
        gettext_lazy("State"),
        [("", gettext_lazy("all"))] + [(state, STATES[state]) for state in LIST_STATES],
    )
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=gettext_lazy("Region"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such region.")},
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=gettext_lazy("Category"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such category.")},
    )
    writer = CleanTextField(label=gettext_lazy("Writer"), required=False)
    claimed = _choice(gettext_lazy("Claimed"), [("", gettext_lazy("all")), *CLAIMS.items()])
    own = _choice(gettext_lazy("Places"), [("1", gettext_lazy("without what lies in them"))])
    older = _choice(
        gettext_lazy("In its state for"),
        [("", gettext_lazy("any time")), *((key, label) for key, (label, _length) in AGES.items())],
    )
    since = _day(gettext_lazy("Published from"))
    until = _day(gettext_lazy("Published to"))
    needs_signature__exact = _choice(gettext_lazy("Signature"), [("1", gettext_lazy("to sign"))])
    o = _choice(gettext_lazy("Order"), [(QUEUE, gettext_lazy("as the editors should read them"))])

    def __init__(self, data):
        values = {name: _CONTROL.sub(" ", data.get(name, "")).strip() for name in self.base_fields}
        super().__init__(values, label_suffix="")
        self.is_valid()
        for name, nodes in (
            ("region", Region.objects.exclude(kind=Region.Kind.DISTRICT)),
            ("category", Category.objects.in_menu_order()),
        ):
            self.fields[name].choices = self._tree(nodes, self.cleaned_data.get(name))
        self.people = self._people(self.cleaned_data.get("writer", "")[: parsing.MOST_CHARACTERS])

    @staticmethod
    def _tree(nodes, current):
        """Return the choices of a tree: these nodes, which may leave out the smallest, and the current
        one."""
        parts = list(nodes.only("name", "path")[:MOST])
        if current and current not in parts:
            parts.append(current)
        rows = [(node.pk, "\N{EM SPACE}" * node.path.count("/") + node.name) for node in parts]
        return [("", gettext_lazy("all")), *rows]

    def clean_q(self):
        return self.cleaned_data["q"][: parsing.MOST_CHARACTERS]

    def _people(self, name):
        """Return people by an id or a name: those of exactly this name, else some whose names contain it."""
        if not name:
            return []
        if _NUMBER.fullmatch(name):
            people = Person.objects.filter(pk=int(name))
        else:
            same = list(Person.objects.filter(name__iexact=name)[:NAMES])
            people = same or Person.objects.filter(name__icontains=name).order_by("name")[:NAMES]
        people = list(people)
        if not people:
            self.add_error("writer", _("Nobody has this name."))
        elif len(people) > 1:
            self.add_error("writer", _("Several people have this name. Choose one:"))
        return people

    def query(self, user):
        values = self.cleaned_data
        region, category = values.get("region"), values.get("category")
        older = AGES.get(values.get("older"), (None, None))[1]
        state = values.get("status__exact", "")
        if values.get("claimed"):
            state = state or SUBMITTED
        return ListQuery(
            user=user,
            q=values.get("q", ""),
            state=state,
            regions=_within(region, values.get("own")),
            categories=_within(category, values.get("own")),
            writer=self.people[0] if len(self.people) == 1 else None,
            is_open=bool(self.people[1:]),
            claim=values.get("claimed", ""),
            before=timezone.now() - older if older else None,
            since=_start(values.get("since")),
            until=_end(values.get("until")),
            unsigned=bool(values.get("needs_signature__exact")),
            queue=values.get("o") == QUEUE and state in workflow.UNPUBLISHED,
        )


def _within(node, itself_alone):
    if not node or itself_alone:
        return (node.pk,) if node else ()
    return tuple(type(node).objects.within(node).values_list("pk", flat=True))


def _start(day):
    return day and timezone.make_aware(datetime.combine(day, time.min))


def _end(day):
    return day and timezone.make_aware(datetime.combine(day, time.max))


@dataclass(frozen=True)
class ListQuery:
    """The conditions of a list. Stories have been in their state since `before` at the latest."""

    user: Any
    q: str = ""
    state: str = ""
    regions: tuple = ()
    categories: tuple = ()
    writer: Person | None = None
    is_open: bool = False  # several people have the name, and one has to be chosen first
    claim: str = ""
    before: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    unsigned: bool = False
    queue: bool = False
    parsed: search.ParsedQuery = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "parsed", search.read(self.q))

    @property
    def is_address(self):
        return bool(_ADDRESS.search(self.q))

    @property
    def number(self):
        """The number of the story whose number or address was typed; None without one."""
        match = _NUMBER.fullmatch(self.q) or _ADDRESS.search(self.q)
        return match and int(match[1])

    def exact(self, stories):
        """Return a list of that story, where it is among these; for words an empty list, without a query."""
        return list(stories.filter(pk=self.number)) if self.number else []

    @property
    def filters(self):
        until = min(filter(None, [self.until, self.before]), default=None)
        return search.Filters(self.categories, self.regions, self.since, until)

    @property
    def states(self):
        """Statuses of the list's rows at the desk; () for all."""
        if self.state in (OVERDUE, EVER_PUBLIC):
            return (PUBLISHED,) if self.state == OVERDUE else (WITHDRAWN,)
        if self.state:
            return (PUBLISHED if self.state == SCHEDULED else self.state,)
        return workflow.UNPUBLISHED if self.before else ()

    def wants(self, *states):
        return self.state in ("", *states) and not (self.before and not self.state)


@dataclass(frozen=True)
class StoryRows:
    rows: list = field(default_factory=list)  # [(moment, id)] in order
    more: bool = False
    endings: tuple = ()  # words that begin as the last word does, for the snippets
    looked_at: int = 0  # see `search.Matches`

    @property
    def ids(self):
        return list(dict.fromkeys(pk for _moment, pk in self.rows))

    @property
    def count_label(self):
        """The number of stories as `317`, or `1.000+`."""
        return number_format(len(self.ids), force_grouping=True) + ("+" if self.more else "")


# ---- Which stories


def find_stories(query):
    """Return at most MOST rows of the stories that match, a story named by its number first.

    Raises search.TooBroad.
    """
    exact = [(story.saved_at, story.pk) for story in query.exact(Article.objects.visible_to(query.user))]
    if query.is_open or query.is_address or (query.q and not query.parsed):
        return StoryRows(exact)
    public = _public(query) if query.wants(PUBLISHED, EVER_PUBLIC) else StoryRows()
    rows = [*public.rows]
    if query.wants(SCHEDULED):
        rows += _newest(
            _filter(Article.objects.scheduled_stories().open_to(query.user), query), "published_at"
        )
    if query.state != PUBLISHED:
        rows += _at_desk(query)
    if not query.queue:
        rows.sort(reverse=True)
    more = public.more or len(rows) > MOST
    return StoryRows([*exact, *rows[:MOST]], more, public.endings, public.looked_at)


def _newest(stories, moment):
    return stories.order_by(f"-{moment}", "-pk").values_list(moment, "pk")[: MOST + 1]


def _at_desk(query):
    stories = _filter(Article.objects.at_desk().open_to(query.user), query)
    if query.parsed:  # as their index of words has it
        stories = stories.filter(search_entry__published_at=None)
    if query.states:
        stories = stories.filter(status__in=query.states)
    if query.state == OVERDUE:
        stories = stories.filter(published_at__lte=timezone.now())
    if query.queue:
        return stories.order_by(*review_queue.ORDER).values_list("status_since", "pk")[: MOST + 1]
    return _newest(stories, "saved_at")


def _public(query):
    """Return the rows of published stories.

    With words, a region or a category, one index of them all is read month by month; a person's stories have
    an index of their own.
    """
    if query.unsigned or query.claim:
        return StoryRows(list(_newest(_filter(Article.objects.public(), query), "published_at")))
    if query.writer:
        theirs = Q(credits__person=query.writer, credits__role__in=Credit.WRITING_ROLES)
        theirs &= Q(credits__published_at__lte=timezone.now())
        stories = _filter_columns(Article.objects.public().filter(theirs), query, query.filters.until)
        with search.patience():
            return StoryRows(list(_newest(stories, "credits__published_at")))
    if not (query.parsed or query.regions or query.categories):
        stories = _filter_columns(Article.objects.public(), query, query.filters.until)
        return StoryRows(list(_newest(stories, "published_at")))
    with search.patience() as cursor:
        if not query.parsed:
            return StoryRows(search.newest(cursor, query.filters, MOST + 1))
        matches, endings = search.find(cursor, query.parsed, query.filters, newest_first=True)
        moments = Article.objects.filter(pk__in=matches.ids).values_list("published_at", "pk")
        return StoryRows(list(moments), matches.more, endings, matches.looked_at)


def _filter_columns(stories, query, until):
    """Filter stories by columns of their own row, for indexes of one table."""
    conditions = {
        "search_entry__search": query.parsed and search.contains(query.parsed),
        "category__in": query.categories,
        "region__in": query.regions,
        "published_at__gte": query.since,
        "published_at__lte": until,
    }
    return stories.filter(**{name: value for name, value in conditions.items() if value})


def _filter(stories, query):
    """Filter stories by everything but the state.

    They are never many, so that the query may cost more a story.
    """
    stories = _filter_columns(stories.visible_to(query.user), query, query.until)
    if query.before:
        stories = stories.filter(status_since__lte=query.before)
    if query.unsigned:
        stories = stories.filter(needs_signature=True)
    if query.writer:
        theirs = Credit.objects.filter(person=query.writer, role__in=Credit.WRITING_ROLES)
        stories = stories.filter(pk__in=theirs.values("article"))
    if query.claim:
        claims = Claim.objects.live()
        if query.claim == "me":
            claims = claims.filter(user=query.user)
        has_claim = Q(pk__in=claims.values("article"))
        stories = stories.filter(~has_claim if query.claim == "none" else has_claim)
    return stories


# ---- The page


def page(request, context):
    """Show the list of stories."""
    form = StoryListForm(request.GET)
    query = form.query(request.user)
    try:
        result = find_stories(query)
    except search.TooBroad:
        result = StoryRows()
        context["too_broad"] = True
    paginator = Paginator(result.ids, MATCHES_PER_PAGE if query.q else PER_PAGE)
    stories = paginator.get_page(parsing.page(request))
    stories.object_list = stories_of(list(stories), query.parsed, result.endings)
    context |= {
        "title": STATES.get(query.state) or _("All stories"),
        "form": form,
        "active_filters": _active_filters(request, form),
        "query": query,
        "page": stories,
        "result": result,
        "bulk_actions": bulk_actions.available_labels(request.user)
        if any(story.may_tick for story in stories)
        else {},
        "may_queue": query.state in workflow.UNPUBLISHED and not query.queue,
        "may_add": request.user.has_perm(permissions.ADD_ARTICLE),
    }
    return TemplateResponse(request, "desk/desk/story_list.html", context, status=400 if form.errors else 200)


def _active_filters(request, form):
    """[(label, value, the address's query without it)] of the filters in use; the words stay in their
    field."""
    active = []
    for name in form.fields:
        if name == "q" or not form.data[name] or name in form.errors:
            continue
        rest = request.GET.copy()
        for key in (name, "p"):
            rest.pop(key, None)
        value = form.cleaned_data[name]
        if name == "writer":
            value = form.people[0]
        elif choices := getattr(form.fields[name], "choices", None) if isinstance(value, str) else None:
            value = dict(choices)[value]
        elif isinstance(value, date):
            value = date_format(value, "j M Y")
        active.append((form.fields[name].label, value, rest.urlencode()))
    return active


def stories_of(ids, parsed, endings=()):
    """Return these stories in this order, with the attributes that a row of the list shows, in two
    queries."""
    credits = Credit.objects.filter(role__in=Credit.WRITING_ROLES).only("article", "role", "name")
    stories = Article.objects.filter(pk__in=ids).select_related("category", "region", "claim__user")
    stories = stories.defer("body", "standfirst", "similar_ids")
    stories = stories.prefetch_related(Prefetch("credits", credits, to_attr="writers"))
    if parsed:
        stories = stories.annotate(about=_about(), beginning=search.beginning())
    by_id = {story.pk: story for story in stories}
    highlighter = search.Highlighter(parsed.lexemes.union(endings))
    for story in by_id.values():
        story.state, story.state_label = workflow.state_of(story), workflow.state_label(story)
        story.moment = story.published_at if story.status == PUBLISHED else story.status_since
        story.live_claim = review_queue.claim_of(story)
        story.may_tick = not story.is_public or story.needs_signature
        if parsed:
            _mark(story, highlighter)
    return [by_id[pk] for pk in ids if pk in by_id]


def _about():
    """Return an expression for what is searched beside headline and text: standfirst, place, tags and names."""
    tags = Tag.objects.filter(tagged_items__content_object=OuterRef("pk")).order_by("name").values("name")
    names = Credit.objects.filter(article=OuterRef("pk")).order_by("order").values("name")
    parts = [NullIf(F("standfirst"), Value("")), NullIf(F("dateline"), Value(""))]
    parts += [NullIf(_join(ArraySubquery(own)), Value("")) for own in (tags, names)]
    return _join(Func(*parts, template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField())))


def _join(array):
    return Func(array, Value(" · "), function="array_to_string", output_field=TextField())


def _mark(story, highlighter):
    """Mark the words where they are, as HTML; without the text's passage where they are in the other parts
    alone."""
    about, snippet = highlighter.mark(story.about), highlighter.snippet(story)
    is_elsewhere = search.is_marked(about) and not search.is_marked(snippet)
    story.about = search.marked_html(about, whole=True) if search.is_marked(about) else ""
    story.snippet = "" if is_elsewhere else search.marked_html(snippet)
    story.marked_headline = search.marked_html(highlighter.mark(story.headline), whole=True)


# ---- The quick switcher


@require_safe
def offer(request):
    """Answer the quick switcher with options for the words in `?q=`: pages of the desk, people and
    stories."""
    query = ListQuery(
        request.user, _CONTROL.sub(" ", request.GET.get("q", "")).strip()[: parsing.MOST_CHARACTERS]
    )
    try:
        stories = _switcher_stories(access.visible(request), query)
    except search.TooBroad:
        stories = []
    options = [
        {
            "title": story.headline,
            "note": " · ".join(filter(None, [str(workflow.state_label(story)), str(story.region or "")])),
            "url": reverse("admin:articles_article_review", args=[story.pk]),
        }
        for story in stories
    ]
    words = query.q.lower().split()
    pages = [
        {"title": str(title), "note": str(note), "url": str(link)}
        for title, note, link in (*navigation.pages(request), *_state_pages())
        if all(word in str(title).lower() for word in words)
    ]
    people = _people_pages(query.q) if words else []
    return JsonResponse({"options": [*options, *people, *pages] if words else [*pages, *options]})


def _people_pages(name):
    stories = reverse("admin:articles_article_changelist")
    people = Person.objects.filter(name__icontains=name).order_by("name")[:SWITCHER_PEOPLE]
    note = _("Stories by this person")
    return [{"title": person.name, "note": note, "url": f"{stories}?writer={person.pk}"} for person in people]


def _state_pages():
    stories = reverse("admin:articles_article_changelist")
    return [
        (STATES[state], _("Stories by state"), f"{stories}?status__exact={state}") for state in LIST_STATES
    ]


def _switcher_stories(visible, query):
    """Return the last saved stories at the desk and the best published ones; without words only the last
    saved."""
    stories = visible.select_related("region").defer("body", "standfirst")
    at_desk = stories.at_desk().order_by("-saved_at", "-pk")
    if not query.q:
        return at_desk[:SWITCHER_DESK_STORIES]
    exact = query.exact(stories)
    if exact or not query.parsed:
        return exact
    with search.patience() as cursor:
        best, _endings = search.find(cursor, query.parsed, search.Filters())
        has_words = search.contains(query.parsed)
        last = visible.at_desk().order_by("-saved_at", "-pk").values("pk")[: search.UNDER_WAY]
        own = [
            *at_desk.filter(search_entry__search=has_words, search_entry__published_at=None)[
                :SWITCHER_DESK_STORIES
            ],
            *stories.scheduled_stories().filter(search_entry__search=has_words)[:SWITCHER_DESK_STORIES],
            *at_desk.filter(pk__in=last, headline__icontains=query.q)[:SWITCHER_DESK_STORIES],
        ]
        public = stories.in_bulk(best.ids[:SWITCHER_STORIES])
    first = list({story.pk: story for story in own}.values())[:SWITCHER_DESK_STORIES]
    return [*first, *(public[pk] for pk in best.ids if pk in public)][:SWITCHER_STORIES]
