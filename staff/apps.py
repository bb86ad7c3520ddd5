from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from staff import checks, roles


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("Newsroom staff")

    def ready(self):
        register(checks.proxies_are_named, Tags.security, deploy=True)
        register(checks.source_notes_have_keys, Tags.database)
        # The only signal of the project: groups can be written no earlier than the permissions they name.
        post_migrate.connect(roles.write_groups, dispatch_uid="staff.roles")


class DeskConfig(AdminConfig):
    """The admin under its name in a newsroom."""

    default_site = "staff.sites.Desk"
