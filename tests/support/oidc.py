"""A provider of OpenID Connect on loopback, which says of everybody what a test tells it to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "pawarta", "rahasia-provider"


class Provider:
    """`claims` go into the next token; `nonce` of the last visit is put in by itself."""

    def __init__(self):
        self.claims, self.nonce, self.requests = {}, None, []
        self.key = RSAKey.generate_key(2048, {"kid": "satu"})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def visit(self, location):
        """What a browser does at the provider: remember the nonce, come back with a code."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.nonce = query["nonce"]
        return query

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
        }
        return jwt.encode({"alg": "RS256", "kid": "satu"}, claims | self.claims, self.key)

    def answer(self, path):
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/masuk",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
                "id_token_signing_alg_values_supported": ["RS256"],
            },
            "/jwks": {"keys": [self.key.as_dict(private=False)]},
            "/token": {"access_token": "x", "token_type": "Bearer", "id_token": self.token()},
        }[path]  # fmt: skip

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(provider.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                provider.requests.append(parse_qs(self.rfile.read(length).decode()))
                self.do_GET()

            def log_message(self, *args):
                pass

        return Handler
