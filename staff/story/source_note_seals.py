"""How the words of confidential notes are encrypted: with keys of their own that neither database nor backup has."""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class NoKey(Exception):
    """SOURCE_NOTE_KEYS is empty: nothing can be written or read."""


def seal(words, article_id):
    """Return words encrypted for a story; what is moved to the row of another does not open."""
    plain = json.dumps({"article": article_id, "words": words})
    return _keys().encrypt(plain.encode())


def unseal(sealed, article_id):
    """Return the words; None where none of the keys is theirs, or the story is another."""
    try:
        plain = json.loads(_keys().decrypt(bytes(sealed)))
    except InvalidToken:
        return None
    return plain["words"] if plain["article"] == article_id else None


def _keys():
    if not settings.SOURCE_NOTE_KEYS:
        raise NoKey
    return MultiFernet([Fernet(key) for key in settings.SOURCE_NOTE_KEYS])
