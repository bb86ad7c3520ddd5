"""Pages of notifications: the list behind the bell, one's choices, and e-mails that failed.

Mounted by `staff.sites.Desk`. Everybody sees and opens the own notifications; an id of somebody else's is a
404.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import permissions, zones
from articles.models import Article, Region
from staff import parsing, reach, workflow
from staff.models import Notification
from staff.notifying import email, texts
from staff.parsing import number

PER_PAGE = 30


def urls(site):
    return [
        path("pemberitahuan/", site.admin_view(index), name="notifications"),
        path("pemberitahuan/baca/", site.admin_view(read_all), name="notifications_read"),
        path("pemberitahuan/pilihan/", site.admin_view(choices), name="notification_choices"),
        path("pemberitahuan/surel/", site.admin_view(failed_mails), name="failed_mails"),
        path("pemberitahuan/<int:pk>/", site.admin_view(open_one), name="notification"),
    ]


def _page(request, template, title, **context):
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "watches_mail": _watches_mail(request.user),
    }
    return TemplateResponse(request, template, context)


@require_safe
def index(request):
    """List one's own notifications, the unread first."""
    own = (
        request.user.notifications.unread_first()
        .select_related("by", "article__region")
        .defer("article__body")
    )
    page = Paginator(own, PER_PAGE).get_page(parsing.page(request))
    _prepare(page.object_list, request.user)
    return _page(
        request,
        "desk/notifying/notifications.html",
        _("Notifications"),
        page=page,
        newest=max((note.pk for note in page if not note.read_at), default=0),
        failed_count=_watches_mail(request.user) and Notification.objects.failed().count(),
    )


def _prepare(notes, reader):
    """Give each notification its words for its reader, in two queries for a page."""
    stories = {note.article_id for note in notes if note.article_id}
    visible = set(Article.objects.visible_to(reader).filter(pk__in=stories).values_list("pk", flat=True))
    own = set(Article.objects.written_by(reader).filter(pk__in=stories).values_list("pk", flat=True))
    decides = reader.has_perm(permissions.REVIEW_ARTICLE)
    for note in notes:
        note.recipient = reader
        note.when = zones.words(note.created_at, reader.zone)
        note.mail_when = zones.words(note.mail_at, reader.zone)
        readable = own if note.kind in texts.OF_INSIDERS and not decides else visible
        note.hides_story = bool(note.article_id) and note.article_id not in readable
        note.sentence = texts.sentence(note)
        note.lines = [] if note.hides_story else texts.lines(note)
        if note.article_id in visible:
            reason = note.words if note.kind == "returned" and note.article_id in own else ""
            note.whatsapp = texts.whatsapp(note.article, reason)
            note.state = workflow.state_of(note.article)
            note.state_label = workflow.state_label(note.article)


@require_POST
def open_one(request, pk):
    """Mark a notification as read and redirect to its page."""
    note = get_object_or_404(request.user.notifications, pk=pk)
    request.user.notifications.unread().filter(pk=note.pk).update(read_at=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(note.path, allowed_hosts=None)
    return HttpResponseRedirect(note.path if is_ours else reverse("admin:notifications"))


@require_POST
def read_all(request):
    """Mark notifications as read up to the newest that was shown; those that came meanwhile stay unread."""
    newest = number(request.POST.get("newest", "")) or 0
    request.user.notifications.unread().filter(pk__lte=newest).update(read_at=timezone.now())
    return HttpResponseRedirect(reverse("admin:notifications"))


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    """Show and save the kinds that are also sent by e-mail, and the zone of one's times."""
    user = request.user
    kinds = {name: kind for name, kind in texts.kinds_for(user).items() if not kind.is_of_account}
    if request.method == "POST":
        kinds_by_mail = request.POST.getlist("mail")
        zone = request.POST.get("time_zone", "")
        other_kinds = [name for name in user.without_mail if name in texts.KINDS and name not in kinds]
        user.without_mail = [*other_kinds, *(name for name in kinds if name not in kinds_by_mail)]
        user.time_zone = zone if zone in Region.TimeZone.values else ""
        user.save(update_fields=["without_mail", "time_zone"])
        messages.success(request, _("Your choices are saved."))
        return HttpResponseRedirect(request.path)
    return _page(
        request,
        "desk/notifying/choices.html",
        _("Which notifications by e-mail"),
        kinds=[(name, kind.label, name not in user.without_mail) for name, kind in kinds.items()],
        zones=zones.choices(),
        zone=user.time_zone,
        now=zones.words(timezone.now(), user.zone),
        sends_mail=reach.sends_mail(),
    )


def _watches_mail(user):
    return user.has_perm(texts.MANAGER) or user.has_perm(texts.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
def failed_mails(request):
    """List e-mails that failed, with their errors, for those who can help; POST tries again.

    No story is named here.
    """
    if not _watches_mail(request.user):
        raise PermissionDenied
    failed = Notification.objects.failed()
    if request.method == "POST":
        pk = request.POST.get("pk", "")
        count = email.try_again(failed.filter(pk=number(pk) or 0) if pk else failed)
        messages.success(
            request,
            ngettext("%(n)d e-mail is tried again.", "%(n)d e-mails are tried again.", count) % {"n": count},
        )
        return HttpResponseRedirect(request.path)
    page = Paginator(failed.select_related("recipient"), PER_PAGE).get_page(parsing.page(request))
    for note in page:
        note.label = texts.KINDS[note.kind].label if note.kind in texts.KINDS else note.kind
        note.mail_when = zones.words(note.mail_at, request.user.zone)
    return _page(request, "desk/notifying/failed_emails.html", _("E-mails that failed"), page=page)
