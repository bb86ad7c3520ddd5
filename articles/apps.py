from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from articles import checks


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self):
        register(checks.databases_fit, Tags.database)
        register(checks.guideline_is_shown, Tags.database)
        register(checks.pages_can_be_read, Tags.database)
        register(checks.masthead_is_complete, Tags.database)
