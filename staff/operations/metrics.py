"""The readings as Prometheus reads them, for whoever knows the token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from staff.operations import health


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Return the readings of now. Without the token, or where none is set, there is no such page."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(
        request.headers.get("Authorization", ""), expected
    ):
        raise Http404("no token")
    return HttpResponse(text(health.readings(network=False)), content_type=CONTENT_TYPE_LATEST)


def text(readings: list[health.Reading]) -> bytes:
    registry = CollectorRegistry()
    value = Gauge("pawarta_reading", "A reading of the newsroom's health", ["key"], registry=registry)
    level = Gauge("pawarta_level", "0 well, 1 warning, 2 alarm", ["key"], registry=registry)
    for reading in readings:
        level.labels(reading.key).set(reading.level)
        if reading.value is not None:
            value.labels(reading.key).set(reading.value)
    return generate_latest(registry)
