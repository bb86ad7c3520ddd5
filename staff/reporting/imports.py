"""The desk's pages "Moving in": an administrator uploads an export of the old site, tries it out, and imports
it."""

from base64 import b64encode
from hashlib import sha256
from pathlib import PurePath

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.models import ArticleEvent, Credit, ExportFile, PiecedUpload
from articles.tasks import import_export, try_export
from articles.wordpress import mapping
from articles.wordpress.report_labels import OUTCOME_LABELS, reason_label, type_label
from staff.parsing import without_nul
from staff.reporting import pieced_uploads

MOST_LISTED = 300  # lists, and as many people, that the page offers for editing
REPORT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SECONDS = 3  # between two loads of the page while the job runs
GOALS = {
    "category": gettext_lazy("category"),
    "region": gettext_lazy("region"),
    "tag": gettext_lazy("tag"),
    "ignore": gettext_lazy("nothing"),
}
TYPES = {"ignore": GOALS["ignore"], "post": gettext_lazy("story"), "page": gettext_lazy("page")}
ROLES = {
    "keep": gettext_lazy("stays in the text"),
    "drop": gettext_lazy("is taken out"),
    **{role.value: role.label for role in Credit.Role if role.value in mapping.ROLES},
}
State = ExportFile.State


def index(request, context):
    """GET lists the uploaded exports, POST uploads one: whole, or the pieces that the browser sent before."""
    error = ""
    if request.method == "POST":
        export, error = _export_of(request)
        if export:
            return HttpResponseRedirect(_page(export))
    context |= {
        "exports": ExportFile.objects.select_related("uploaded_by")[:50],
        "error": error,
        "site": request.POST.get("site", ""),
    }
    return TemplateResponse(request, "desk/reporting/imports.html", context, status=400 if error else 200)


def _export_of(request):
    """Return (export, "") of what the form holds, or (None, what is wrong)."""
    file, pictures = (_upload(request, name) for name in ("file", "pictures"))
    site = without_nul(request.POST.get("site", "")).strip()[:300]
    if not file:
        return None, _("Choose an export of the old site that is not empty.")
    if site and not site.startswith(("https://", "http://")):
        return None, _("The address of the old site begins with https://.")
    if pictures and not isinstance(pictures, PiecedUpload):
        return None, _(
            "Pictures come in pieces: your browser did not run the script of this page. Load it once more."
        )
    return _store(file, request.user, pictures=pictures, site=site), ""


def _upload(request, name):
    """The file of a field, or the upload whose pieces came before; None where there is neither."""
    if upload := pieced_uploads.whole(request.user, request.POST.get(f"{name}_pieces", "")):
        return upload
    file = request.FILES.get(name)
    return file if file and file.size else None


@transaction.atomic
def _store(file, user, **facts):
    name = PurePath(without_nul(file.name)).name[-200:] or "export.xml"
    content = {"pieces": file} if isinstance(file, PiecedUpload) else {"file": file}
    export = ExportFile.objects.create(**content, name=name, uploaded_by=user, **facts)
    try_export.enqueue(export.pk)
    return export


def _page(export):
    return reverse("admin:articles_exportfile_change", args=[export.pk])


def detail(request, context, pk):
    """GET shows an export: its progress, its report, its mapping to edit; POST takes the next step."""
    export = get_object_or_404(ExportFile.objects.select_related("uploaded_by"), pk=pk)
    if request.method == "POST":
        return _take_step(request, export)
    sums = export.summary.get("outcomes", {})
    context |= {
        "export": export,
        "refusal": import_refusal(export, request.user),
        "share": round(100 * export.done / export.total) if export.total else None,
        "goals": GOALS.items(),
        "terms": list(enumerate(export.mapping.get("terms", [])))[:MOST_LISTED],
        "people": list(enumerate(export.mapping.get("people", [])))[:MOST_LISTED],
        "regions": list(enumerate(export.mapping.get("regions", [])))[:MOST_LISTED],
        "types": list(enumerate(export.mapping.get("types", {}).items()))[:MOST_LISTED],
        "type_goals": TYPES.items(),
        "roles": list(enumerate(export.mapping.get("roles", {}).items()))[:MOST_LISTED],
        "role_goals": ROLES.items(),
        "kinds": [kind for kind in export.summary.get("kinds", []) if not kind["understood"]],
        "outcomes": [
            (
                row["count"],
                type_label(row["type"]),
                OUTCOME_LABELS[row["outcome"]],
                reason_label(row["reason"]),
            )
            for row in export.summary.get("by_type", [])
        ],
        "sums": [(label, sums.get(name, 0)) for name, label in OUTCOME_LABELS.items()],
    }
    response = TemplateResponse(request, "desk/reporting/import.html", context)
    if export.is_under_way and not export.is_stuck:
        response["Refresh"] = str(SECONDS)
    return response


def import_refusal(export, user):
    """Return why this person may not have an export moved in; None when it is allowed.

    Once stories were published here, what is moved in stands beside them before readers: then it takes two,
    and the second is a managing editor.
    """
    if not ArticleEvent.objects.newsroom_is_live():
        return None if user.has_perm(permissions.ADD_EXPORT) else _("Only administrators may do this.")
    if not user.has_perm(permissions.WITHDRAW_ARTICLE):
        return _("Stories were published here already: a managing editor has to have it moved in.")
    if export.uploaded_by_id == user.pk:
        return _("You brought this file: another managing editor has to have it moved in.")
    return None


def _take_step(request, export):
    step = request.POST.get("step", "")
    if not export.is_here:
        messages.error(request, _("Its file was cleared after some time. Upload it again."))
        return HttpResponseRedirect(_page(export))
    if step == "import" and export.mapping and (why := import_refusal(export, request.user)):
        messages.error(request, why)
        return HttpResponseRedirect(_page(export))
    changes = {"mapping": _mapping(export.mapping, request.POST)} if export.mapping else {}
    try:
        mapping.parse(changes.get("mapping", {}))
    except mapping.BadMapping as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_page(export))
    if step in ("try", "accept"):  # what was decided on this page is tried out, too
        changes |= {"accepts_cut": True} if step == "accept" else {}
        has_begun = _queue(export, State.TRYING, try_export, changes)
    elif step == "import" and export.mapping:
        changes |= {"fetches": "fetches" in request.POST, "approved_by": request.user}
        has_begun = _queue(export, State.IMPORTING, import_export, changes)
    elif step == "continue" and export.is_stuck:
        again = import_export if export.state == State.IMPORTING else try_export
        has_begun = _queue(export, export.state, again, {})
    else:
        has_begun = False
    if not has_begun:
        messages.error(request, _("This step is not possible now."))
    return HttpResponseRedirect(_page(export))


@transaction.atomic
def _queue(export, state, task, changes):
    """Begin a job and queue its task; return False where the export's state does not allow it."""
    has_begun = export.begin(state, **changes)
    if has_begun:
        task.enqueue(export.pk)
    return has_begun


def _mapping(proposal, values):
    """Return the proposal with the values of the form; parts that are not on the page stay as they are."""
    terms = [
        term
        | {
            "to": values.get(f"to-{n}", term["to"]),
            "target": values.get(f"target-{n}", term["target"]).replace("\0", "")[:200],
        }
        for n, term in enumerate(proposal.get("terms", []))
    ]
    people = [
        person
        | {
            "name": values.get(f"name-{n}", person["name"]).replace("\0", "")[:120],
            "account": values.get(f"account-{n}", person["account"]).replace("\0", "")[:150],
            "is_general": f"office-{n}" in values if f"name-{n}" in values else person["is_general"],
        }
        for n, person in enumerate(proposal.get("people", []))
    ]
    regions = [
        region | {"add": f"region-{n}" in values if n < MOST_LISTED and "step" in values else region["add"]}
        for n, region in enumerate(proposal.get("regions", []))
    ]
    types = {
        name: values.get(f"type-{n}", goal)
        for n, (name, goal) in enumerate(proposal.get("types", {}).items())
    }
    roles = {
        label: values.get(f"role-{n}", goal)
        for n, (label, goal) in enumerate(proposal.get("roles", {}).items())
    }
    decision = {"terms": terms, "people": people, "regions": regions, "types": types, "roles": roles}
    return proposal | decision


def report(request, pk):
    """Show the report as a page of its own."""
    export = get_object_or_404(ExportFile, pk=pk)
    if not export.report:
        raise Http404("no report yet")
    response = HttpResponse(export.report)
    # The page carries its style, so that its file can be sent and read anywhere: here that style alone is allowed.
    style = export.report.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    response["Content-Security-Policy"] = f"{REPORT_POLICY}; style-src 'sha256-{digest}'"
    return response
