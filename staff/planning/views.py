"""The desk's pages "Penugasan" and "Kalender".

Mounted by `Desk.get_urls`, for accounts that write at the desk.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import permissions, zones
from articles.models import Article, Category, Region
from staff import access, parsing
from staff.models import Assignment, User
from staff.parsing import number
from staff.planning import assignments, calendar
from staff.workflow import Refused, scheduling

PAGE_SIZE = 50
MOST_PAGES = 1000
MOST_STEPS = 50
EVENING = time(17)  # the time that is suggested for an assignment of a day
SELECTIONS = {
    "berjalan": gettext_lazy("Running"),
    "terlambat": gettext_lazy("Overdue"),
    "bebas": gettext_lazy("Free to take"),
    "saya": gettext_lazy("Mine"),
    "selesai": pgettext_lazy("assignments", "Done"),
    "batal": pgettext_lazy("assignments", "Cancelled"),
}
STEPS = {
    "take": assignments.take,
    "begin": assignments.begin_story,
    "decline": assignments.decline,
    "cancel": assignments.cancel,
}
VIEWS = {
    calendar.MONTH: gettext_lazy("Month"),
    calendar.WEEK: gettext_lazy("Week"),
    calendar.DAY: gettext_lazy("Day"),
}


def urls(behind_login):
    """Return the URL patterns of both pages."""
    pages = [
        ("penugasan/", assignment_list, "assignments"),
        ("penugasan/baru/", add, "assignment_add"),
        ("penugasan/<int:pk>/", assignment, "assignment"),
        ("penugasan/<int:pk>/ubah/", change, "assignment_change"),
        ("penugasan/<int:pk>/langkah/<slug:step>/", step, "assignment_step"),
        ("kalender/", calendar_page, "calendar"),
        ("kalender/<int:pk>/waktu/", move, "calendar_move"),
    ]
    return [path(route, behind_login(view), name=name) for route, view, name in pages]


def for_writers(view):
    """Decorate a view for accounts that write: those that only administer have no part in the plan."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.has_perm(permissions.ADD_ARTICLE):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


def for_planners(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not assignments.may_plan(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


def _context(request, title, **context):
    return {
        **admin.site.each_context(request),
        "title": title,
        "may_plan": assignments.may_plan(request.user),
        **context,
    }


def _page_number(request):
    page = number(parsing.page(request))
    if not page or page > MOST_PAGES:
        raise Http404
    return page


# ---- Assignments


@for_writers
@require_safe
def assignment_list(request):
    return _assignments(request)


def _assignments(request, refusal=None, status=200):
    selection = request.GET.get("pilih", "berjalan")
    if selection not in SELECTIONS:
        raise Http404
    page = _page_number(request)
    first = (page - 1) * PAGE_SIZE
    mine = Assignment.objects.visible_to(request.user).for_lists()
    rows = list(_of_selection(mine, selection, request.user)[first : first + PAGE_SIZE + 1])
    if page > 1 and not rows:
        raise Http404
    context = _context(
        request,
        _("Assignments"),
        assignments=rows[:PAGE_SIZE],
        has_more=len(rows) > PAGE_SIZE,
        page=page,
        selection=selection,
        choices=SELECTIONS.items(),
        refusal=refusal,
    )
    return TemplateResponse(request, "desk/planning/assignments.html", context, status=status)


def _of_selection(rows, selection, user):
    if selection == "selesai":
        return rows.finished().order_by("-due_at", "-pk")
    if selection == "batal":
        return rows.exclude(cancelled_at=None).order_by("-due_at", "-pk")
    running = {"berjalan": rows.running, "terlambat": rows.overdue, "bebas": rows.free, "saya": rows.running}
    rows_of = running[selection]()
    return (rows_of.filter(assignee=user) if selection == "saya" else rows_of).order_by("due_at", "pk")


@for_writers
@require_safe
def assignment(request, pk):
    return _assignment(request, pk)


def _assignment(request, pk, refusal=None, values=None, status=200):
    visible = Assignment.objects.visible_to(request.user).for_lists().select_related("category", "created_by")
    assignment = get_object_or_404(visible, pk=pk)
    context = _context(
        request,
        assignment.headline,
        assignment=assignment,
        available_steps=assignments.available_steps(assignment, request.user),
        steps=[
            (assignments.STEPS.get(s.action, s.action), s)
            for s in assignment.steps.select_related("actor")[:MOST_STEPS]
        ],
        may_read_story=assignment.article_id
        and Article.objects.visible_to(request.user).filter(pk=assignment.article_id).exists(),
        refusal=refusal,
        form_values=values or {},
    )
    return TemplateResponse(request, "desk/planning/assignment.html", context, status=status)


@for_writers
@require_POST
def step(request, pk, step):
    """Take, begin, decline or cancel an assignment; a refusal tells whoever comes too late who has it now."""
    if step not in STEPS:
        raise Http404
    assignment = get_object_or_404(Assignment, pk=pk)
    is_visible = Assignment.objects.visible_to(request.user).filter(pk=pk).exists()
    if not is_visible and step not in ("take", "begin"):
        raise Http404
    try:
        result = _do(request, assignment, step)
    except Refused as refused:
        status = 409 if refused.code == "stale" or not is_visible else 400
        if not is_visible:
            return _assignments(request, refused, status)
        return _assignment(
            request, pk, refused, {"step": step, "reason": request.POST.get("reason", "")}, status
        )
    if step == "begin":
        return access.to_page("change", result)
    messages.success(request, _SUCCESS_MESSAGES[step])
    return HttpResponseRedirect(assignments.address(assignment))


_SUCCESS_MESSAGES = {
    "take": gettext_lazy("The assignment is yours."),
    "decline": gettext_lazy("The assignment went back, and who gave it was told."),
    "cancel": gettext_lazy("The assignment is cancelled."),
}


def _do(request, assignment, step):
    values = {}
    if step in ("decline", "cancel"):
        values["version"] = number(request.POST.get("version", "")) or 0
        values["reason"] = request.POST.get("reason", "")
    return STEPS[step](assignment, by=request.user, **values)


class AssignmentForm(forms.ModelForm):
    """The form in which editors plan an assignment. Its time is typed as clocks show it in the region."""

    due = forms.CharField(
        label=gettext_lazy("Due (local time of the region)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        max_length=40,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    class Meta:
        model = Assignment
        fields = ["headline", "brief", "assignee", "due", "region", "place", "category", "urgency"]
        widgets = {"brief": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = assignments.reporters()
        self.fields["assignee"].empty_label = _("Anybody who takes it")
        if self.instance.article_id:  # its writers are changed in the story
            self.fields["assignee"].queryset = User.objects.filter(pk=self.instance.assignee_id)
            self.fields["assignee"].disabled = True
        if self.instance.pk:
            self.initial["due"] = scheduling.slot(self.instance.due_at, self.instance.zone)
            self.initial["version"] = self.instance.version

    def clean(self):
        values = super().clean()
        if values.get("due") and "region" in values:
            try:
                values["due_at"] = self._due_at(values["due"], zones.zone_of(values["region"]))
            except Refused as refused:
                self.add_error("due", ValidationError(refused.message))
        return values

    def _due_at(self, text, zone):
        """Return the time of a text; raises Refused for a time in the past, unless the assignment has it
        already."""
        if self.instance.pk and text == scheduling.slot(self.instance.due_at, zone):
            return self.instance.due_at
        due_at = scheduling.moment(text, zone)
        if due_at <= timezone.now():
            raise Refused(_("Choose a time in the future."), code="time")
        return due_at

    def _post_clean(self):
        """Leave the instance alone: `staff.planning.assignments` writes the row, under its lock."""

    def values(self):
        names = ("headline", "brief", "assignee", "due_at", "region", "place", "category", "urgency")
        return {name: self.cleaned_data[name] for name in names}


@for_writers
@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    form = AssignmentForm(_submit(request), initial={"due": _due_on(request.GET.get("tanggal", ""))})
    if request.method == "POST" and form.is_valid():
        assignment = assignments.plan(Assignment(**form.values()), by=request.user)
        messages.success(request, _("The assignment is planned."))
        return HttpResponseRedirect(assignments.address(assignment))
    return _form(request, form, _("New assignment"))


def _submit(request):
    return request.POST if request.method == "POST" else None


def _due_on(text):
    try:
        return f"{datetime.combine(date.fromisoformat(text), EVENING):%Y-%m-%dT%H:%M}"
    except ValueError:
        return ""


@for_writers
@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    assignment = get_object_or_404(Assignment.objects.for_lists().select_related("category"), pk=pk)
    if why := assignments.refusals(assignment, request.user)["change"]:
        return _assignment(request, pk, Refused(why), status=400)
    form = AssignmentForm(_submit(request), instance=assignment)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, _("Change the assignment"), assignment)
    try:
        assignments.change(
            assignment, form.values(), by=request.user, version=form.cleaned_data["version"] or 0
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return _form(
            request, form, _("Change the assignment"), assignment, 409 if refused.code == "stale" else 400
        )
    messages.success(request, _("The assignment is changed."))
    return HttpResponseRedirect(assignments.address(assignment))


def _form(request, form, title, assignment=None, status=None):
    context = _context(request, title, form=form, assignment=assignment)
    status = status or (400 if form.errors else 200)
    return TemplateResponse(request, "desk/planning/assignment_form.html", context, status=status)


# ---- The calendar


@dataclass(frozen=True)
class CalendarQuery:
    """The parameters of an address of the calendar."""

    view: str
    day: date
    filters: calendar.Filter
    zone: object
    page: int

    @classmethod
    def from_request(cls, request):
        """Read the parameters; raises Http404 for a view, day, region or category that does not exist."""
        values = {name: parsing.without_nul(value) for name, value in request.GET.items()}
        view = values.get("tampilan", calendar.MONTH)
        region, category = values.get("daerah", ""), values.get("kanal", "")
        filters = calendar.Filter(
            get_object_or_404(Region, slug=region) if region else None,
            get_object_or_404(Category, path=category) if category else None,
        )
        zone = zones.zone_of(filters.region)
        day = cls._day(values.get("tanggal", "")) or timezone.localdate(timezone=zone)
        if view not in VIEWS or not calendar.FIRST <= day <= calendar.LAST:
            raise Http404
        return cls(view, day, filters, zone, _page_number(request))

    @staticmethod
    def _day(text):
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise Http404("not a day") from error

    def query(self, **changes):
        """Return the address's query, from the question mark on, with these changes."""
        values = {
            "tampilan": self.view,
            "tanggal": self.day,
            "daerah": self.filters.region and self.filters.region.slug,
            "kanal": self.filters.category and self.filters.category.path,
        }
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in (values | changes).items() if value})
        return f"?{query.urlencode(safe='/')}"


@for_writers
@require_safe
def calendar_page(request):
    return _calendar(request)


def _calendar(request, refusal=None, values=None, status=200):
    query = CalendarQuery.from_request(request)
    span = calendar.span_of(query.view, query.day, query.zone)
    context = _context(
        request, _("Calendar"), query=query, span=span, refusal=refusal, form_values=values or {}
    )
    if query.view == calendar.DAY:
        context["items"], context["has_more"] = calendar.day_items(
            span, request.user, query.filters, query.page
        )
    else:
        context["days"] = [
            (day, query.query(tampilan=calendar.DAY, tanggal=day.date))
            for day in calendar.days_of(span, request.user, query.filters)
        ]
    undated = calendar.undated_items(request.user, query.filters)
    context |= {
        "undated_items": undated[: calendar.MOST_UNDATED],
        "has_more_undated": len(undated) > calendar.MOST_UNDATED,
        "views": [(view, label, query.query(tampilan=view)) for view, label in VIEWS.items()],
        "before": query.query(tanggal=span.before),
        "after": query.query(tanggal=span.after),
        "now": query.query(tanggal=""),
        "here": query.query(halaman=query.page if query.page > 1 else ""),
        "newer": query.query(halaman=query.page - 1),
        "older": query.query(halaman=query.page + 1),
        "zone_label": zones.name(query.zone),
        "regions": Region.objects.only("name", "slug", "path"),
        "categories": Category.objects.in_menu_order().only("name", "path"),
    }
    return TemplateResponse(request, "desk/planning/calendar.html", context, status=status)


@for_writers
@require_POST
def move(request, pk):
    """Give a story another time: `at` in its region's zone, or the `day` onto which it was dragged, at the
    same hour.

    A refusal shows the calendar as it was, with the reason at the story.
    """
    article = access.visible_story(request, pk)
    try:
        assignments.schedule(
            article,
            by=request.user,
            revision=number(request.POST.get("revision", "")),
            at=_new_time(request, article, CalendarQuery.from_request(request)),
        )
    except Refused as refused:
        values = {"pk": article.pk, "headline": article.headline, "at": request.POST.get("at", "")}
        status = 409 if refused.code in ("stale", "changed", "merge", "state") else 400
        return _calendar(request, refused, values, status)
    article.refresh_from_db(fields=["published_at"])
    when = zones.words(article.published_at, article.zone)
    messages.success(
        request, _("“%(story)s” goes online by itself on %(when)s.") % {"story": article, "when": when}
    )
    return HttpResponseRedirect(reverse("admin:calendar") + CalendarQuery.from_request(request).query())


def _new_time(request, article, query):
    """Return the time of `at` or `day`; raises Refused."""
    if "day" not in request.POST:
        return scheduling.moment(request.POST.get("at", ""), article.zone)
    try:
        day = date.fromisoformat(request.POST["day"])
    except ValueError as error:
        raise Refused(_("This is not a date and time."), code="time") from error
    if not article.is_scheduled or not calendar.FIRST <= day <= calendar.LAST:
        raise Refused(_("Please give a time."), code="time")
    clock = timezone.localtime(article.published_at, query.zone).time()
    return datetime.combine(day, clock, tzinfo=query.zone)
