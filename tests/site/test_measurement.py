"""One analytics hook, proofs of ownership, and a policy that is wider by exactly the host of the settings."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles.site import site_context
from newsroom import analytics
from newsroom.paths import BASE_DIR
from tests.support.public_pages import page

SITE = "https://kabar.example"
STATS = "https://stats.kabar.example"
RIGHT = {
    "matomo": (STATS, "3"), "plausible": (STATS, ""), "goatcounter": (STATS, ""), "google": ("", "G-ABC123XYZ"),
}  # fmt: skip
WRONG = (
    ("piwik", STATS, "3"), ("matomo", "", "3"), ("matomo", STATS, ""), ("matomo", STATS, "tiga"), ("matomo", "http://a.example", "3"),
    ("plausible", "stats.example", ""), ("plausible", "https://a.example; script-src *", ""), ("plausible", "https://*.example", ""),
    ("goatcounter", "", ""), ("goatcounter", "https://a.example/?x", ""), ("google", "", "UA-1"), ("google", STATS, "G-ABC123XYZ"),
    ("google", "", "G-ABC' https://x.example"), ("", STATS, ""), ("", "", "3"), ("matomo", "https://u:p@a.example", "3"),
)  # fmt: skip


@pytest.mark.parametrize(("service", "url", "number"), WRONG)
def test_a_setting_that_is_none_stops_the_start_with_what_to_write(service, url, number):
    with pytest.raises(ImproperlyConfigured, match="ANALYTICS"):
        analytics.checked(service, url, number, SITE)


@pytest.mark.parametrize("service", RIGHT)
def test_the_policy_is_wider_by_exactly_its_hosts(service):
    url, number = RIGHT[service]
    _service, url, _number = analytics.checked(service, f"{url}/" if url else "", number, SITE)
    sources = analytics.sources(service, url)
    assert set(sources) == {"script-src", "connect-src", "img-src"}
    hosts = {host for of_directive in sources.values() for host in of_directive}
    assert hosts == (set(analytics.GOOGLE) if service == "google" else {STATS})
    assert sources["script-src"] == [analytics.GOOGLE[0] if service == "google" else STATS]


def test_without_a_service_nothing_is_wider():
    assert analytics.checked("", "", "", SITE) == ("", "", "")
    assert analytics.sources("", "") == {}


def test_the_settings_read_the_environment():
    code = (
        "import json; from newsroom import settings as s;"
        "print(json.dumps([s.CONTENT_SECURITY_POLICY['DIRECTIVES'], s.PICTURES, s.SITE_VERIFICATION]))"
    )
    environment = os.environ | {
        "DEBUG": "1", "DATABASE_URL": "postgres://a@localhost/a", "ANALYTICS": "matomo", "ANALYTICS_URL": f"{STATS}/m/",
        "ANALYTICS_ID": "3", "SITE_VERIFICATION": "google-site-verification=abc_123,msvalidate.01=ABCD",
    }  # fmt: skip
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    directives, pictures, proofs = json.loads(answer.stdout)
    assert directives["script-src"] == directives["connect-src"] == ["'self'", STATS]
    assert directives["img-src"] == [*pictures, STATS]
    assert STATS not in pictures  # the desk's own policy begins with them
    assert proofs == {"google-site-verification": "abc_123", "msvalidate.01": "ABCD"}


@pytest.mark.parametrize(
    "line", ["abc", "google-site-verification", "google-site-verification=", "refresh=0;url=https://x.example",
             'google-site-verification="><script>', "viewport=width", "=abcd", "google-site-verification=a b c d"]
)  # fmt: skip
def test_a_proof_that_is_none_stops_the_start(line):
    with pytest.raises(ImproperlyConfigured, match="SITE_VERIFICATION"):
        analytics.proofs([line])


@pytest.fixture
def measured(settings, publication):
    def by(service):
        settings.ANALYTICS = service
        settings.ANALYTICS_URL, settings.ANALYTICS_ID = RIGHT[service]
        if service == "plausible":
            settings.ANALYTICS_ID = "kabar.example"

    return by


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("matomo", 'data-matomo="https://stats.kabar.example/" data-situs="3"'),
        ("plausible", 'src="https://stats.kabar.example/js/script.js" data-domain="kabar.example"'),
        (
            "goatcounter",
            'src="https://stats.kabar.example/count.js" data-goatcounter="https://stats.kabar.example/count"',
        ),
        ("google", 'data-google="https://www.googletagmanager.com/gtag/js?id=G-ABC123XYZ"'),
    ],
)
def test_each_service_has_its_hook_on_pages_of_readers(service, words, measured, story, client):
    measured(service)
    for url in ("/", story.get_absolute_url(), "/kategori/peristiwa/", "/redaksi/"):
        assert page(client, url).count(words) == 1, url
    assert "<script>" not in page(client, "/")


def test_only_google_asks_for_consent_and_loads_nothing_before(measured, client):
    measured("google")
    text = page(client, "/")
    assert 'data-izin="statistik"' in text
    assert 'src="https://www.googletagmanager.com' not in text
    for service in ("matomo", "plausible", "goatcounter"):
        measured(service)
        assert "data-izin" not in page(client, "/")


@pytest.mark.parametrize("url", ["/hak-jawab/", "/hak-jawab/status/"])
def test_a_letter_to_the_newsroom_is_measured_by_nobody(url, measured, client):
    for service in RIGHT:
        measured(service)
        assert "stats.kabar" not in page(client, url)
        assert "slots." not in page(client, url)


def test_proofs_stand_on_the_front_page_alone(settings, publication, story, client):
    settings.SITE_VERIFICATION = {"google-site-verification": "abc_123", "msvalidate.01": "ABCD"}
    front = page(client, "/")
    assert '<meta name="google-site-verification" content="abc_123">' in front
    assert '<meta name="msvalidate.01" content="ABCD">' in front
    assert "site-verification" not in page(client, story.get_absolute_url())


def test_a_frame_without_service_ends_with_the_footer(publication):
    frame = site_context.Frame()
    assert frame.ends()["footer"] == frame.context["footer"]
    assert frame.ends()["page_style"] == ""
