"""Forms of the desk in a real browser, saved untouched: what scripts do to their fields changes nothing either."""

import pytest
from django.contrib import admin
from django.urls import reverse

from staff.models import User
from tests.support.browser import DESKTOP, PHONE, sign_in
from tests.support.desk_pages import a_row_of_each
from tests.support.under_way import wait_until_idle
from tests.support.whole_tables import contents, difference

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# How long the session lasts and what it is to say; who writes, and what stands in an open form.
BESIDE = {"staff_session", "staff_editlease", "staff_scratch"}
WITHOUT_FORM = {"pick", "coverage", "exportfile", "attachment"}


@pytest.fixture
def rows(newsroom, writer, editor, served):
    return a_row_of_each(writer, editor)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_form_that_is_saved_untouched_changes_no_row(viewport, page, live_server, rows):
    User.objects.create_superuser("bos", password="rahasia", first_name="Bos")
    sign_in(page, live_server.url, "bos")
    page.set_viewport_size(viewport)
    wrong = {}
    for model in (model for model in admin.site._registry if model._meta.model_name not in WITHOUT_FORM):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        pk = rows[model._meta.model_name][-1]
        page.goto(f"{live_server.url}{reverse(f'admin:{name}_change', args=[pk])}")
        page.wait_for_load_state("networkidle")
        before = contents()
        with page.expect_navigation():  # to the list, or to what is read next
            page.locator("[name=_save]:visible").first.click()
        page.wait_for_load_state("networkidle")
        assert page.locator(".errorlist, .errornote").count() == 0, name
        wait_until_idle()
        changes = difference(before, contents())
        if found := {table: columns for table, columns in changes.items() if table not in BESIDE}:
            wrong[name] = found
    assert wrong == {}
