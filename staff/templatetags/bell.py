"""The bell in the head of each page of the desk."""

from django import template

register = template.Library()

MOST = 99  # the highest number on the bell; more is "99+"


@register.inclusion_tag("desk/notifying/_bell.html", takes_context=True)
def bell(context):
    unread = context["request"].user.notifications.unread().order_by().values("pk")[: MOST + 1].count()
    return {"unread": unread, "count_label": f"{MOST}+" if unread > MOST else unread}
