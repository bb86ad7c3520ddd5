"""All pages of accounts before axe: on a phone and on a desktop, light and dark."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.accounts import invitations, leaving, role_proposals
from staff.models import SignInLimit, User
from tests.support.axe import problems_of
from tests.support.browser import DESKTOP, PHONE, sign_in
from tests.support.factories import make_user
from tests.support.second_factor import code_now, make_code_app

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.audits]
PASSWORD = "rahasia"


class Walk:
    """Pages that are looked at one after the other; `problems` is what axe says of them."""

    def __init__(self, page, base):
        self.page, self.base, self.problems = page, base, {}

    def open(self, name, *args, path=None):
        answer = self.page.goto(f"{self.base}{path or reverse(f'admin:{name}', args=args)}")
        self.look(name if answer.status == 200 else f"{name} {answer.status}")

    def look(self, name):
        self.page.wait_for_load_state()
        for viewport in (PHONE, DESKTOP):
            self.page.set_viewport_size(viewport)
            problems = problems_of(self.page)
            if self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            ):
                problems.append("wider than the screen")
            if problems:
                self.problems[name, viewport["width"]] = problems

    def submit(self, name):
        self.page.locator("form:not([hidden]) [type=submit]:visible").first.click()
        self.look(name)

    def press(self, button, name):
        self.page.get_by_role("button", name=button, exact=True).click()
        self.look(name)


@pytest.fixture(params=["light", "dark"])
def walk(request, page, live_server, people, settings):
    settings.SITE_URL = live_server.url
    page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    walk = Walk(page, live_server.url)
    yield walk
    if walk.problems:
        pytest.fail(
            "\n".join(f"{place}: {problem}" for place, some in walk.problems.items() for problem in some)
        )


@pytest.fixture
def administrator(people):
    return make_user("adi", roles.ADMINISTRATOR)


def test_axe_finds_nothing_on_the_way_in(walk, people, administrator):
    page = walk.page
    walk.open("login")
    page.fill("[name=username]", "wati")
    page.fill("[name=password]", "salah")
    walk.submit("a wrong password")
    walk.open("admin_password_reset")
    page.fill("[name=email]", "wati@kabar.example")
    walk.submit("a mail is on its way")
    walk.open("account_link", "nobody-made-it")
    link = invitations.link_for(people["wati"], by=administrator).removeprefix(walk.base)
    walk.open("account_link", path=link)
    page.fill("[name=new_password1]", "rahasia1")
    page.fill("[name=new_password2]", "rahasia2")
    walk.submit("a password that does not do")
    make_code_app(people["edi"])
    walk.open("login")
    page.fill("[name=username]", "edi")
    page.fill("[name=password]", PASSWORD)
    walk.submit("second step")
    page.fill("[name=code]", "123456")
    walk.submit("a wrong code")
    later = timezone.now() + timedelta(minutes=5)
    SignInLimit.objects.update_or_create(
        key="a:127.0.0.1", defaults={"tries": 1000, "until": later, "free_at": later}
    )
    walk.open("login")
    page.fill("[name=username]", "wati")
    page.fill("[name=password]", PASSWORD)
    walk.submit("refused")


def test_axe_finds_nothing_in_the_own_account(walk, people):
    page = walk.page
    make_code_app(people["mira"])
    sign_in(page, walk.base, "mira")
    for name in ("own_account", "own_second_factor", "own_code_app", "roles", "role_proposals", "let_in"):
        walk.open(name)
    walk.open("password_change")
    walk.open("own_second_factor")
    page.get_by_text("Hapus").first.click()
    walk.look("to be removed")
    walk.open("let_in")
    page.locator("[name=account]").select_option(index=1)
    walk.press("Buat kode", "a code that lets in")


def test_axe_finds_nothing_on_new_recovery_codes(walk, people):
    page = walk.page
    sign_in(page, walk.base, "wati")
    walk.open("own_code_app")
    page.fill("[name=code]", "000000")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
    walk.press("Konfirmasi", "a wrong code of a new app")
    secret = page.locator("#secret").inner_text()

    page.fill("[name=code]", code_now(secret.replace(" ", "")))
    if page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
    walk.press("Konfirmasi", "recovery codes")
    assert page.locator("#recovery-codes li").count() == 10


def test_axe_finds_nothing_where_accounts_are_kept(walk, people, administrator):
    page, wati = walk.page, people["wati"]
    people["mira"].last_login = timezone.now()
    people["mira"].save()
    groups = Group.objects.filter(name__in=[roles.WRITER.group, roles.EDITOR.group])
    role_proposals.set_roles(wati, groups, by=administrator, source="")
    leaving.leave(people["eka"], by=administrator, reason="Pindah.", source="")
    sign_in(page, walk.base, "adi")
    walk.open("staff_user_changelist")
    walk.open("staff_user_add")
    page.locator("[name=_save]").first.click()
    walk.look("a form with faults")
    for account in (wati, people["eka"], administrator):
        walk.open("staff_user_change", account.pk)
    walk.open("staff_user_leave", wati.pk)
    walk.open("staff_user_change", wati.pk)
    walk.press("Tampilkan tautan untuk diserahkan", "a link to hand over")
    sign_in(page, walk.base, "mira")
    walk.open("role_proposals")
    walk.press("Setujui peran", "a role is confirmed")
    assert User.objects.get(pk=wati.pk).has_perm("articles.review_article")
