"""Small files at fixed addresses: what robots, advertisers, security researchers and phones look for."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import colours
from articles.addresses import absolute
from articles.models import Publication
from articles.photos import pictures
from articles.photos.renditions import SQUARE

TRAINING = (
    "GPTBot", "ClaudeBot", "Google-Extended", "Applebot-Extended", "CCBot", "Bytespider", "Amazonbot",
    "meta-externalagent",
)  # fmt: skip
ANSWERING = ("OAI-SearchBot", "ChatGPT-User", "Claude-User", "PerplexityBot")
# Robots of AI companies that are kept out; search engines and previews of links fall under `*`, always.
KEPT_OUT = {
    Publication.Crawlers.ALL: (),
    Publication.Crawlers.ANSWERS: TRAINING,
    Publication.Crawlers.NONE: (*TRAINING, *ANSWERING),
}
SECURITY_TXT_LASTS = timedelta(days=180)
COLOUR_LASTS = 365 * 24 * 3600  # seconds; another colour has another address


def _plain(lines):
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def robots(request):
    kept_out = KEPT_OUT[Publication.objects.current().ai_crawlers]
    group = [*(f"User-agent: {name}" for name in kept_out), "Disallow: /", ""] if kept_out else []
    return _plain(
        [
            *group,
            "User-agent: *",
            f"Disallow: {reverse('search')}",
            "",
            f"Sitemap: {absolute(reverse('sitemap'))}",
            f"Sitemap: {absolute(reverse('sitemap_news'))}",
        ]
    )


@require_safe
def favicon(request):
    """Lead browsers that look for an icon by themselves to the logo, or to Pawarta's sign while there is none."""
    return HttpResponseRedirect(pictures.site_icon(Publication.objects.current()))


@require_safe
def ads(request):
    text = Publication.objects.current().ads_txt.strip()
    if not text:
        raise Http404("nobody sells advertising space here")
    return _plain(text.splitlines())


@require_safe
def security(request):
    """Answer with security.txt (RFC 9116). The end moves along by itself, once a day."""
    email = Publication.objects.current().email
    if not email:
        raise Http404("no contact is known")
    ends = datetime.combine(timezone.now().date() + SECURITY_TXT_LASTS, time.min, UTC)
    return _plain(
        [
            f"Contact: mailto:{email}",
            f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: id, en",
            f"Canonical: {absolute(reverse('security_txt'))}",
        ]
    )


@require_safe
def manifest(request):
    publication = Publication.objects.current()
    logo = publication.logo
    icons = [
        {
            "src": default_storage.url(rendition.name),
            "sizes": f"{rendition.width}x{rendition.height}",
            "type": f"image/{rendition.format}",
        }
        for rendition in (logo.public_renditions() if logo else [])
        if rendition.shape == SQUARE and rendition.format != "avif"
    ]
    return JsonResponse(
        {
            "name": publication.name,
            "short_name": publication.dateline_site or publication.name,
            "description": publication.description or publication.tagline,
            "lang": "id",
            "id": reverse("home"),
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "minimal-ui",
            "theme_color": publication.accent,
            "background_color": colours.PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(public=True, max_age=COLOUR_LASTS, immutable=True)
def own_colour(request, digits):
    """Answer with the stylesheet of the publication's own colour, which static/site.css cannot hold."""
    publication = Publication.objects.current()
    if publication.palette != Publication.Palette.OWN or publication.own_colour != f"#{digits}":
        raise Http404("no such colour")
    accents = f"--light: {publication.accent}; --dark: {colours.on_dark(publication.accent)}"
    return HttpResponse(f":root {{ {accents} }}\n", content_type="text/css; charset=utf-8")


@require_safe
def indexnow_key(request, key):
    """Prove that whoever submits addresses with this key may speak for the site."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404("no such file")
    return _plain([key])
