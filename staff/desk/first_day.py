"""Hari pertama: what a newspaper needs before its first reader, with whether it is there.

Whether a line is complete is read from the newsroom's own data and settings, by one function a line; the desk's
first page and `manage.py health --setup` ask the same ones. All facts come in one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import permissions
from articles.masthead import masthead_gaps
from articles.models import Article, Category, ImportRun, Page, Publication, Region
from articles.models.taxonomy import NO_TOWN
from staff import reach, roles
from staff.models import Beginning, Heartbeat, PutAwayLine, User

SENTENCE = "Warga mulai membersihkan rumah."  # behind the example of a dateline
OLDEST_BACKUP = timedelta(days=2)


@dataclass(frozen=True)
class Facts:
    """All that the lines ask of the database."""

    publication: Publication
    has: dict[str, bool]
    put_away: frozenset[str]
    beat: Heartbeat | None = None  # the task worker's last sign of life
    place: str = ""  # that datelines name
    unwritten: tuple[str, ...] = ()  # titles of pages that hold instructions to the newsroom

    @property
    def notes(self) -> dict[str, str]:
        """Return what a complete line says of how it came to be, by its key: nobody ticked it at the desk."""
        if not self.has["region"] or self.has["second_town"]:
            return {}
        note = _("%(place)s, as you answered at the beginning. More can be added.")
        return {"regions": str(note % {"place": self.place})}

    @property
    def gaps(self) -> dict[str, list[str]]:
        """What a line lacks, in words, by its key. Of the masthead it is the same that the system checks tell."""
        page_gap = _("“%(title)s” is not written yet: an instruction to the newsroom stands in it.")
        return {
            "publication": [str(message) for _column, message in masthead_gaps(self.publication)],
            "pages": [str(page_gap % {"title": title}) for title in self.unwritten],
        }


def facts() -> Facts:
    """Return the facts of this moment, in one query."""
    fields = (
        "name",
        "dateline_pattern",
        "dateline_site",
        "legal_name",
        "address",
        "responsible",
        "editor_in_chief",
        "council_number",
        "email",
        "phone",
        "logo_id",
    )
    towns = Region.objects.exclude(kind=Region.Kind.PROVINCE).order_by("pk")
    places = towns.annotate(place=Coalesce(NullIf("dateline", Value("")), "name"))
    publication = Publication.objects.values(row=JSONObject(**{name: name for name in fields}))
    has = {name: Exists(rows) for name, rows in _rows().items()}
    # Groups are there in every newsroom: some row has to carry the answers.
    row = (
        Group.objects.order_by("pk")
        .values(
            publication=Subquery(publication[:1]),
            put_away=ArraySubquery(PutAwayLine.objects.values("line")),
            beat=Subquery(Heartbeat.objects.values("at")[:1]),
            place=Subquery(places.values("place")[:1]),
            unwritten=ArraySubquery(Page.objects.unwritten().values("title")),
            **has,
        )
        .first()
    )
    row = row or {"publication": None, "put_away": [], "beat": None, "place": None, "unwritten": []}
    return Facts(
        Publication(**(row["publication"] or {"name": "Pawarta"})),
        {name: bool(row.get(name)) for name in has},
        frozenset(row["put_away"]),
        Heartbeat(at=row["beat"]) if row["beat"] else None,
        row["place"] or str(NO_TOWN),
        tuple(row["unwritten"]),
    )


def _rows() -> dict[str, QuerySet]:
    editors = User.objects.at_the_desk_with(permissions.REVIEW_ARTICLE).order_by("pk")
    writers = User.objects.at_the_desk_with(permissions.ADD_ARTICLE)
    pages = Page.objects.public().exclude(body="")
    return {
        "guideline": pages.filter(policy=Page.Policy.ETHICS),
        "about": pages.filter(policy=Page.Policy.ABOUT, texts__saved_by__isnull=False),
        "category": Category.objects.all(),
        "region": Region.objects.all(),
        "second_town": Region.objects.exclude(kind=Region.Kind.PROVINCE).order_by("pk")[1:2],
        "editor": editors,
        "second_account": writers.exclude(pk__in=editors.values("pk")[:1]),
        "story": Article.objects.public(),
        "demo": Beginning.objects.filter(kind=Beginning.Kind.DEMO),
        "import": ImportRun.objects.filter(finished_at__isnull=False),
    }


# ---- Whether a line is complete: one function each


def has_publication(facts: Facts) -> bool:
    return not facts.gaps["publication"]


def has_pages(facts: Facts) -> bool:
    """The guideline can be read, and somebody here wrote the page about us."""
    return facts.has["guideline"] and facts.has["about"]


def has_categories(facts: Facts) -> bool:
    return facts.has["category"]


def has_regions(facts: Facts) -> bool:
    return facts.has["region"]


def has_dateline(facts: Facts) -> bool:
    """Somebody chose the name in datelines or another pattern than the one that everybody begins with."""
    usual = Publication._meta.get_field("dateline_pattern").default
    return bool(facts.publication.dateline_site) or facts.publication.dateline_pattern != usual


def has_logo(facts: Facts) -> bool:
    return bool(facts.publication.logo_id)


def has_two_people(facts: Facts) -> bool:
    """One writes, another one decides."""
    return facts.has["editor"] and facts.has["second_account"]


def has_story(facts: Facts) -> bool:
    return facts.has["story"]


def has_site_address(facts: Facts) -> bool:
    return settings.HTTPS and not reach.has_own_machines_address()


def has_mail(facts: Facts) -> bool:
    """A console, or a folder on this laptop, sends nothing to anybody."""
    return reach.sends_mail()


def has_worker(facts: Facts) -> bool:
    return bool(facts.beat) and not facts.beat.is_late


def has_hub(facts: Facts) -> bool:
    return bool(settings.WEBSUB_HUB)


def has_search_engines(facts: Facts) -> bool:
    return bool(settings.INDEXNOW_KEY)


def has_backup(facts: Facts) -> bool:
    """The file that the nightly backup touches is not older than two days."""
    try:
        moment = Path(settings.BACKUP_STAMP).stat().st_mtime if settings.BACKUP_STAMP else 0
    except OSError:
        return False
    return moment > (timezone.now() - OLDEST_BACKUP).timestamp()


def has_moved_in(facts: Facts) -> bool:
    return facts.has["import"]


# ---- The lines


@dataclass(frozen=True)
class Line:
    key: str
    title: Any
    why: Any
    page: tuple  # name and arguments of the page that does it; () where a server's settings do
    permission: str
    is_complete: Callable[[Facts], bool]
    is_necessary: bool = False  # `health --setup` fails without it
    setting: str = ""  # what does it on the server: a variable with an example, or a command
    anchor: str = ""  # the field on its page, where that has many

    @property
    def address(self) -> str:
        return f"{reverse(self.page[0], args=self.page[1:])}{self.anchor}" if self.page else ""


PUBLICATION = ("admin:articles_publication_changelist",)
LINES = (
    Line(
        "publication", _("Name, publisher and press-law data"),
        _("The press law asks for the publisher's name, its address and who is responsible; they stand under Redaksi."),
        PUBLICATION, permissions.CHANGE_PUBLICATION, has_publication, is_necessary=True,
    ),
    Line(
        "pages", _("Pages: about us, guideline, contact"),
        _("The press council asks every site to show its guideline; the page about us says who you are in your own words."),
        ("admin:articles_page_changelist",), permissions.CHANGE_PAGE, has_pages, is_necessary=True,
    ),
    Line(
        "categories", _("Categories"),
        _("Every story stands in one; they are the menu of the site. Three sets for regional papers are ready."),
        ("admin:articles_category_sets",), permissions.ADD_CATEGORY, has_categories, is_necessary=True,
    ),
    Line(
        "regions", _("Regions"),
        _("Dateline, time zone and the pages of each region come from them. All of Indonesia is there to be ticked."),
        ("admin:articles_region_indonesia",), permissions.ADD_REGION, has_regions, is_necessary=True,
    ),
    Line(
        "dateline", _("How a story begins"),
        _("The dateline opens every story, so choose its form before the first one."),
        PUBLICATION, permissions.CHANGE_PUBLICATION, has_dateline, anchor="#id_dateline_pattern",
    ),
    Line(
        "logo", _("Logo and colour"),
        _("They stand on each page, in shared links and on the phone's home screen."),
        PUBLICATION, permissions.CHANGE_PUBLICATION, has_logo, anchor="#id_logo",
    ),
    Line(
        "people", _("People and their roles"),
        _("Nobody publishes an own story alone: it takes one who writes and another one who decides."),
        ("admin:staff_user_changelist",), roles.CHANGE_USER, has_two_people, is_necessary=True,
    ),
    Line(
        "story", _("The first story"),
        _("Write it, let somebody else approve it, and read it as a reader does."),
        ("admin:articles_article_add",), permissions.ADD_ARTICLE, has_story,
    ),
    Line(
        "site", _("Address of the site"),
        _("Links, feeds and shared stories name it; with https:// readers and passwords are safe on the way."),
        (), roles.CHANGE_USER, has_site_address, is_necessary=True, setting="SITE_URL=https://kabarsaya.id",
    ),
    Line(
        "mail", _("Outgoing mail"),
        _("Invitations, forgotten passwords and notices go out by it."),
        (), roles.CHANGE_USER, has_mail, is_necessary=True, setting="EMAIL_URL=smtp+tls://nama:sandi@surel.example:587",
    ),
    Line(
        "worker", _("Task worker"),
        _("It sends mail, draws photos and lets scheduled stories and updates go online."),
        (), roles.CHANGE_USER, has_worker, is_necessary=True, setting="manage.py worker",
    ),
    Line(
        "backup", _("Backup"),
        _("Nothing brings an archive back but a copy elsewhere. The file named here is touched by the nightly backup."),
        (), roles.CHANGE_USER, has_backup, setting="BACKUP_STAMP=/var/backups/pawarta/terakhir",
    ),
    Line(
        "feeds", _("Feeds"),
        _("Apps and partners read /feed/ and the feed of each region; a hub tells them at once of what is new."),
        (), roles.CHANGE_USER, has_hub, setting="WEBSUB_HUB=https://pubsubhubbub.appspot.com/",
    ),
    Line(
        "search", _("Search engines"),
        _("Enter /sitemap.xml and /sitemap-news.xml in Google Search Console and Bing Webmaster Tools; IndexNow tells the others."),
        (), roles.CHANGE_USER, has_search_engines, setting="INDEXNOW_KEY=0123456789abcdef",
    ),
    Line(
        "import", _("Moving in from the old site"),
        _("An export of WordPress brings its stories, pictures and addresses, so that old links go on working."),
        ("admin:articles_exportfile_changelist",), permissions.ADD_EXPORT, has_moved_in,
    ),
)  # fmt: skip


def missing(current: Facts | None = None) -> list[Line]:
    """Return the lines that are not complete."""
    current = current or facts()
    return [line for line in LINES if not line.is_complete(current)]


# ---- The desk's first page

# Whoever may do one of these sets the paper up; somebody who only writes has a button for that.
_SETTING_UP = frozenset(line.permission for line in LINES) - {permissions.ADD_ARTICLE}


def is_for(user) -> bool:
    return any(user.has_perm(permission) for permission in _SETTING_UP)


def context_for(user, current: Facts) -> dict[str, Any]:
    """Return the list of this person's first page; {} where there is nothing to do."""
    lines = [line for line in LINES if user.has_perm(line.permission)]
    rows = [(line, line.is_complete(current), line.key in current.put_away) for line in lines]
    open_lines = [
        (line, current.gaps.get(line.key, ()))
        for line, is_complete, is_put_away in rows
        if not is_complete and not is_put_away
    ]
    if current.has["demo"] or not open_lines:
        return {}
    return {
        "first_day": {
            "all": lines,
            "open": open_lines,
            "complete": [
                (line, current.notes.get(line.key, ""))
                for line, is_complete, _is_put_away in rows
                if is_complete
            ],
            "put_away": [line for line, is_complete, is_put_away in rows if is_put_away and not is_complete],
            "example": f"{current.publication.dateline(current.place)}{SENTENCE}",
        }
    }


@require_POST
def put_away(request):
    """Put a line away, or all that are open (`semua`), or bring one back (`kembali`)."""
    if not is_for(request.user):
        raise PermissionDenied
    lines = {line.key for line in LINES if request.user.has_perm(line.permission)}
    if request.POST.get("kembali", "") in lines:
        PutAwayLine.objects.filter(line=request.POST["kembali"]).delete()
    keys = _open_keys(lines) if "semua" in request.POST else {request.POST.get("line", "")} & lines
    PutAwayLine.objects.bulk_create(
        [PutAwayLine(line=key, put_away_by=request.user) for key in sorted(keys)], ignore_conflicts=True
    )
    return HttpResponseRedirect(reverse("admin:index"))


def _open_keys(lines: Iterable[str]) -> set[str]:
    return {line.key for line in missing()} & set(lines)
