"""Meja redaksi, the desk's first page: stories that wait for an editor, and a reporter's own stories with
their states.

However many stories there are, the page costs the same: one query finds the first of each section and counts
(`counting`), one fetches the rows. Every number leads to the story list with the same filter.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import permissions
from articles.models import Article, ArticleEvent, Credit, Step
from staff import counting, last_reviewed, roles, workflow
from staff.models import Assignment
from staff.models.original import copies_to_decide
from staff.workflow import review_queue

MOST_STORIES = 20  # stories of a section
LATELY = timedelta(days=7)
FAILURES = 5

S = Article.Status

# {state: (holder of the story, next step)}: reporters ask for both all day.
HOLDERS_AND_STEPS = {
    S.DRAFT: (_("with you"), _("Submit it to the editors.")),
    S.RETURNED: (_("with you"), _("Mend it and submit it again.")),
    S.SUBMITTED: (_("with the editors, not taken yet"), _("An editor approves or returns it.")),
    S.APPROVED: (_("with the editors"), _("It is published.")),
    workflow.SCHEDULED: (_("with the editors"), _("It goes online by itself.")),
    S.PUBLISHED: (_("with the readers"), ""),
}


# Filters of the story list that an editor wants at hand beside the queue.
QUEUE_FILTERS = (
    (_("Not taken yet"), "status__exact=submitted&claimed=none&o=queue"),
    (_("Taken by me"), "status__exact=submitted&claimed=me&o=queue"),
    (_("Longer than an hour"), "status__exact=submitted&older=1h&o=queue"),
)


@dataclass
class Section:
    key: str
    title: Any
    stories: Any
    order: tuple[str, ...]
    link: str = ""  # the story list that shows the same
    empty: Any = ""  # the words of an empty section; one that has none is left out when it is empty
    is_mixed: bool = False  # holds stories in several states
    rows: list = field(default_factory=list)
    count: int = 0

    @property
    def count_label(self):
        return counting.capped(self.count)


@dataclass
class Row:
    story: Article
    state: str
    label: Any
    words: int
    writers: str
    changed: list | None = None  # parts that are new since an editor saw it; None where none did
    reason: str = ""  # of its return
    claim: Any = None
    route: Any = None  # accounts that were notified of it

    @property
    def where(self):
        """Say in words where the story is, and which step comes next."""
        holder, step = HOLDERS_AND_STEPS[self.state]
        if self.claim:
            holder = _("with %(editor)s") % {"editor": self.claim.user}
        return format_lazy("{holder}. {step}", holder=capfirst(holder), step=step)


def editor_sections(user):
    """Return the sections of an editor, without counts and rows."""
    stories, soonest = Article.objects.open_to(user), ("published_at", "pk")
    return [
        Section(
            key="queue",
            title=_("To review"),
            stories=stories.filter(status=S.SUBMITTED),
            order=review_queue.ORDER,
            link="status__exact=submitted&o=queue",
            empty=_("Nothing waits for a decision."),
        ),
        Section(
            key="overdue",
            title=_("Updates that did not go online"),
            stories=workflow.overdue_updates().open_to(user),
            order=soonest,
            link="status__exact=overdue",
        ),
        Section(
            key="unsigned",
            title=_("To sign: one person alone decided"),
            stories=stories.filter(needs_signature=True),
            order=soonest,
            link="needs_signature__exact=1",
        ),
        Section(
            key="unverified",
            title=_("Unverified, and readers have it"),
            stories=stories.public().unverified(),
            order=soonest,
        ),
        Section(
            key="copies",
            title=_("Copies of an original that was corrected or withdrawn"),
            stories=copies_to_decide(stories),
            order=soonest,
        ),
        Section(
            key="fixes",
            title=_("Small fixes to look at"),
            stories=stories.filter(has_unseen_fix=True),
            order=soonest,
        ),
        Section(
            key="approved",
            title=_("Approved, not published yet"),
            stories=stories.filter(status=S.APPROVED),
            order=review_queue.ORDER,
            link="status__exact=approved&o=queue",
            empty=_("Nothing waits to be published."),
        ),
        Section(
            key="scheduled",
            title=_("Scheduled"),
            stories=stories.scheduled(),
            order=soonest,
            link="status__exact=scheduled",
            empty=_("Nothing is scheduled."),
        ),
    ]


def writer_sections(user, decides):
    """Return the sections of a writer's own stories; an editor, who has the whole desk above, gets a single
    one."""
    own = Article.objects.written_by(user)
    if decides:
        return [
            Section(
                key="own",
                title=_("Your own stories"),
                stories=own.filter(status__in=Article.UNDER_WAY),
                order=("-status_since", "-pk"),
                is_mixed=True,
            )
        ]
    return [
        Section(
            key="returned",
            title=_("Returned to you"),
            stories=own.filter(status=S.RETURNED),
            order=review_queue.ORDER,
            link="status__exact=returned",
        ),
        Section(
            key="drafts",
            title=_("Your drafts"),
            stories=own.filter(status=S.DRAFT),
            order=("-saved_at", "-pk"),
            link="status__exact=draft",
            empty=_("No draft. Begin a story."),
        ),
        Section(
            key="on_their_way",
            title=_("With the editors"),
            stories=own.filter(status__in=[S.SUBMITTED, S.APPROVED]) | own.scheduled(),
            order=("status_since", "pk"),
            empty=_("None of your stories is with the editors."),
            is_mixed=True,
        ),
        Section(
            key="lately",
            title=_("Published in the last seven days"),
            stories=own.public().filter(published_at__gt=timezone.now() - LATELY),
            order=("-published_at", "-pk"),
        ),
    ]


def fill_sections(sections):
    """Put counts and rows into the sections, in six queries, and return those that are to be shown."""
    ids = counting.first_of_each({section.key: (section.stories, section.order) for section in sections})
    story_ids = {pk for section in sections for pk in ids[section.key][:MOST_STORIES]}
    stories = (
        Article.objects.filter(pk__in=story_ids)
        .select_related("region", "claim__user", "route")
        .prefetch_related("credits")
        .in_bulk()
    )
    changed = last_reviewed.changes([pk for pk, story in stories.items() if story.status == S.SUBMITTED])
    returned = [pk for pk, story in stories.items() if story.status == S.RETURNED]
    reasons = {event.article_id: event.reason for event in _newest_events(returned, Step.RETURN)}
    for section in sections:
        section.count = len(ids[section.key])
        section.rows = [
            _row(stories[pk], changed.get(pk), reasons.get(pk, ""))
            for pk in ids[section.key][:MOST_STORIES]
            if pk in stories
        ]
    return [section for section in sections if section.rows or section.empty]


def _newest_events(articles, action):
    events = ArticleEvent.objects.filter(article__in=articles, action=action)
    return events.order_by("article_id", "-created_at", "-pk").distinct("article_id")


def _row(story, changed=None, reason=""):
    return Row(
        story=story,
        state=workflow.state_of(story),
        label=workflow.state_label(story),
        words=story.length,
        writers=", ".join(
            credit.name for credit in story.credits.all() if credit.role in Credit.WRITING_ROLES
        ),
        changed=changed,
        reason=reason,
        claim=review_queue.claim_of(story),
        route=getattr(story, "route", None),
    )


def assignments_for(user, decides):
    """Return the late assignments for an editor; for a reporter the own ones and those that are free to
    take."""
    plans = Assignment.objects.overdue() if decides else Assignment.objects.open_for(user)
    return plans.for_lists().order_by("due_at", "pk")[:MOST_STORIES]


def published_today():
    """Count the stories published today, for managing editors, also by region and by writer: [(id, name,
    count)]."""
    midnight = timezone.localtime(timezone=ZoneInfo(settings.TIME_ZONE)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    rows = (
        Article.objects.public()
        .filter(published_at__gte=midnight)
        .values_list("pk", "region", "region__name", "credits__person", "credits__name", "credits__role")
    )
    stories, regions, people = set(), {}, {}
    for pk, region, region_name, person, name, role in rows:
        stories.add(pk)
        regions.setdefault((region, region_name or "–"), set()).add(pk)
        if role in Credit.WRITING_ROLES:
            people.setdefault((person, name), set()).add(pk)
    return {
        "day": midnight.date(),
        "stories": len(stories),
        "regions": _by_count(regions),
        "people": _by_count(people),
    }


def _by_count(groups):
    counts = Counter({key: len(stories) for key, stories in groups.items()})
    return [(pk, name, count) for (pk, name), count in counts.most_common()]


def failures():
    """Return tasks that failed in the last days, the newest first."""
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - LATELY
    )
    return failed.order_by("-finished_at")[:FAILURES]


def context_for(user):
    """Return the template context of this person's first page."""
    decides, writes = user.has_perm(permissions.REVIEW_ARTICLE), user.has_perm(permissions.ADD_ARTICLE)
    sections = [
        *(editor_sections(user) if decides else ()),
        *(writer_sections(user, decides) if writes else ()),
    ]
    return {
        "sections": fill_sections(sections) if sections else [],
        "decides": decides,
        "writes": writes,
        "queue_filters": QUEUE_FILTERS if decides else (),
        "assignments": assignments_for(user, decides) if writes else [],
        "failures": failures() if user.has_perm(roles.CHANGE_USER) else [],
        "today": published_today() if user.has_perm(permissions.WITHDRAW_ARTICLE) else None,
    }
