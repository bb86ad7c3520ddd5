"""Addresses of accounts that belong to no model: what people open without a sign-in, and the table of roles."""

from django.urls import path

from staff.accounts import forgotten, invitations, rights


def accounts_urls(desk):
    return [
        path("masuk-sekali/<str:token>/", desk.open_view(invitations.page), name="account_link"),
        # By this name the page that asks for the password finds it.
        path("lupa-sandi/", desk.open_view(forgotten.page), name="admin_password_reset"),
        path("peran/", desk.admin_view(rights.page), name="roles"),
    ]
