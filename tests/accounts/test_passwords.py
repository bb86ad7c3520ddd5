"""Passwords that a stranger would try first are refused, with what to do instead."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from staff.accounts.invitations import NewPasswordForm

pytestmark = pytest.mark.django_db

LOCAL = (
    "rahasia1", "rahasia123", "indonesia1", "sayang123", "redaksi2026", "jakarta1", "tapalkuda", "Bismillah!", "R4hasia123",
    "kucingkucing", "kraksaan01", "Kraksaan#2026", "KabarUji2026", "wati12345", "s4y4ngku99", "merdeka17081945", "katasandi!!",
)  # fmt: skip
GOOD = ("perahu-kemarau-tujuh-belas", "tangga hijau menyanyi", "kp7#Lz!qw2Vn", "bakso kuningan terbang 9")


@pytest.mark.parametrize("password", LOCAL)
def test_what_anybody_here_would_try_is_refused(newsroom, writer, password):
    with pytest.raises(ValidationError, match=r"\w"):
        validate_password(password, writer)


@pytest.mark.parametrize("password", LOCAL[:7])
def test_it_is_this_rule_that_refuses_them(newsroom, writer, password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, writer)
    assert "password_too_local" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_to_do_with_each_other_are_good(newsroom, writer, password):
    validate_password(password, writer)


@pytest.mark.parametrize(
    ("password", "reason"),
    [("rahasia123", "kata yang umum"), ("KabarUji2026", "nama redaksi"), ("wati12345", "nama Anda sendiri")],
)
def test_the_rule_is_named_beside_the_password(password, reason, newsroom, writer):
    form = NewPasswordForm(writer, {"new_password1": password, "new_password2": password})
    assert list(form.errors) == ["new_password1"]
    assert reason in str(form.errors)


def test_a_repetition_that_differs_is_told_beside_it(newsroom, writer):
    form = NewPasswordForm(writer, {"new_password1": GOOD[0], "new_password2": GOOD[1]})
    assert list(form.errors) == ["new_password2"]
