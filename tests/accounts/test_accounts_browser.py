"""A reporter is invited, sets a password on a phone, writes a story, loses the phone, comes back, and leaves."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from staff import roles
from staff.models import User
from tests.support.browser import DESKTOP, PHONE, add_passkey, authenticator, enter_desk, no_sideways_scroll
from tests.support.factories import make_user

pytestmark = pytest.mark.usefixtures("newsroom")
PASSWORD = "kapal layang mendung"


def whole(page):
    """Nothing on the page is wider than a phone, and nothing breaks its policy."""
    no_sideways_scroll(page)


def test_an_invited_reporter_sets_a_password_writes_loses_the_phone_comes_back_and_leaves(
    browser, page, phone, live_server, settings
):
    settings.SITE_URL = live_server.url
    roles.write_groups()
    make_user("adi", roles.ADMINISTRATOR)
    problems = []
    page.set_viewport_size(DESKTOP)
    enter_desk(page, live_server.url, "adi")

    # the administrator invites
    page.goto(f"{live_server.url}/redaksi-desk/staff/user/add/")
    page.fill("[name=name]", "Rina Kusumawati")
    page.fill("[name=phone]", "0812 3456 7890")
    page.locator("#id_groups label", has_text="Menulis dan mengajukan").locator("input").check()
    page.locator("[name=_save]").first.click()
    link = page.locator(".address").inner_text()
    assert (
        page.get_by_text("Kirim lewat WhatsApp")
        .get_attribute("href")
        .startswith("https://wa.me/6281234567890?")
    )

    # the reporter opens the link on a phone
    hp = phone.new_page()
    hp.on("pageerror", lambda error: problems.append(str(error)))
    hp.on(
        "console",
        lambda message: problems.append(message.text) if "Content Security" in message.text else None,
    )
    hp.goto(link)
    expect(hp.locator("main")).to_contain_text("Rina Kusumawati")
    whole(hp)
    assert hp.locator("#id_username").input_value() == "rina"
    hp.fill("[name=new_password1]", "rahasia1")
    hp.fill("[name=new_password2]", "rahasia1")
    hp.get_by_role("button", name="Simpan sandi dan masuk").click()
    expect(hp.locator("main")).to_contain_text("kata umum")
    hp.fill("[name=new_password1]", PASSWORD)
    hp.fill("[name=new_password2]", PASSWORD)
    hp.get_by_role("button", name="Simpan sandi dan masuk").click()
    hp.wait_for_url(f"{live_server.url}/redaksi-desk/")
    expect(hp.locator("body")).to_contain_text("Sandi Anda tersimpan")

    # and writes
    hp.goto(f"{live_server.url}/redaksi-desk/articles/article/add/")
    hp.wait_for_selector("#writing[data-ready]", state="attached")
    hp.fill("[name=headline]", "Jembatan Dringu dibuka lagi")
    hp.fill("[name=body]", "Warga menyeberang sejak pagi.")
    hp.get_by_role("button", name="Simpan", exact=True).click()
    hp.wait_for_load_state()
    expect(hp.locator("body")).to_contain_text("Jembatan Dringu dibuka lagi")
    account = User.objects.get(username="rina")
    story = Article.objects.get()
    assert story.created_by == account

    # she adds a passkey, and loses the phone
    authenticator(hp)
    add_passkey(hp, live_server.url, "HP Rina")
    lost, hp = hp, browser.new_page(viewport=PHONE)
    hp.goto(f"{live_server.url}/redaksi-desk/")
    hp.fill("[name=username]", "rina")
    hp.fill("[name=password]", PASSWORD)
    hp.click("[type=submit]")
    hp.wait_for_url("**/langkah-kedua/**")
    whole(hp)

    # a managing editor lets her in once, and she takes the lost phone away
    make_user("mira", roles.MANAGING_EDITOR)
    enter_desk(page, live_server.url, "mira")
    page.goto(f"{live_server.url}/redaksi-desk/akun-saya/bantu/")
    page.select_option("[name=account]", label="Rina Kusumawati (rina)")
    page.get_by_role("button", name="Buat kode").click()
    hp.fill("[name=code]", page.locator("#one-time-code").inner_text())
    hp.get_by_role("button", name="Masuk", exact=True).click()
    expect(hp.locator("body")).to_contain_text("membantu Anda masuk")
    hp.locator("summary", has_text="Hapus").click()
    hp.get_by_role("button", name="HP Rina").click()
    expect(hp.locator("body")).to_contain_text("Sudah dihapus")
    hp.goto(f"{live_server.url}/redaksi-desk/akun-saya/")
    hp.get_by_role("button", name="Keluar dari semua perangkat lain").click()
    lost.goto(f"{live_server.url}/redaksi-desk/")
    expect(lost.locator("#login-form")).to_be_visible()
    hp.goto(f"{live_server.url}/redaksi-desk/articles/article/")
    expect(hp.locator("body")).to_contain_text("Jembatan Dringu dibuka lagi")

    # the administrator closes the account
    enter_desk(page, live_server.url, "adi")
    page.goto(f"{live_server.url}/redaksi-desk/staff/user/{account.pk}/change/")
    page.get_by_role("link", name="Keluar dari redaksi").click()
    page.fill("[name=reason]", "Pindah ke kota lain.")
    page.get_by_role("button", name="keluar dari redaksi").click()
    expect(page.locator("body")).to_contain_text("sudah keluar")

    # the phone is signed out, and the link says so
    hp.goto(f"{live_server.url}/redaksi-desk/")
    expect(hp.locator("#login-form")).to_be_visible()
    hp.goto(link)
    expect(hp.locator("main")).to_contain_text("sudah ditutup")
    whole(hp)
    assert problems == []
    assert Article.objects.get() == story
    hp.close()


PAGES = ["staff/user/", "staff/user/add/", "staff/user/{pk}/change/", "staff/user/{pk}/keluar/", "peran/"]


@pytest.mark.parametrize("path", [*PAGES, "lupa-sandi/", "masuk-sekali/x/"])
def test_pages_of_accounts_fit_a_phone(path, phone, live_server):
    roles.write_groups()
    make_user("adi", roles.ADMINISTRATOR)
    people = [make_user(name, roles.EDITOR, roles.NIGHT_DESK) for name in ("lestari", "harun")]
    hp = phone.new_page()
    problems = []
    hp.on("pageerror", lambda error: problems.append(str(error)))
    if path in PAGES:
        enter_desk(hp, live_server.url, "adi")
    hp.goto(f"{live_server.url}/redaksi-desk/{path.format(pk=people[0].pk)}")
    whole(hp)
    assert hp.locator("h1").count() == 1
    assert problems == []
