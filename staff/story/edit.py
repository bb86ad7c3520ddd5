"""The form of a story: `new` begins one, `edit` changes one. Each saves the text, then takes the step that
was pressed with it.

`model_admin` is the ArticleAdmin whose address leads here: it knows fields, widgets and permissions.
"""

from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from unfold.forms import AdminForm

from articles.models import Article, Category, Photo, Region, Step
from articles.text import body, plain_text
from staff import access, counting, workflow
from staff.access import to_page
from staff.models import Scratch
from staff.parsing import number
from staff.photos import library
from staff.story import review
from staff.workflow import leftovers
from staff.writing import region_choice, revision_views, saving, story_templates
from staff.writing.composer import composer
from staff.writing.forms import PHONE

MOST_SET_ASIDE = 3  # unsaved texts of other new stories that a form leads to
NEW_STORY_ACTIONS = {Step.SUBMIT: workflow.ACTIONS[Step.SUBMIT]}


def new(request, model_admin):
    """Show the form of a story that is not begun yet; POST begins it."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST":
        return create(request, model_admin)
    form = _form(request, model_admin, None)
    context = _unsaved(request, form, None) | story_templates.begin(form, request.GET.get("templat"))
    return _form_page(request, model_admin, form, None, context | {"lacks": _lacks()})


def _lacks():
    """Return which of category and region this paper has none of; {} where both are there."""
    lists = {"category": (Category.objects.all(), ["pk"]), "region": (Region.objects.all(), ["pk"])}
    ids = counting.first_of_each(lists, most=1)
    return {name: True for name in lists if not ids[name]}


def create(request, model_admin):
    """Begin a story. A form that is sent again, because its answer was lost, saves the story that it began."""
    story = saving.begun_by(request.user, request.POST.get("tab", ""))
    form = _form(request, model_admin, story)
    if not (form.is_valid() or _is_refused(request, story)):
        return _form_page(request, model_admin, form, None)
    text = saving.first_text(form.text(), request.user)
    if story:
        return _save(request, story, form, text, base=saving.FIRST)
    story = saving.begin(text, by=request.user, tab=form.cleaned_data["tab"])
    _say_left_out(request, form)
    return _take_step(request, story)


def edit(request, model_admin, story):
    """Show the form of a story; POST saves it. A text that may not be changed is read instead."""
    if request.method == "POST":
        return save(request, model_admin, story)
    if _is_refused(request, story):
        return to_page("review", story)
    form = _form(request, model_admin, story)
    return _form_page(request, model_admin, form, story, _unsaved(request, form, story))


def save(request, model_admin, story):
    """Save the form of a story, then take the step that was pressed with it.

    A text that may not be saved is kept aside.
    """
    form = _form(request, model_admin, story)
    if not (form.is_valid() or _is_refused(request, story)):
        return _form_page(request, model_admin, form, story)
    return _save(request, story, form, form.text(), base=form.cleaned_data.get("revision"))


def _is_refused(request, story):
    return bool(story and workflow.edit_refusal(story, request.user))


def _form(request, model_admin, story):
    # With change=True the class would leave out the fields of a text that may not be changed: they are to be
    # kept.
    form_class = model_admin.get_form(request, story, change=False)
    return form_class(request.POST if request.method == "POST" else None, instance=story)


def _save(request, story, form, text, *, base):
    values = form.cleaned_data
    try:
        saved = saving.save(
            story,
            text,
            by=request.user,
            base=base,
            tab=values.get("tab", ""),
            update="_update" in request.POST,
            seen_live=saving.unseal(story, values.get("seen_live") or ""),
        )
    except workflow.Refused as refused:
        return revision_views.conflict(request, story, refused)
    if saved.pk != story.pk:
        return revision_views.to_update(request, saved)
    _say_left_out(request, form)
    return _take_step(request, saved)


def _say_left_out(request, form):
    if form.left_out:
        messages.warning(request, leftovers.left_out_message(form.left_out))


def _take_step(request, story):
    """After the save, the step that was pressed with it; what was typed for it survives a refusal."""
    if "confidential" in request.POST and story.confidants is None:
        with suppress(workflow.Refused):  # readers have it meanwhile
            workflow.confide(story, [], by=request.user)
    action = request.POST.get("_action")
    if not action:
        return to_page("review", story)
    values = {key: request.POST.get(f"{key}_{action}", "") for key in ("reason", "at")}
    values["codes"] = request.POST.getlist(f"codes_{action}")
    values["answers"] = review.answers_in(request.POST)
    if action == Step.SUBMIT:
        _note_urgency(request, story)
    return review.take_step(request, story, action, story.version, values)


def _note_urgency(request, story):
    """The box beside the button; what else was said of its urgency stays."""
    urgent = "urgent" in request.POST
    if urgent != (story.urgency == Article.Urgency.URGENT):
        urgency = Article.Urgency.URGENT if urgent else Article.Urgency.ORDINARY
        with suppress(workflow.Refused):  # then the step itself is refused, and says why
            workflow.set_urgency(story, urgency, by=request.user)


# ---- The page


def _form_page(request, model_admin, form, story, unsaved=None):
    """Return the form in the composer that this person writes with; a cookie keeps one that was asked for."""
    context = _admin_context(request, model_admin, form, story) | (unsaved or {})
    context |= review.story_context(request, story) if story else {"actions": NEW_STORY_ACTIONS}
    context["composer"] = composer(request)
    context |= {"sources": Photo.Source.choices, "upload_defaults": library.upload_defaults(request.user)}
    context |= _phone_context(form) if context["composer"] == PHONE else {"attachments": _attachments(form)}
    add = story is None
    response = model_admin.render_change_form(request, context, add=add, change=not add, obj=story)
    if "mode" in request.GET:
        response.set_cookie("mode", context["composer"], path=f"/{settings.DESK_PATH}", samesite="Lax")
    if context["composer"] == PHONE:
        response.template_name = "desk/story/phone.html"
    return response


def _admin_context(request, model_admin, form, story):
    """Return what the change form of Django's admin shows around the fields."""
    fieldsets = model_admin.get_fieldsets(request, story)
    admin_form = AdminForm(form, list(fieldsets), {}, (), model_admin=model_admin)
    title = _("Change %s") if story else _("Add %s")
    return {
        **model_admin.admin_site.each_context(request),
        "title": title % model_admin.opts.verbose_name,
        "subtitle": str(story) if story else None,
        "adminform": admin_form,
        "object_id": story and str(story.pk),
        "original": story,
        "media": model_admin.media + admin_form.media,
        "inline_admin_formsets": [],
        "errors": AdminErrorList(form, []),
        "preserved_filters": model_admin.get_preserved_filters(request),
        "is_popup": False,
    }


def _unsaved(request, form, story):
    """Fill the form with what this person typed and did not save: the text that is asked for, else the newest. One behind
    the story's is only told of, as are those of other new stories."""
    texts = Scratch.objects.of(request.user, story)
    others = [] if story else list(texts[: MOST_SET_ASIDE + 1])
    if "kosong" in request.GET:
        return {"set_aside": others[:MOST_SET_ASIDE]}
    scratch = texts.filter(pk=number(request.GET.get("ketikan", "")) or 0).first() or texts.first()
    if not scratch:
        return {}
    if story and scratch.base != story.version:
        return {"stale_scratch": scratch}
    form.fill(scratch.data)
    if not story:
        form.initial["tab"] = scratch.tab
    others = [other for other in others if other != scratch][:MOST_SET_ASIDE]
    return {"restored_scratch": scratch, "set_aside": others}


def _attachments(form):
    """Return the attachments of the text, for their names on its cards; one can type any number."""
    ids = body.attachment_ids(body.clean(form["body"].value() or ""))
    return access.attachments_open_to(form.user).filter(pk__in=ids)


def _phone_context(form):
    """Return what the phone's page needs in place of the desk's widgets; its body is plain text."""
    value = form["body"].value() or ""
    is_plain = form.is_bound and form.data.get("mode") == PHONE
    text = "" if is_plain else body.clean(value)
    ids = body.article_ids(text)
    stories = Article.objects.visible_to(form.user).filter(pk__in=ids) if ids else Article.objects.none()
    labels = {f"/berita/{pk}/": headline for pk, headline in stories.values_list("pk", "headline")}
    labels |= {f"/lampiran/{row.pk}/": row.name for row in _attachments(form)}
    regions, has_more_regions = region_choice.choices(form.user, number(form["region"].value() or ""))
    return {
        "plain_body": value if is_plain else plain_text.to_plain(text, labels),
        "categories": Category.objects.in_menu_order(),
        "regions": regions,
        "has_more_regions": has_more_regions,
    }
