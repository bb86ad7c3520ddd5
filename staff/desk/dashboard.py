"""Meja redaksi: the desk's first page. What waits for whom, and for reporters where each of their stories is.

However many stories there are, the page costs the same: one query finds the first of each section and counts
(`counting`), one fetches what is shown. Every number leads to the story list with the same filter.
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
from staff import counting, last_reviewed, workflow
from staff.models import Assignment
from staff.workflow import review_queue

MOST_STORIES = 20  # stories of a section
LATELY = timedelta(days=7)
FAILURES = 5

S = Article.Status

# Who has a story in this state, and what comes next: what reporters ask for all day.
WHERE = {
    S.DRAFT: (_("with you"), _("Submit it to the editors.")),
    S.RETURNED: (_("with you"), _("Mend it and submit it again.")),
    S.SUBMITTED: (_("with the editors, not taken yet"), _("An editor approves or returns it.")),
    S.APPROVED: (_("with the editors"), _("It is published.")),
    workflow.SCHEDULED: (_("with the editors"), _("It goes online by itself.")),
    S.PUBLISHED: (_("with the readers"), ""),
}


# Of the queue: filters of the story list that an editor wants at hand.
QUICK = (
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
    empty: Any = ""  # said where there is nothing; a section without it is then left out
    is_mixed: bool = False  # of several states
    rows: list = field(default_factory=list)
    count: int = 0

    @property
    def counted(self):
        return counting.capped(self.count)


@dataclass
class Row:
    story: Article
    state: str
    label: Any
    words: int
    writers: str
    changed: list | None = None  # parts that are new since an editor saw it; None where none did
    reason: str = ""  # why it was returned
    claim: Any = None
    route: Any = None  # who was told of it

    @property
    def where(self):
        """Who has it, and what comes next."""
        holder, step = WHERE[self.state]
        if self.claim:
            holder = _("with %(editor)s") % {"editor": self.claim.user}
        return format_lazy("{holder}. {step}", holder=capfirst(holder), step=step)


def of_editor():
    """Sections of those who decide."""
    stories, waits, soonest = Article.objects.all(), review_queue.ORDER, ("published_at", "pk")
    return [
        Section("queue", _("To review"), stories.filter(status=S.SUBMITTED), waits, "status__exact=submitted&o=queue", _("Nothing waits for a decision.")),
        Section("overdue", _("Updates that did not go online"), workflow.overdue_updates(), soonest, "status__exact=overdue"),
        Section("unsigned", _("Night stories to sign"), stories.filter(needs_signature=True), soonest, "needs_signature__exact=1"),
        Section("approved", _("Approved, not published yet"), stories.filter(status=S.APPROVED), waits, "status__exact=approved&o=queue", _("Nothing waits to be published.")),
        Section("scheduled", _("Scheduled"), stories.scheduled(), soonest, "status__exact=scheduled", _("Nothing is scheduled.")),
    ]  # fmt: skip


def of_writer(user, decides):
    """Where each of the own stories is; editors, who have the whole desk above, see theirs in one section."""
    own = Article.objects.written_by(user)
    if decides:
        under_way = own.filter(status__in=Article.UNDER_WAY)
        return [Section("own", _("Your own stories"), under_way, ("-status_since", "-pk"), is_mixed=True)]
    with_editors = own.filter(status__in=[S.SUBMITTED, S.APPROVED]) | own.scheduled()
    lately = own.public().filter(published_at__gt=timezone.now() - LATELY)
    return [
        Section("returned", _("Returned to you"), own.filter(status=S.RETURNED), review_queue.ORDER, "status__exact=returned"),
        Section("drafts", _("Your drafts"), own.filter(status=S.DRAFT), ("-saved_at", "-pk"), "status__exact=draft", _("No draft. Begin a story.")),
        Section("on_their_way", _("With the editors"), with_editors, ("status_since", "pk"), "", _("None of your stories is with the editors."), is_mixed=True),
        Section("lately", _("Published in the last seven days"), lately, ("-published_at", "-pk")),
    ]  # fmt: skip


def fill(sections):
    """Puts counts and rows into the sections: six queries for all of them."""
    ids = counting.first_of_each({section.key: (section.stories, section.order) for section in sections})
    story_ids = {pk for section in sections for pk in ids[section.key][:MOST_STORIES]}
    stories = (
        Article.objects.filter(pk__in=story_ids)
        .select_related("region", "claim__user", "route")
        .prefetch_related("credits")
        .without_search()
        .in_bulk()
    )
    changed = last_reviewed.changes([pk for pk, story in stories.items() if story.status == S.SUBMITTED])
    returned = [pk for pk, story in stories.items() if story.status == S.RETURNED]
    reasons = {event.article_id: event.reason for event in newest_events(returned, Step.RETURN)}
    for section in sections:
        section.count = len(ids[section.key])
        section.rows = [
            row(stories[pk], changed.get(pk), reasons.get(pk, ""))
            for pk in ids[section.key][:MOST_STORIES]
            if pk in stories
        ]
    return [section for section in sections if section.rows or section.empty]


def newest_events(articles, action):
    events = ArticleEvent.objects.filter(article__in=articles, action=action)
    return events.order_by("article_id", "-created_at", "-pk").distinct("article_id")


def row(story, changed=None, reason=""):
    return Row(
        story,
        workflow.state_of(story),
        workflow.state_label(story),
        story.length,
        ", ".join(credit.name for credit in story.credits.all() if credit.role in Credit.WRITING_ROLES),
        changed,
        reason,
        review_queue.claim_of(story),
        getattr(story, "route", None),
    )


def assignments_of(user, decides):
    """What an editor has to look after: those that are late; what a reporter has to do or may take."""
    plans = Assignment.objects.overdue() if decides else Assignment.objects.open_for(user)
    return plans.for_lists().order_by("due_at", "pk")[:MOST_STORIES]


def today():
    """The day's figures of a managing editor: published stories by region and by writer, the most first."""
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
        "regions": most_first(regions),
        "people": most_first(people),
    }


def most_first(groups):
    counts = Counter({key: len(stories) for key, stories in groups.items()})
    return [(pk, name, count) for (pk, name), count in counts.most_common()]


def failures():
    """Tasks of the last days that gave up, the newest first."""
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - LATELY
    )
    return failed.order_by("-finished_at")[:FAILURES]


def of(user):
    """What this person finds on the first page."""
    decides, writes = user.has_perm(permissions.REVIEW_ARTICLE), user.has_perm(permissions.ADD_ARTICLE)
    sections = [
        *(of_editor() if decides else ()),
        *(of_writer(user, decides) if writes else ()),
    ]
    return {
        "sections": fill(sections) if sections else [],
        "decides": decides,
        "writes": writes,
        "quick": QUICK if decides else (),
        "assignments": assignments_of(user, decides) if writes else [],
        "failures": failures() if decides else [],
        "today": today() if user.has_perm(permissions.WITHDRAW_ARTICLE) else None,
    }
