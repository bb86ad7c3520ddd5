"""Hapus contoh in a browser: it fits every screen, and ends at the page where the first password is chosen."""

import pytest

from articles.models import Article
from staff.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def desk(page, site, client):
    client.force_login(User.objects.get(username="admin"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": f"{site}/redaksi-desk/"}]
    )
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def test_the_demo_is_removed_in_a_browser(desk, site):
    for width in (360, 768, 1280):
        desk.set_viewport_size({"width": width, "height": 800})
        desk.goto(f"{site}/redaksi-desk/hapus-contoh/")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert desk.complaints == []
    desk.fill("[name=name]", "Kabar Muara")
    desk.fill("[name=place]", "Kota Pasuruan")
    desk.fill("[name=person]", "Sari Nirmala")
    desk.get_by_role("button", name="Hapus contoh dan mulai").click()
    desk.get_by_text("Belum ada yang dihapus").wait_for()
    assert desk.input_value("[name=person]") == "Sari Nirmala"  # nothing that was typed is lost
    assert Article.objects.exists()
    desk.fill("[name=account_phone]", "0812 3456 7890")
    desk.check("[name=agrees]")
    desk.get_by_role("button", name="Hapus contoh dan mulai").click()
    desk.wait_for_url("**/masuk-sekali/**")
    desk.fill("[name=new_password1]", "muara-pagi-hari-7")
    desk.fill("[name=new_password2]", "muara-pagi-hari-7")
    desk.locator("form [type=submit]").last.click()
    desk.wait_for_url(f"{site}/redaksi-desk/")
    assert not Article.objects.exists()
    desk.goto(site)
    desk.get_by_text("Kabar Muara segera hadir").wait_for()
