"""Flash messages of the desk: their cookie stays under the desk's path, as the session's does."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _DeskCookie(CookieStorage):
    def _update_cookie(self, encoded_data, response):
        super()._update_cookie(encoded_data, response)
        if self.cookie_name in response.cookies:
            response.cookies[self.cookie_name]["path"] = settings.SESSION_COOKIE_PATH


class DeskMessages(FallbackStorage):
    storage_classes = (_DeskCookie, SessionStorage)
