"""The desk's page "Front page": editors put public stories on it, order them and take them away.

`articles/site/front_page.py` decides which of them readers see; this page says of each whether they do.
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
    """GET shows all places; POST puts a story in one (`_save_pick`), or does a step with a pick (`pick` and
    `step`)."""
    errors = []
    if request.method == "POST":
        errors = _step(request) if "step" in request.POST else _save_pick(request)
        if not errors:
            return HttpResponseRedirect(request.path)
    zone = timezone.get_default_timezone()
    context |= {"places": _places(), "spans": SPANS, "zone": zones.name(zone), "errors": errors}
    return TemplateResponse(request, "desk/desk/front_page.html", context, status=400 if errors else 200)


def search_stories(request):
    """Answer with public stories, for the field that searches."""
    _must(request, permissions.ADD_PICK)
    return access.story_choices(Article.objects.public(), request)


def _must(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _save_pick(request):
    """Put a story on the front page, or give one that is there another place or time.

    Returns the form's errors.
    """
    _must(request, permissions.ADD_PICK)
    form = PickForm(request.POST)
    if not form.is_valid():
        return [error for errors in form.errors.values() for error in errors]
    values = form.cleaned_data
    Pick.objects.set_place(values["article"], values["place"], until=form.until_when(), by=request.user)
    messages.success(request, _("“%(story)s” is on the front page.") % {"story": values["article"]})
    return []


def _step(request):
    """Move a pick up or down, or take it away.

    Returns errors; a pick that somebody took away already is no error.
    """
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
    return []


def _places():
    """[(place, its label, number of stories that it shows at most, [(pick, why readers do not see it or
    "")])]."""
    visible_stories, rows_of = set(), {place: [] for place in MOST}
    picks = sorted(
        Pick.objects.select_related("article__region"), key=lambda pick: list(MOST).index(pick.place)
    )
    for pick in picks:  # within a place in the order of `Pick.Meta`
        visible = [why for _pick, why in rows_of[pick.place] if not why]
        why = _why_hidden(pick, visible_stories, is_full=len(visible) >= MOST[pick.place])
        if not why:
            visible_stories.add(pick.article_id)
        rows_of[pick.place].append((pick, why))
    return [(place, place.label, MOST[place], rows) for place, rows in rows_of.items()]


def _why_hidden(pick, visible_stories, *, is_full):
    """Return why readers do not see a pick; "" when they do.

    `visible_stories` are the ids of those higher up.
    """
    if not pick.article.is_public:
        return workflow.state_label(pick.article)
    if pick.until and pick.until <= timezone.now():
        return _("its time is over")
    if pick.article_id in visible_stories:
        return _("stands higher up already")
    return _("waits until one above it leaves") if is_full else ""
