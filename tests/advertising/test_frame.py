"""The frame of a network's code: a document of its own, with a policy of its own."""

import pytest

from tests.support.advertising import make_order, make_slot
from tests.support.public_pages import page

pytestmark = pytest.mark.django_db
CODE = '<script src="https://iklan.example/a.js"></script>'


@pytest.fixture
def order(publication):
    return make_order(make_slot("foot"), code=CODE)


def directives(response):
    parts = (line.strip().split(" ") for line in response.headers["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def test_the_frame_has_a_sandbox_without_our_origin(order, client):
    response = client.get(f"/ruang/{order.pk}/")
    policy = directives(response)
    assert policy["sandbox"] == {"allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"}
    assert policy["frame-ancestors"] == {"'self'"}
    assert policy["default-src"] == policy["form-action"] == policy["base-uri"] == {"'none'"}
    assert not any(
        "'self'" in values for name, values in policy.items() if name not in ("frame-ancestors", "style-src")
    )
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}
    assert CODE in response.content.decode()


def test_the_page_around_names_no_host_of_a_network(order, client):
    response = client.get("/indeks/")
    assert "iklan.example" not in response.content.decode() + response.headers["Content-Security-Policy"]
    assert f'data-kode="/ruang/{order.pk}/"' in response.content.decode()
    assert "<iframe" not in response.content.decode()  # nothing is loaded before somebody allows it
    assert "'self'" in directives(response)["frame-src"]
    assert "DENY" in response.headers["X-Frame-Options"]


def test_the_question_stands_only_where_something_waits_for_it(order, client):
    assert 'data-izin="iklan"' in page(client, "/indeks/")
    assert "data-izin" not in page(client, "/redaksi/")
    order.delete()
    make_order(make_slot("list", 1))
    assert "data-izin" not in page(client, "/indeks/")


def test_refusing_is_as_easy_as_allowing(order, client):
    text = page(client, "/indeks/")
    buttons = [line for line in text.splitlines() if "data-jawab" in line]
    assert len(buttons) == 1  # both on one line of the page, of one class
    assert buttons[0].count('class="button"') == 2
    assert buttons[0].index('data-jawab="tidak"') < buttons[0].index('data-jawab="ya"')


@pytest.mark.parametrize("what", ["paused", "banner", "unknown"])
def test_what_does_not_run_has_no_frame(what, order, client):
    if what == "paused":
        type(order).objects.update(is_paused=True)
    pk = make_order(make_slot("list", 1)).pk if what == "banner" else 0 if what == "unknown" else order.pk
    assert client.get(f"/ruang/{pk}/").status_code == 404
