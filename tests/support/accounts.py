"""Accounts as somebody keeps them with a browser: invited, at the form, leaving."""

import re
from urllib.parse import unquote

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from staff import roles
from staff.models import User

ADD = "/redaksi-desk/staff/user/add/"
PASSWORD = "kapal layang mendung"


def ids(*held):
    return [
        str(pk)
        for pk in Group.objects.filter(name__in=[role.group for role in held]).values_list("pk", flat=True)
    ]


def account_form(**values):
    return {"name": "Rina Kusumawati", "username": "", "email": "", "phone": "0812-3456-7890",
            "groups": ids(roles.WRITER)} | values  # fmt: skip


def page_of(account, page="change"):
    return reverse(f"admin:staff_user_{page}", args=[account.pk])


def link_in(text):
    return re.search(r"/redaksi-desk/masuk-sekali/[\w-]+/", unquote(text))[0]


def choose_password(link, password=PASSWORD, client=None, **values):
    return (client or Client()).post(link, {"new_password1": password, "new_password2": password} | values)


def invite(keeper, **values):
    """Save a new account; return (account, the link that was shown)."""
    answer = keeper.post(ADD, account_form(**values))
    assert answer.status_code == 200, answer.context.get("errors")
    return User.objects.latest("pk"), link_in(answer.content.decode())


def leave(keeper, account, **values):
    return keeper.post(
        page_of(account, "leave"), {"reason": "Pindah ke kota lain.", "successor": ""} | values
    )
