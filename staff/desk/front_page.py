"""The desk's page "Front page": editors put public stories on it, order them and take them away.

What readers see of it is decided in `articles/site/front_page.py`; the page tells for each story whether they do.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions, zones
from articles.models import Article, Pick
from articles.site.front_page import MOST
from staff import access, workflow
from staff.desk.forms import SPANS, PickForm
from staff.parsing import number

STEPS = {"up": -1, "down": 1}


def page(request, context):
    """GET shows all places; POST puts a story there, or does one step with a pick (`pick` and `step`)."""
    errors = []
    if request.method == "POST":
        errors = _step(request) if "step" in request.POST else _put(request)
        if not errors:
            return HttpResponseRedirect(request.path)
    zone = timezone.get_default_timezone()
    context |= {"places": _places(), "spans": SPANS, "zone": zones.name(zone), "errors": errors}
    return TemplateResponse(request, "desk/desk/front_page.html", context, status=400 if errors else 200)


def find(request):
    """Public stories, for the field that searches."""
    _must(request, permissions.ADD_PICK)
    return access.story_choices(Article.objects.public(), request)


def _must(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _put(request):
    """Puts a story there, or gives one that is there another time. Returns what is wrong with the form."""
    _must(request, permissions.ADD_PICK)
    form = PickForm(request.POST)
    if not form.is_valid():
        return [error for errors in form.errors.values() for error in errors]
    values = form.cleaned_data
    Pick.objects.set_place(values["article"], values["place"], until=form.until_when(), by=request.user)
    messages.success(request, _("“%(story)s” is on the front page.") % {"story": values["article"]})
    return []


def _step(request):
    pick = Pick.objects.filter(pk=number(request.POST.get("pick", ""))).first()
    step = request.POST["step"]
    if pick and step in STEPS:
        _must(request, permissions.CHANGE_PICK)
        Pick.objects.move(pick, STEPS[step])
    elif pick and step == "out":
        _must(request, permissions.DELETE_PICK)
        pick.delete()
    elif pick:
        return [_("This step is not known.")]
    return []  # one that somebody took away already is away


def _places():
    """[(place, its label, most that it shows, [(pick, why readers do not see it or "")])]."""
    stories, rows_by_place = set(), {place: [] for place in MOST}
    picks = sorted(
        Pick.objects.select_related("article__region"), key=lambda pick: list(MOST).index(pick.place)
    )
    for pick in picks:  # within a place in the order of `Pick.Meta`
        visible = [why for _pick, why in rows_by_place[pick.place] if not why]
        why = _why_hidden(pick, stories, is_full=len(visible) >= MOST[pick.place])
        if not why:
            stories.add(pick.article_id)
        rows_by_place[pick.place].append((pick, why))
    return [(place, place.label, MOST[place], rows) for place, rows in rows_by_place.items()]


def _why_hidden(pick, stories, *, is_full):
    if not pick.article.is_public:
        return workflow.state_label(pick.article)
    if pick.until and pick.until <= timezone.now():
        return _("its time is over")
    if pick.article_id in stories:
        return _("stands higher up already")
    return _("waits until one above it leaves") if is_full else ""
