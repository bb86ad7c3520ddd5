"""One step of the workflow with many stories: a page of what will happen to each, and a page of each one's
outcome.

Each story goes through `workflow.perform` in a transaction of its own, together with the row of its outcome.
So the second page is true wherever server or browser stopped: a form that is sent again goes on with the
stories that were not reached yet, and does nothing twice.
"""

import logging
import re
import uuid

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.models import Article, Step
from articles.models.fields import CleanTextField
from articles.text.lines import clean_lines
from staff import access, workflow
from staff.models import BulkRun, BulkStep
from staff.workflow import checks, questions, return_reasons, scheduling

MOST = 100  # stories at a time
URGENCY = "urgency"
ACTIONS = (
    Step.APPROVE,
    Step.APPROVE_AND_PUBLISH,
    Step.RETURN,
    Step.PUBLISH,
    Step.SIGN,
    Step.SUBMIT,
    Step.RECALL,
    Step.UNSCHEDULE,
    Step.SPIKE,
)
WRITERS_ACTIONS = (Step.SUBMIT, Step.RECALL, Step.SPIKE, URGENCY)
URGENCY_LABEL = gettext_lazy("Say how urgent")
_PICK = re.compile(r"([1-9]\d{0,8})-(\d{1,9})", re.ASCII)
logger = logging.getLogger(__name__)
Outcome = BulkStep.Outcome


def available_labels(user):
    """{action: label} that this person may try with many stories; each story decides for itself whether it
    may be."""
    labels = {name: workflow.ACTIONS[name].label for name in ACTIONS} | {URGENCY: URGENCY_LABEL}
    if user.has_perm(permissions.REVIEW_ARTICLE):
        return labels
    return {name: label for name, label in labels.items() if name in WRITERS_ACTIONS}


class BulkForm(forms.Form):
    """The values that are the same for all stories of one run."""

    key = forms.UUIDField(error_messages={"required": gettext_lazy("Please begin again with the list.")})
    reason = CleanTextField(required=False, max_length=5000, cleaning=clean_lines)
    codes = forms.MultipleChoiceField(required=False, choices=return_reasons.REASONS.items())
    at = forms.CharField(required=False)
    answers = forms.MultipleChoiceField(required=False, choices=questions.VERIFICATION.options.items())
    urgency = forms.TypedChoiceField(
        required=False, choices=Article.Urgency.choices, coerce=int, empty_value=None
    )

    def __init__(self, data, *, name):
        super().__init__(data)
        self.name, self.action = name, workflow.ACTIONS.get(name)
        asks = self.action and self.action.asks and questions.of_house().asks_at_approval
        self.question = questions.VERIFICATION if asks else None

    def clean_at(self):
        try:
            at = scheduling.moment(self.cleaned_data["at"], timezone.get_default_timezone())
        except workflow.Refused as refused:
            raise forms.ValidationError(refused.message) from refused
        if at and not (self.action and self.action.takes_time):
            raise forms.ValidationError(_("This action takes no time."))
        return self.cleaned_data["at"]

    def clean(self):
        values = self.cleaned_data
        if self.action and self.action.needs_reason and not (values.get("reason") or values.get("codes")):
            self.add_error("reason", _("Please give a reason."))
        if self.name == URGENCY and not values.get("urgency"):
            self.add_error("urgency", _("Choose how urgent the story is."))
        if self.question and not values.get("answers"):
            self.add_error("answers", _("Say whether these stories are verified and all sides heard."))

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in ("reason", "codes", "at", "urgency", "answers")}

    @cached_property
    def messages(self):
        return [message for messages in self.errors.values() for message in messages]


# ---- The page before


def page(request, context):
    """GET shows what will happen, POST does it (`?do=approve&s=12-3&s=14-1`: stories with the revisions
    seen)."""
    if not request.user.has_perm(permissions.CHANGE_ARTICLE):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    name = data.get("do", "")
    if name not in available_labels(request.user):
        raise Http404(name)
    picks = dict.fromkeys(map(_pick, data.getlist("s")))
    picks.pop(None, None)
    picks = dict(list(picks)[: MOST + 1])
    stories = _stories(request, picks) if len(picks) <= MOST else {}
    form = BulkForm(request.POST if request.method == "POST" else None, name=name)
    if request.method == "POST" and stories and form.is_valid():
        run = _begin_run(request.user, form, [(pk, picks[pk]) for pk in stories])
        continue_run(run)
        return HttpResponseRedirect(reverse("admin:articles_article_bulk_result", args=[run.pk]))
    rows = [
        (story, picks[pk], foreseeable_refusal(name, story, request.user, picks[pk]))
        for pk, story in stories.items()
    ]
    context |= {
        "title": available_labels(request.user)[name],
        "name": name,
        "action": workflow.ACTIONS.get(name),
        "form": form,
        "rows": rows,
        "takes_time": getattr(workflow.ACTIONS.get(name), "takes_time", False),
        "possible_count": sum(not why for *_, why in rows),
        "too_many": len(picks) > MOST,
        "most": MOST,
        "invisible_count": len(picks) - len(stories) if stories else 0,
        "key": data.get("key") if form.is_bound else uuid.uuid4(),
        "reason_codes": return_reasons.REASONS,
        "urgencies": Article.Urgency.choices,
    }
    status = 400 if form.is_bound else 200
    return TemplateResponse(request, "desk/desk/bulk_actions.html", context, status=status)


def _pick(text):
    match = _PICK.fullmatch(text)
    return match and (int(match[1]), int(match[2]))


def _stories(request, pks):
    """{id: story} of those that this person may see, in the order in which they were ticked."""
    stories = access.visible(request).select_related("category", "region")
    by_id = stories.in_bulk(list(pks))
    for story in by_id.values():
        story.state, story.state_label = workflow.state_of(story), workflow.state_label(story)
    return {pk: by_id[pk] for pk in pks if pk in by_id}


def foreseeable_refusal(name, story, user, version):
    """Return why the action will be refused for this story, as far as can be foreseen; "" when it can be
    done."""
    if name == URGENCY:
        return workflow.urgency_refusal(story, user) or ""
    if why := workflow.refusal(name, story, user):
        return why
    if story.version != version:
        return format_lazy(_("Changed since you saw it, to r{number}. Read it first."), number=story.version)
    if refused := workflow.obstacle(name, story):
        return refused.message
    return _in_words(checks.problems(story, workflow.ACTIONS[name].checks))


def _in_words(problems):
    return " ".join(str(problem.message) for problem in problems)


# ---- The run


def _begin_run(user, form, picks):
    """Return the run of this form with these values and stories: the same one, however often the form is
    sent."""
    key = uuid.uuid5(form.cleaned_data["key"], repr((user.pk, form.name, form.values, picks)))
    with transaction.atomic():
        run, is_new = BulkRun.objects.get_or_create(
            key=key, defaults={"user": user, "action": form.name, "typed": form.values}
        )
        if is_new:
            BulkStep.objects.bulk_create(
                BulkStep(run=run, article_id=pk, order=order, revision=revision)
                for order, (pk, revision) in enumerate(picks)
            )
    return run


def continue_run(run):
    """Do the steps that were not reached yet. An error with one story is recorded and stops no other."""
    for pk in run.steps.filter(outcome=Outcome.PENDING).values_list("pk", flat=True):
        try:
            _do(run, pk)
        except Exception:
            logger.exception("Bulk step %s", pk)
            message = _("An unexpected error, nothing was changed. The administrator finds it in the log.")
            open_step = run.steps.filter(pk=pk, outcome=Outcome.PENDING)
            open_step.update(outcome=Outcome.FAILED, message=message)


@transaction.atomic
def _do(run, pk):
    step = BulkStep.objects.select_for_update(of=["self"]).select_related("article__region").get(pk=pk)
    if step.outcome != Outcome.PENDING:
        return  # the same form, sent twice, was here first
    try:
        step.message, step.outcome = _perform(run, step), Outcome.SUCCESS
    except workflow.Refused as refused:
        step.message = " ".join(filter(None, [str(refused.message), _in_words(refused.problems)]))
        step.outcome = Outcome.REFUSAL
    step.save(update_fields=["outcome", "message"])


def _perform(run, step):
    """Perform the action and return the message about it."""
    values, story = run.typed, step.article
    if run.action == URGENCY:
        story = workflow.set_urgency(story, values["urgency"], by=run.user)
        return str(story.get_urgency_display())
    result = workflow.perform(
        run.action,
        story,
        by=run.user,
        revision=step.revision,
        reason=values["reason"],
        codes=values["codes"],
        answers=values.get("answers", ()),  # a run of before has none
        at=scheduling.moment(values["at"], story.zone),
    )
    return str(access.success_message(run.action, result))


# ---- The page after


def result(request, context, key):
    """Show the outcome for each story. POST goes on where the server was stopped in the middle."""
    run = get_object_or_404(BulkRun, pk=key, user=request.user)
    if request.method == "POST":
        continue_run(run)
        return HttpResponseRedirect(request.path)
    steps = list(run.steps.all())
    stories = _stories(request, [step.article_id for step in steps])
    failed_steps = [step for step in steps if step.outcome in (Outcome.REFUSAL, Outcome.FAILED)]
    query = [("do", run.action), *(("s", f"{step.article_id}-{step.revision}") for step in failed_steps)]
    context |= {
        "title": available_labels(request.user).get(run.action, run.action),
        "run": run,
        "rows": [(step, stories.get(step.article_id)) for step in steps],
        "counts": {outcome: sum(step.outcome == outcome for step in steps) for outcome in Outcome},
        "pending_count": sum(step.outcome == Outcome.PENDING for step in steps),
        "retry_query": failed_steps and urlencode(query),
    }
    return TemplateResponse(request, "desk/desk/bulk_actions_result.html", context)
