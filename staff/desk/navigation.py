"""The desk's sidebar and its stylesheet."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from staff import counting, roles
from staff.desk import broken_cards
from staff.models import Complaint, RoleProposal


def stylesheet(request):
    return static("desk/base.css")


def _counts(request):
    """{"submitted": n, "returned": n, "unsigned": n} of stories that this person may see, of roles and of letters that wait,
    in one query a page."""
    stories = Article.objects.visible_to(request.user)
    lists = {
        "submitted": stories.filter(status=Article.Status.SUBMITTED),
        "returned": stories.filter(status=Article.Status.RETURNED),
        "unsigned": stories.filter(needs_signature=True),
    }
    if CONFIRMS(request):
        lists["roles"] = RoleProposal.objects.open()
    if READS_LETTERS(request):
        lists["letters"] = Complaint.objects.open()
    ids = counting.first_of_each({name: (stories, ["pk"]) for name, stories in lists.items()})
    return {name: counting.capped(len(ids[name])) for name in lists}


def _may(*names):
    return lambda request: any(request.user.has_perm(name) for name in names)


CONFIRMS = _may(*roles.CONFIRMING)
READS_LETTERS = _may(roles.VIEW_COMPLAINT)
EDITS, WRITES = _may(permissions.REVIEW_ARTICLE), _may(permissions.ADD_ARTICLE)


def _active(**filters):
    """Return a predicate: the list is open with just these filters. Several entries share its address."""

    def active(request):
        stories = request.path.startswith(str(reverse_lazy("admin:articles_article_changelist")))
        return stories and {key: value for key, value in request.GET.items() if "__exact" in key} == filters

    return active


def sidebar(request):
    broken = broken_cards.open_count() if EDITS(request) else 0
    return _groups(_counts(request), broken)


def _groups(counts, broken=0):
    """Return all entries in their groups, as Unfold takes them, with these numbers beside their names."""
    stories = reverse_lazy("admin:articles_article_changelist")
    return [
        {
            "title": _("Stories"),
            "items": [
                {"title": _("Newsroom desk"), "icon": "space_dashboard", "link": reverse_lazy("admin:index")},
                {"title": _("All stories"), "icon": "newspaper", "link": stories, "active": _active()},
                {
                    "title": _("To review"),
                    "icon": "rate_review",
                    "link": f"{stories}?status__exact=submitted",
                    "active": _active(status__exact="submitted"),
                    "badge": counts.get("submitted"),
                },
                {
                    "title": _("Returned"),
                    "icon": "undo",
                    "link": f"{stories}?status__exact=returned",
                    "active": _active(status__exact="returned"),
                    "badge": counts.get("returned"),
                },
                {
                    "title": _("To sign"),
                    "icon": "nightlight",
                    "link": f"{stories}?needs_signature__exact=1",
                    "active": _active(needs_signature__exact="1"),
                    "badge": counts.get("unsigned"),
                    "permission": EDITS,
                },
                _page(_("Letters of readers"), "mail", "letters", READS_LETTERS)
                | {"badge": counts.get("letters")},
                _page(_("Calendar"), "calendar_month", "calendar", WRITES),
                _page(_("Assignments"), "assignment_ind", "assignments", WRITES),
                {
                    "title": _("Photos"),
                    "icon": "photo_library",
                    "link": reverse_lazy("admin:articles_photo_changelist"),
                },
                _entry(_("Attachments"), "attach_file", "articles", "attachment"),
                _entry(_("The front page"), "web", "articles", "pick"),
            ],
        },
        {
            "title": _("Editing"),
            "items": [
                _page(_("Figures"), "monitoring", "figures", EDITS),
                _page(
                    _("Who changed what"),
                    "history",
                    "changes",
                    _may(permissions.REVIEW_ARTICLE, roles.VIEW_CHANGE),
                ),
                _page(_("Health of Baca Juga"), "link_off", "card_health", EDITS) | {"badge": broken},
                _page(_("Originals elsewhere"), "content_copy", "originals", EDITS),
                _entry(_("Who looks after what"), "schedule", "staff", "coverage"),
                _entry(_("Story templates"), "draft", "staff", "storytemplate"),
                {"title": _("Handbook"), "icon": "menu_book", "link": reverse_lazy("admin:handbook")},
            ],
        },
        {
            "title": _("Order"),
            "items": [
                _entry(_("Categories"), "category", "articles", "category"),
                _entry(_("Regions"), "map", "articles", "region"),
                _entry(_("Tags"), "sell", "articles", "tag"),
                _entry(_("People"), "badge", "articles", "person"),
            ],
        },
        {
            "title": _("Advertising"),
            "items": [
                _entry(_("Advertisements"), "campaign", "articles", "advertisement"),
                _entry(_("Advertising spaces"), "space_dashboard", "articles", "adslot"),
            ],
        },
        {
            "title": _("Administration"),
            "items": [
                _entry(_("Publication"), "apartment", "articles", "publication"),
                _page(
                    _("History of the masthead"),
                    "history_edu",
                    "masthead_history",
                    _may(permissions.REVIEW_ARTICLE, permissions.CHANGE_PUBLICATION),
                ),
                _entry(_("Pages"), "description", "articles", "page"),
                _entry(_("Accounts"), "group", "staff", "user"),
                {
                    "title": _("Roles and rights"),
                    "icon": "admin_panel_settings",
                    "link": reverse_lazy("admin:roles"),
                },
                _page(_("Roles that wait"), "how_to_reg", "role_proposals", CONFIRMS)
                | {"badge": counts.get("roles")},
                _page(_("Personal data"), "shield_person", "personal_data", _may(roles.VIEW_CHANGE)),
                _entry(_("Moving in"), "move_to_inbox", "articles", "exportfile"),
                _page(_("Health of the system"), "monitor_heart", "system_health", _may(roles.CHANGE_USER)),
                _page(_("Moving out"), "outbox", "site_exports", _may(permissions.CHANGE_PUBLICATION)),
            ],
        },
    ]


def place_of(address):
    """Return (group, entry) of the menu's entry with this address; None where the menu has none."""
    for group in _groups({}):
        for entry in group["items"]:
            if str(entry["link"]) == address:
                return group["title"], entry["title"]
    return None


def pages(request):
    """[(title, note, address)] of the pages that this person may open, for the quick switcher."""
    entries = [entry for group in _groups({}) for entry in group["items"]]
    may_open = [entry for entry in entries if "permission" not in entry or entry["permission"](request)]
    pages = [(entry["title"], _("Page of the desk"), entry["link"]) for entry in may_open]
    if request.user.has_perm(permissions.ADD_ARTICLE):
        new = reverse_lazy("admin:articles_article_add")
        pages.insert(0, (_("Write a new story"), _("Page of the desk"), new))
    return pages


def _entry(title, icon, app, model):
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{model}_changelist"),
        "permission": _may(f"{app}.view_{model}", f"{app}.change_{model}"),
    }


def _page(title, icon, name, permission):
    """Return the entry of a page that belongs to no model."""
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), "permission": permission}
