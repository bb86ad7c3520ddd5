#!/usr/bin/env bash
# Authlib 1.9.10 with joserfc 1.8.0: its client for OpenID Connect.
#
# Guess: whatever is wrong with what a provider sends back is an OAuthError, the one error that Authlib exports beside its
# clients for frameworks.
# Seen: an ID token that was made for another client, that is over, or whose nonce is another visit's, raises errors of
# joserfc (MissingClaimError, ExpiredTokenError, InvalidClaimError), to which Authlib hands the check. None is an OAuthError,
# so code that catches OAuthError alone answers such a sign-in with an error of the server instead of a refusal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check authlib==1.9.10 joserfc==1.8.0
"$folder/venv/bin/python" - <<'PY'
import time

from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

ISSUER, CLIENT, NONCE = "https://masuk.example", "situs", "satu"
key = RSAKey.generate_key(2048, {"kid": "satu"})


class Client(OpenIDMixin):
    """What the clients for Django and Flask inherit, with a provider's facts at hand instead of fetched."""

    client_id, name = CLIENT, "rumah"

    def load_server_metadata(self):
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks", "id_token_signing_alg_values_supported": ["RS256"]}

    def fetch_jwk_set(self, force=False):
        return {"keys": [key.as_dict(private=False)]}


def sign_in(**changes):
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60, "nonce": NONCE} | changes
    token = {"access_token": "x", "id_token": jwt.encode({"alg": "RS256", "kid": "satu"}, claims, key)}
    return Client().parse_id_token(token, nonce=NONCE)


print("a token of this client:", dict(sign_in())["sub"])
for name, changes in {
    "of another client": {"aud": "situs-lain"},
    "that is over": {"exp": int(time.time()) - 3600},
    "of another visit": {"nonce": "dua"},
}.items():
    try:
        sign_in(**changes)
    except Exception as error:
        print(f"a token {name}: {type(error).__module__}.{type(error).__name__}: {error}")
        assert isinstance(error, JoseError), "it is another error now"
        assert not isinstance(error, OAuthError), "it is an OAuthError now"
    else:
        raise AssertionError(f"a token {name} is taken")
assert not issubclass(JoseError, OAuthError)
PY
