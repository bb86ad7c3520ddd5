"""A story by the address that somebody copied, from here or from the site before."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import legacy_paths
from articles.models import Article, LegacyPath, OldSite
from staff.parsing import own_hosts

_NUMBER = re.compile(r"/berita/+0*([0-9]{1,18})(?![0-9])", re.IGNORECASE)


def story_at(address):
    """Return the story that readers get, or got, at this address.

    Raises ValidationError. Of a story that nobody was shown it says the same as of one that there is not.
    """
    text = address if "://" in address or address.startswith("/") else f"https://{address}"
    parts = legacy_paths.split(text)
    if parts.netloc and legacy_paths.host_of(text) not in _hosts():
        raise ValidationError(
            _("This is no address of %(site)s. Open the story here and copy its address."),
            params={"site": urlsplit(settings.SITE_URL).hostname},
            code="foreign",
        )
    if story := _of_path(parts):
        return story
    raise ValidationError(
        _("There is no story at this address. Open the story and copy its address from the browser."),
        code="nothing",
    )


def _hosts():
    """Hosts of this site, and of those that moved in."""
    addresses = [f"//{host}" for host in own_hosts()] + list(
        OldSite.objects.values_list("address", flat=True)
    )
    return {legacy_paths.host_of(address) for address in addresses}


def _of_path(parts):
    stories = Article.objects.ever_public().select_related("region")
    if number := _NUMBER.match(parts.path):
        return stories.filter(pk=int(number[1])).first()
    keys = [*legacy_paths.query_keys(parts.query), *legacy_paths.path_keys(parts.path)]
    paths = LegacyPath.objects.filter(path__in=keys, article__in=stories.order_by().values("pk"))
    path = paths.first()
    return stories.filter(pk=path.article_id).first() if path else None
