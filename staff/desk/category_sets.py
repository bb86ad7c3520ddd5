"""The desk's page "Kategori awal": sets of categories that regional papers begin with, to be ticked."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Category
from articles.slugs import slug_of

# key: (title, whom it suits, names in the order of the menu; behind a slash what is part of one).
SETS = {
    "kabupaten": (
        gettext_lazy("A paper of one regency or city"),
        gettext_lazy("Short menu, near the readers: what happened, what the town hall does, what things cost."),
        ("Peristiwa", "Pemerintahan", "Ekonomi", "Pendidikan", "Kesehatan", "Olahraga", "Budaya & Wisata", "Desa"),
    ),
    "provinsi": (
        gettext_lazy("A paper of a province"),
        gettext_lazy("Politics and courts have sections of their own; the regions lead to places."),
        (
            "Peristiwa", "Politik", "Hukum & Kriminal", "Ekonomi", "Pendidikan", "Kesehatan", "Olahraga",
            "Olahraga/Sepak Bola", "Wisata & Budaya", "Gaya Hidup", "Opini",
        ),
    ),
    "pesisir-tani": (
        gettext_lazy("A paper of farmers and fishers"),
        gettext_lazy("For regions that live of land and sea: prices, weather, harvest."),
        (
            "Peristiwa", "Tani", "Laut & Perikanan", "Harga Pasar", "Pemerintahan", "Lingkungan", "Pendidikan",
            "Kesehatan", "Olahraga", "Budaya",
        ),
    ),
}  # fmt: skip
STEP = 10  # between two places in the order, for what comes in between


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, context):
    """GET shows the sets; POST adds the ticked categories of one, in its order."""
    if request.method == "POST":
        return _add(request)
    here = _here()
    context["sets"] = [
        (key, title, words, [(name, _label(name), _key(name) in here) for name in names])
        for key, (title, words, names) in SETS.items()
    ]
    return TemplateResponse(request, "desk/desk/category_sets.html", context)


def _add(request):
    _title, _words, names = SETS.get(request.POST.get("set", ""), ("", "", ()))
    ticked = set(request.POST.getlist("name"))
    added = add([name for name in names if name in ticked])
    if added:
        messages.success(request, _("Added: %s.") % ", ".join(added))
        return HttpResponseRedirect(reverse("admin:articles_category_changelist"))
    messages.info(request, _("Nothing new was ticked."))
    return HttpResponseRedirect(request.path)


@transaction.atomic
def add(names):
    """Add these categories, each with the one that it is part of, behind those that are here; return their
    names."""
    here, added = _here(), []
    order = max((category.order for category in here.values()), default=0)
    for name in names:
        above, _slash, _part = name.rpartition("/")
        for whole in filter(None, (above, name)):
            if _key(whole) in here:
                continue
            order += STEP
            parent = here.get(_key(whole.rpartition("/")[0]))
            category = Category(name=_label(whole), order=min(order, 32_000), parent=parent)
            category.save()
            here[_key(whole)] = category
            added.append(category.name)
    return added


def _here():
    """Return {path of names as slugs: category} of those that are here."""
    categories = {category.pk: category for category in Category.objects.order_by("path")}
    keys = {}
    for category in categories.values():
        above = keys.get(category.parent_id, "")
        keys[category.pk] = f"{above}/{slug_of(category.name, '', 80)}".lstrip("/")
    return {keys[pk]: category for pk, category in categories.items()}


def _key(name):
    return "/".join(slug_of(part, "", 80) for part in name.split("/"))


def _label(name):
    return name.rpartition("/")[2]
