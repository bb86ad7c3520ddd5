"""What the desk reads of an address or a form by hand."""

import pytest
from django.test import RequestFactory

from staff import parsing


@pytest.mark.parametrize(
    ("query", "page"),
    [("", "1"), ("halaman=2", "2"), ("hal=3", "3"), ("p=4", "4"), ("p=4&halaman=2", "2"), ("hal=x", "x")],
)
def test_each_list_reads_all_names_that_a_page_had(query, page):
    assert parsing.page(RequestFactory().get(f"/?{query}")) == page


def test_a_search_is_read_without_what_no_database_holds():
    request = RequestFactory().get("/", {"q": " pa\x00sar " + "x" * 200})
    assert parsing.search_text(request).startswith("pasar xx")
    assert len(parsing.search_text(request)) < parsing.MOST_CHARACTERS
