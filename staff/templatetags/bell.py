"""The bell in the head of each page of the desk, and the way to what the handbook says of the page."""

from django import template

from staff.desk import handbook

register = template.Library()

MOST = 99  # the highest number on the bell; more is "99+"


@register.inclusion_tag("desk/notifying/_bell.html", takes_context=True)
def bell(context):
    request = context["request"]
    unread = request.user.notifications.unread().order_by().values("pk")[: MOST + 1].count()
    return {
        "unread": unread,
        "count_label": f"{MOST}+" if unread > MOST else unread,
        "help": handbook.help_for(request.resolver_match.url_name or "") if request.resolver_match else "",
    }
