"""Addresses of accounts that belong to no model: the way in, one's own account, and the table of roles."""

from django.conf import settings
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from staff.accounts import forgotten, invitations, own_account, rights, role_proposals
from staff.accounts.second_factor import help as one_time_help
from staff.accounts.second_factor import own, signing_in


def accounts_urls(desk):
    for_strangers, in_own = desk.open_view, desk.own_view
    return [
        path("masuk/langkah-kedua/", for_strangers(signing_in.second_step), name="second_step"),
        path(
            "masuk/kunci/", for_strangers(require_POST(signing_in.passkey_question)), name="passkey_question"
        ),
        path("masuk/kunci/jawab/", for_strangers(require_POST(signing_in.by_passkey)), name="by_passkey"),
        path("masuk-lagi/", for_strangers(own_account.sign_in_again), name="sign_in_again"),
        path("masuk-sekali/<str:token>/", for_strangers(invitations.page), name="account_link"),
        # By this name the page that asks for the password finds it.
        path("lupa-sandi/", for_strangers(forgotten.page), name="admin_password_reset"),
        *(_of_the_house(for_strangers) if settings.OIDC_ISSUER else []),
        path("akun-saya/", in_own(own_account.page), name="own_account"),
        path("akun-saya/keluar/", in_own(own_account.sign_out_everywhere), name="sign_out_everywhere"),
        path("akun-saya/perangkat/keluar/", in_own(own_account.end_session), name="end_session"),
        path("akun-saya/langkah-kedua/", in_own(own.page), name="own_second_factor"),
        path("akun-saya/langkah-kedua/aplikasi/", in_own(own.app), name="own_code_app"),
        path("akun-saya/langkah-kedua/kunci/", in_own(own.passkey_options), name="own_passkey_options"),
        path("akun-saya/langkah-kedua/kunci/simpan/", in_own(own.passkey), name="own_passkey"),
        path("akun-saya/langkah-kedua/hapus/", in_own(own.remove), name="own_factor_remove"),
        path("akun-saya/langkah-kedua/cadangan/", in_own(own.recovery), name="own_recovery_codes"),
        path("akun-saya/bantu/", desk.admin_view(one_time_help.page), name="let_in"),
        path("peran/", desk.admin_view(rights.page), name="roles"),
        path("peran/menunggu/", desk.admin_view(role_proposals.page), name="role_proposals"),
    ]


def _of_the_house(for_strangers):
    from staff.accounts import single_sign_on

    return [
        path("masuk/rumah/", for_strangers(require_POST(single_sign_on.begin)), name="oidc"),
        path("masuk/rumah/kembali/", for_strangers(require_safe(single_sign_on.end)), name="oidc_end"),
    ]
