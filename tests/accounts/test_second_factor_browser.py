"""The second factor in a real browser, with a virtual authenticator: set up on a phone, used at both doors, lost."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from staff.models import CodeApp, Passkey, Scratch, Session
from tests.support.browser import (
    DESKTOP,
    OWN_FACTORS,
    PHONE,
    add_passkey,
    authenticator,
    no_sideways_scroll,
    open_form,
    state,
    type_password,
)
from tests.support.factories import make_article
from tests.support.second_factor import code_now, make_code_app
from tests.support.sign_in import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def sign_out(page, base):
    page.context.clear_cookies()
    page.goto(f"{base}/redaksi-desk/")


def type_name_and_password(page, username):
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["360", "1280"])
def test_an_editor_sets_up_a_passkey_and_comes_in_with_it_alone(
    page, live_server, newsroom, editor, settings, screen
):
    settings.SECOND_FACTOR_FROM = date.min
    page.set_viewport_size(screen)
    authenticator(page)
    page.goto(f"{live_server.url}/redaksi-desk/")
    type_name_and_password(page, "edi")
    page.wait_for_url(f"**{OWN_FACTORS}")
    expect(page.get_by_role("alert").first).to_contain_text("Peran Anda")
    no_sideways_scroll(page)
    add_passkey(page, live_server.url, "HP Edi")
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Sudah dicatat").click()
    page.wait_for_url(f"{live_server.url}/redaksi-desk/")
    sign_out(page, live_server.url)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(f"{live_server.url}/redaksi-desk/")
    assert Passkey.objects.get().used_at
    expect(page.locator("h1, #content")).not_to_have_count(0)


def test_after_the_password_a_passkey_or_a_code_will_do(page, live_server, newsroom, editor):
    authenticator(page)
    type_password(page, live_server.url, "edi")
    add_passkey(page, live_server.url, "HP Edi")
    secret = make_code_app(editor)
    sign_out(page, live_server.url)
    type_name_and_password(page, "edi")
    page.wait_for_url("**/langkah-kedua/**")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(f"{live_server.url}/redaksi-desk/")
    sign_out(page, live_server.url)
    type_name_and_password(page, "edi")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("#code-error")).to_contain_text("Kode ini salah")
    page.fill("[name=code]", code_now(secret))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{live_server.url}/redaksi-desk/")


def test_a_device_without_a_passkey_says_so(page, live_server, newsroom, editor):
    authenticator(page, verifies=False)
    page.goto(f"{live_server.url}/redaksi-desk/")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("alert").first).to_contain_text("tidak memberi kunci sandi")


def test_a_browser_that_knows_no_passkeys_offers_none(page, live_server, newsroom, editor):
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(f"{live_server.url}/redaksi-desk/")
    expect(page.locator("[data-passkey]")).to_be_hidden()
    type_password(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{OWN_FACTORS}")
    expect(page.locator("[data-passkey]")).to_be_hidden()
    expect(page.locator("[data-no-passkey]")).to_be_visible()


@pytest.fixture
def form(phone, live_server, newsroom, writer):
    """Wati's open form on her phone; she has an app with codes and a passkey, and her session is over."""
    page = phone.new_page()
    authenticator(page)
    type_password(page, live_server.url, "wati")
    add_passkey(page, live_server.url, "HP Wati")
    page.secret = make_code_app(writer)
    open_form(page, live_server.url, make_article(writer, body="<p>Air surut.</p>"))
    Session.objects.all().delete()
    page.fill("#id_body", "Diketik sesudah sesi berakhir.")
    expect(page.locator("#writing-login")).to_be_visible()
    return page


def typed_is_on_the_server(page):
    expect(page.locator("#writing-login")).not_to_be_visible()
    state(page, "Tersimpan di server")
    assert "Diketik sesudah sesi berakhir." in Scratch.objects.get().data["body"][0]


def test_an_open_form_asks_for_the_code_and_loses_no_text(form):
    form.fill("#writing-password", PASSWORD)
    form.get_by_role("button", name="Masuk dan kirim").click()
    form.fill("#writing-code", "000000")
    form.get_by_role("button", name="Masuk dan kirim").click()
    expect(form.locator("#writing-login-error")).to_contain_text("Kode ini salah")
    form.fill("#writing-code", code_now(form.secret))
    form.get_by_role("button", name="Masuk dan kirim").click()
    typed_is_on_the_server(form)
    assert CodeApp.objects.get().used_at


def test_an_open_form_takes_a_passkey_and_loses_no_text(form):
    form.get_by_role("button", name="Pakai kunci sandi").click()
    typed_is_on_the_server(form)


def test_an_open_form_takes_no_passkey_of_another_account(form, editor):
    Passkey.objects.update(account=editor)
    form.get_by_role("button", name="Pakai kunci sandi").click()
    expect(form.locator("#writing-login-error")).to_contain_text("milik akun lain")
    assert not Session.objects.exclude(account=None).exists()
    assert form.input_value("#id_body") == "Diketik sesudah sesi berakhir."


def test_an_app_is_set_up_from_the_typed_key_on_a_phone(phone, live_server, newsroom, writer):
    page = phone.new_page()
    type_password(page, live_server.url, "wati")
    page.goto(f"{live_server.url}{OWN_FACTORS}")
    page.get_by_role("link", name="Pasang aplikasi kode").click()
    no_sideways_scroll(page)
    secret = page.locator("#secret").text_content().replace(" ", "")
    assert page.locator(".qr").evaluate("image => image.naturalWidth") > 100
    page.fill("[name=code]", code_now(secret))
    page.get_by_role("button", name="Konfirmasi").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    assert Article.objects.count() == 0


def test_one_device_ends_the_session_of_another(phone, browser, live_server, newsroom, writer):
    page, laptop = phone.new_page(), browser.new_page()
    for one in (laptop, page):
        type_password(one, live_server.url, "wati")
    page.goto(f"{live_server.url}{reverse('admin:own_account')}")
    devices = page.locator("#devices li")
    expect(devices).to_have_count(2)
    expect(devices.filter(has_text="perangkat ini")).to_contain_text("Android")
    devices.get_by_role("button", name="Keluar").click()
    expect(devices).to_have_count(1)
    no_sideways_scroll(page)
    laptop.reload()
    expect(laptop.locator("[name=password]")).to_be_visible()
    laptop.close()
