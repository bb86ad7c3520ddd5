"""The stories for other newsrooms and for programs, read-only, in ninjs 3.1.

Two ways through the list: newest first, and with `sejak` from a moment on in the order of changes,
withdrawals included. Whoever follows `next` to its end, and from time to time `changes`, misses nothing
(decision 0022).
"""

import json
from datetime import UTC, timedelta

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BigIntegerField, Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import pagination
from articles.addresses import absolute
from articles.fragments import remembered
from articles.machines import ninjs, printing, stories
from articles.models import (
    Article,
    Category,
    LegacyPath,
    Region,
    Tag,
)
from articles.models.queryset import NEVER
from articles.parameters import reads
from articles.site import site_context

PAGE_SIZE = 20
LOOKED_AT = 1000  # stories that a page looks through for those that fit its filters
OVERLAP = timedelta(
    minutes=1
)  # a change has its moment before it is committed, and may be seen after a later one


class MomentField(forms.CharField):
    """A moment in ISO 8601; without an offset, of the newsroom's zone."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(
                text.replace(" ", "+") if "T" in text else text
            )  # a raw + came as a space
            moment = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
            return moment.astimezone(UTC)
        except (AttributeError, ValueError, OverflowError) as error:
            raise forms.ValidationError(_("This is no moment such as 2026-11-26T07:30:00+07:00.")) from error


class Question(forms.Form):
    kategori = forms.CharField(max_length=255, required=False)
    daerah = forms.CharField(max_length=80, required=False)
    tag = forms.CharField(max_length=100, required=False)
    sejak = MomentField(max_length=40, required=False)
    sesudah = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)
    sebelum = forms.CharField(max_length=50, required=False)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("sejak") and self.cleaned_data.get("sebelum"):
            raise forms.ValidationError(_("“sejak” and “sebelum” are two ways through the list: choose one."))


@reads(*Question.base_fields)
@require_safe
def articles(request):
    question = Question(request.GET)
    if not question.is_valid():
        errors = [str(error) for messages in question.errors.values() for error in messages]
        return _answer({"error": " ".join(errors)}, status=400)
    parameters = question.cleaned_data
    try:
        filters = _filter_rows(parameters)
        rows, onward = (_changes if parameters["sejak"] else _newest)(filters, parameters)
        if not rows:
            _require_public(filters)
    except Http404 as error:
        return _answer({"error": str(error)}, status=404)
    following = f"{absolute(request.path)}?{urlencode(onward)}" if onward else None
    changes = {"sejak": (stories.last_change(request.edition) - OVERLAP).isoformat()}
    addresses = {
        "next": following,
        "changes": f"{absolute(request.path)}?{urlencode(_filter_parameters(parameters) | changes)}",
    }
    items = ", ".join(_items(request, [pk for _moment, pk in rows]))
    response = _json_answer(f'{{"items": [{items}], {_json(addresses)[1:]}')
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@require_safe
def article(request, pk):
    items = _items(request, [pk]) if pk <= BigIntegerField.MAX_BIGINT else []
    if not items:
        return _answer({"error": "no such story"}, status=404)
    return _json_answer(items[0])


def _answer(data, status=200):
    return _json_answer(_json(data), status)


def _json(data):
    return json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)


def _json_answer(text, status=200):
    return HttpResponse(
        text,
        status=status,
        content_type="application/json",
        headers={"Access-Control-Allow-Origin": "*"},  # public, and without cookies
    )


# ---- Which stories


def _filter_rows(parameters):
    """Return {filter: its tag, region or category}.

    Raises Http404 where the list that is asked for is not there.
    """
    filters = {}
    for name, model, key in (
        ("tag", Tag, "slug"),
        ("daerah", Region, "slug"),
        ("kategori", Category, "path"),
    ):
        if value := parameters[name]:
            filters[name] = model.objects.filter(**{key: value}).first() or LegacyPath.objects.target(
                f"/{name}/{value}/", model._meta.model_name
            )
            if not filters[name]:
                raise Http404(f"{name}: not found")
            parameters[name] = getattr(filters[name], key)  # the next page is asked for by the present one
    return filters


def _require_public(filters):
    """Raise Http404 where one of the lists never had a public story. What was withdrawn counts: whoever follows
    the list has to learn of it."""
    for name, node in filters.items():
        if not _was_public(node):
            raise Http404(f"{name}: not found")


def _was_public(node):
    if isinstance(node, Tag):
        return Article.objects.ever_public().filter(tagged_items__tag=node).exists()
    nodes = type(node).objects.within(node)
    withdrawn = Article.objects.ever_public().filter(
        status=Article.Status.WITHDRAWN, **{f"{node._meta.model_name}__in": nodes}
    )
    return bool(Article.objects.public().newest(1, nodes)) or withdrawn.exists()


def _newest(filters, parameters):
    """Return one page, the newest first, and the question for the next one."""
    public, nodes, rest = Article.objects.public(), None, dict(filters)
    if tag := rest.pop("tag", None):
        public = public.with_tag(tag)
    elif rest:  # the first one leads through its own list
        node = rest.pop(next(iter(rest)))
        nodes = type(node).objects.within(node)
    if parameters["sebelum"]:
        public = pagination.after(public, parameters["sebelum"])
    rows, last = _look_through(lambda most: public.newest(most, nodes), "published_at", rest)
    return rows, last and _filter_parameters(parameters) | {"sebelum": pagination.cursor(*last)}


def _changes(filters, parameters):
    """Return one page in the order of changes, from a moment on, and the question for the next one."""
    since, after = max(parameters["sejak"], NEVER), parameters["sesudah"] or 0
    changed = Article.objects.ever_public().with_change()
    changed = changed.filter(changed_at__gte=since, changed_at__lte=timezone.now())
    changed = changed.exclude(Q(changed_at=since) & Q(pk__lte=after)).order_by("changed_at", "pk")
    rows, last = _look_through(lambda most: changed[:most], "changed_at", filters)
    return rows, last and _filter_parameters(parameters) | {
        "sejak": last[0].isoformat(),
        "sesudah": last[1],
    }


def _look_through(first, moment, filters):
    """Return (moment, id) of one page of the stories that fit, and of that after which the next one begins;
    None at the end.

    No index has every pair of filters in its order, so of a list only so many stories are looked at, and the
    page may hold few or none although more follow. That costs the same however large the archive is and
    however few fit.
    """
    most = LOOKED_AT if filters else PAGE_SIZE + 1
    rows = list(first(most).values_list(moment, "pk"))
    fits = _fitting([pk for _moment, pk in rows], filters)
    fitting = [row for row in rows if row[1] in fits]
    page = fitting[:PAGE_SIZE]
    if len(fitting) > PAGE_SIZE:
        return page, page[-1]
    return page, rows[-1] if len(rows) == most else None


def _fitting(ids, filters):
    if not filters:
        return ids
    fitting = Article.objects.filter(pk__in=ids)
    for name, field in (("kategori", "category"), ("daerah", "region")):
        if node := filters.get(name):
            fitting = fitting.filter(**{f"{field}__in": type(node).objects.within(node).values("pk")})
    if tag := filters.get("tag"):
        fitting = fitting.filter(tagged_items__tag=tag)
    return set(fitting.values_list("pk", flat=True))


def _filter_parameters(parameters):
    return {name: parameters[name] for name in ("kategori", "daerah", "tag") if parameters[name]}


# ---- Stories with all that belongs to them


def _items(request, ids):
    """Return these stories as JSON, each by itself."""
    publication = site_context.of(request).publication_row
    return [_item(rows, publication) for rows in stories.whole(ids)]


@remembered
def _item(rows, publication):
    story, files = stories.instance(rows)
    notices = story.text_notices
    html = printing.story_html(story, publication.instance, files, notices) if story.is_public else ""
    item = ninjs.item(
        story,
        publication.instance,
        html=html,
        photos=files.photos,
        notices=notices,
        withdrawal=next(iter(story.withdrawals), None),
    )
    return _json(item)
