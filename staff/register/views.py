"""The desk's pages "Surat pembaca": the register as a list, one page for each letter, and the figures of a year."""

import csv
from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.text import difference
from staff import access, parsing, roles
from staff.models import Complaint, ComplaintFile
from staff.parsing import number
from staff.register import figures, steps, traps
from staff.register.forms import AnswerForm, LetterNoticeForm, ReasonForm, RecordForm, RefusalForm
from staff.workflow import Refused

PAGE_SIZE = 50
MOST_PAGES = 1000
SELECTIONS = {
    "terbuka": gettext_lazy("Still open"),
    "lewat": gettext_lazy("Past the deadline"),
    "saya": gettext_lazy("Mine"),
    "selesai": gettext_lazy("Decided"),
    "bukan": gettext_lazy("No letters"),
}


def urls(admin_view):
    return [
        path("surat/", admin_view(letters), name="letters"),
        path("surat/catat/", admin_view(record), name="letter_record"),
        path("surat/angka/", admin_view(figures_of_year), name="letter_figures"),
        path("surat/angka.csv", admin_view(figures_csv), name="letter_figures_csv"),
        path("surat/<int:pk>/", admin_view(letter), name="letter"),
        path("surat/<int:pk>/berkas/<int:file>/", admin_view(enclosure), name="letter_file"),
        path("surat/<int:pk>/langkah/<slug:step>/", admin_view(take_step), name="letter_step"),
    ]


def for_the_register(view):
    """Decorate a view for accounts that may read letters: they hold addresses of people outside."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.has_perm(roles.VIEW_COMPLAINT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


# ---- The list


@for_the_register
@require_safe
def letters(request):
    selection, page = request.GET.get("pilih", "terbuka"), number(parsing.page(request))
    if selection not in SELECTIONS or not page or page > MOST_PAGES:
        raise Http404
    story, queue = None, _of_selection(selection, request.user)
    if "berita" in request.GET:  # all of one story, whatever became of them
        story = access.visible_story(request, number(request.GET["berita"]))
        selection, queue = "", story.complaints.order_by("-pk")
    first = (page - 1) * PAGE_SIZE
    rows = list(queue.for_lists()[first : first + PAGE_SIZE + 1])
    context = {
        **admin.site.each_context(request),
        "title": _("Letters of readers"),
        "letters": rows[:PAGE_SIZE],
        "has_more": len(rows) > PAGE_SIZE,
        "page": page,
        "selection": selection,
        "story": story,
        "choices": SELECTIONS.items(),
    }
    return TemplateResponse(request, "desk/register/letters.html", context)


def _of_selection(selection, user):
    rows = Complaint.objects
    if selection == "selesai":
        return rows.decided().order_by("-decided_at", "-pk")
    if selection == "bukan":
        return rows.spam().order_by("-decided_at", "-pk")
    running = {"terbuka": rows.open, "lewat": rows.overdue, "saya": rows.open}[selection]()
    return (running.filter(handler=user) if selection == "saya" else running).order_by("due_at", "pk")


@for_the_register
@require_http_methods(["GET", "HEAD", "POST"])
def record(request):
    """Record a letter that came by e-mail, by chat or on paper: the register holds all of them."""
    if not request.user.has_perm(roles.CHANGE_COMPLAINT):
        raise PermissionDenied
    form = RecordForm(request.POST, request.FILES) if request.method == "POST" else RecordForm()
    if form.is_valid():
        enclosures, arrived_at = form.cleaned_data["files"], form.cleaned_data["arrived_at"]
        letter = steps.receive(
            form.instance, enclosures, token=traps.new_token(), by=request.user, arrived_at=arrived_at
        )
        words = _("Recorded. Tell the person: number %(number)s, code %(code)s.")
        messages.success(request, words % {"number": letter.number, "code": letter.code()})
        return HttpResponseRedirect(letter.desk_path)
    context = {**admin.site.each_context(request), "title": _("Record a letter"), "form": form}
    return TemplateResponse(request, "desk/register/record.html", context, status=400 if form.errors else 200)


# ---- One letter


@for_the_register
@require_safe
def letter(request, pk):
    return _letter(request, _get(pk))


def _get(pk):
    rows = Complaint.objects.select_related(
        "article__region", "handler", "decided_by", "notice__article__region", "notice__published_by"
    )
    return get_object_or_404(rows, pk=pk)


def _letter(request, letter, *, forms=None, refusal=None, status=200):
    available = steps.available_steps(letter, request.user)
    proposal = letter.notice_proposals.select_related("proposed_by", "article").first()
    answer = letter.notice or proposal
    context = {
        **admin.site.each_context(request),
        "title": str(letter),
        "letter": letter,
        "enclosures": letter.files.all(),
        "steps": letter.steps.select_related("actor"),
        "mails": letter.mails.all(),
        "available_steps": available,
        "forms": _forms(letter, available) | (forms or {}),
        "open_form": next(iter(forms or {}), ""),
        "proposal": proposal,
        "answer": answer,
        "difference": difference.of_texts(letter.text, answer.text) if answer else "",
        "may_read_story": bool(letter.article)
        and Article.objects.visible_to(request.user).filter(pk=letter.article_id).exists(),
        "refusal": refusal,
    }
    return TemplateResponse(request, "desk/register/letter.html", context, status=status)


FORMS = {
    "notice": LetterNoticeForm,
    "answer": AnswerForm,
    "refuse": RefusalForm,
    "take_back": ReasonForm,
    "reopen": ReasonForm,
}


def _forms(letter, available):
    return {step: _form(FORMS[step], letter) for step in FORMS if step in available}


def _form(kind, letter, data=None):
    options = {"prefix": None, "auto_id": f"id_{kind.__name__.lower()}_%s"}
    return (
        kind(data, instance=letter, **options)
        if issubclass(kind, RefusalForm | LetterNoticeForm)
        else kind(data, **options)
    )


@for_the_register
@require_POST
def take_step(request, pk, step):
    """Take, decide or open again; a refusal shows the letter as it is, with what was typed."""
    letter, do = _get(pk), STEPS.get(step)
    if not do:
        raise Http404
    form = _form(FORMS[step], letter, request.POST) if step in FORMS else None
    if form and not form.is_valid():
        return _letter(request, _get(pk), forms={step: form}, status=400)
    try:
        do(letter, form.cleaned_data if form else {}, request.user)
    except Refused as refused:
        return _letter(request, _get(pk), forms={step: form} if form else None, refusal=refused, status=409)
    messages.success(request, SUCCESS[step])
    return HttpResponseRedirect(letter.desk_path)


STEPS = {
    "take": lambda letter, data, by: steps.take(letter, by=by),
    "notice": lambda letter, data, by: steps.publish(
        letter, data["notice"], by=by, ground=data.get("ground", "")
    ),
    "answer": lambda letter, data, by: steps.answer(letter, data["answer"], by=by),
    "refuse": lambda letter, data, by: steps.refuse(letter, data["refusal_reason"], data["answer"], by=by),
    "take_back": lambda letter, data, by: steps.take_back(letter, data["reason"], by=by),
    "spam": lambda letter, data, by: steps.put_aside(letter, by=by),
    "reopen": lambda letter, data, by: steps.reopen(letter, data["reason"], by=by),
}
SUCCESS = {
    "take": gettext_lazy("The letter is yours."),
    "notice": gettext_lazy("The letter is answered by the notice, and the person is told."),
    "answer": gettext_lazy("The answer is on its way."),
    "refuse": gettext_lazy("The letter is refused, and the person is told why."),
    "take_back": gettext_lazy("The letter is closed."),
    "spam": gettext_lazy("Put aside. It goes after a month."),
    "reopen": gettext_lazy("The letter is open again."),
}


@for_the_register
@require_safe
def enclosure(request, pk, file):
    """Hand over a file as it came: saved, never shown, so that nothing in it runs here."""
    row = get_object_or_404(ComplaintFile, pk=file, complaint=pk)
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type
    )
    response["Cache-Control"], response["Content-Security-Policy"] = "private, no-store", "sandbox"
    return response


# ---- Figures


def _year(request):
    year = number(request.GET.get("tahun", timezone.localdate().year))
    if not year or not figures.FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    return year


@for_the_register
@require_safe
def figures_of_year(request):
    year = _year(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Letters of %(year)d") % {"year": year},
        "year": year,
        "years": figures.years(),
        "tables": figures.tables(year),
    }
    return TemplateResponse(request, "desk/register/figures.html", context)


@for_the_register
@require_safe
def figures_csv(request):
    year = _year(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="surat-{year}.csv"'
    writer = csv.writer(response)
    for table in figures.tables(year):
        writer.writerow([table.title])
        writer.writerow(table.columns)
        writer.writerows(table.rows)
        writer.writerow([])
    return response
