"""Pictures of the old site as photos of ours: from the uploads folder or a tar file of it, from the network only if asked.

The same bytes are one photo, in however many sizes and spellings texts name it.
"""

import io
import json
import logging
import tarfile
import unicodedata
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from articles.legacy_paths import UPLOADS, file_keys, host_of, split, upload_names
from articles.models import ImportedItem, ImportedPicture, Photo
from articles.models.photo import Duplicate
from articles.photos.intake import MOST_MEGABYTES
from articles.wordpress.captions import caption_and_credit
from articles.wordpress.reading import Refused

log = logging.getLogger(__name__)
TIMEOUT = 20  # seconds
AGENT = "Pawarta-Import"
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


# ---- Where the files are


class Folder:
    """The uploads folder; also one that holds it, as `wp-content/uploads` in a copy of the whole site."""

    def __init__(self, path):
        self.roots = [
            root for root in (path, path / "uploads", path / "wp-content" / "uploads") if root.is_dir()
        ]

    def open(self, name):
        for root in self.roots:
            path = root / name
            try:
                if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                    return path.open("rb")
            except (OSError, ValueError):  # a name too long, a loop of links
                continue
        return None


class Tar:
    """A tar file of the uploads folder, uncompressed, so that a file in it can be read where it lies."""

    def __init__(self, path):
        self.path, self.places = path, {}
        with tarfile.open(path, "r:") as archive:
            while member := archive.next():
                if member.isfile():
                    self.places[_below_uploads(member.name)] = member.offset_data, member.size
                elif member.islnk() and (first := self.places.get(_below_uploads(member.linkname))):
                    self.places[_below_uploads(member.name)] = first  # tar writes the same file once
                archive.members = []  # a big archive's list would not fit in memory

    def open(self, name):
        if name not in self.places:
            return None
        offset, size = self.places[name]
        if size > MOST_BYTES:  # too large for a photo anyway; the size alone tells
            size = MOST_BYTES + 1
        with self.path.open("rb") as file:
            file.seek(offset)
            return io.BytesIO(file.read(size))


def _below_uploads(name):
    name = name.removeprefix("./")
    for prefix in ("wp-content/uploads/", "uploads/"):
        before, found, rest = name.partition(prefix)
        if found and (not before or before.endswith("/")):
            return rest
    return name


def uploads(path):
    """The files at this path. Raises Refused with a message."""
    path = Path(path)
    try:
        if path.is_dir():
            return Folder(path)
        return Tar(path)
    except (OSError, tarfile.TarError, ValueError) as error:
        reason = _("It has to be a folder or an uncompressed tar file of one.")
        raise Refused(f"{path}: {getattr(error, 'strerror', None) or error}. {reason}") from error


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within the hosts that may be asked, and nowhere else."""

    def __init__(self, hosts):
        self.hosts = hosts

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if host_of(newurl) not in self.hosts or urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(newurl, code, _("redirects to another site"), headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Network:
    """Fetches a file of the old site itself, one at a time, bounded in size and time; other sites are not asked."""

    def open(self, address, hosts):
        """The file, or a reason why not, as text. Only these hosts are asked, also by way of redirects."""
        parts = split(address)
        if host_of(address) not in hosts or parts.scheme not in ("http", "https"):
            return None, "other-site"
        opener = urllib.request.build_opener(_SameSite(hosts))
        spelled = urlunsplit(parts._replace(path=quote(parts.path, safe="/%"), fragment=""))
        request = urllib.request.Request(spelled, headers={"User-Agent": AGENT})  # noqa: S310 -- checked above
        try:
            with opener.open(request, timeout=TIMEOUT) as answer:
                content = answer.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            return None, f"HTTP {error.code} {error.reason}"[:200]
        except (OSError, ValueError) as error:
            return None, str(getattr(error, "reason", error))[:200]
        return (io.BytesIO(content), "") if content else (None, _("the answer is empty"))


# ---- What they become


class Album:
    """The photos of the pictures of one site."""

    def __init__(self, site, hosts, files=None, network=None):
        self.site, self.hosts, self.files, self.network = site, hosts, files, network
        self.tried = set()  # keys, in this run

    def photos(self, wanted):
        """For each picture the id of its photo, or None; takes in what is not here yet, each in its own transaction."""
        facts = self._attachments(wanted)
        keys = [self._key(picture, facts) for picture in wanted]
        known = {
            row.key: row for row in ImportedPicture.objects.filter(site=self.site, key__in=set(keys) - {""})
        }
        failed = {}
        for picture, key in zip(wanted, keys, strict=True):
            row = known.get(key)
            if key and (not row or (not row.photo_id and key not in self.tried)):
                row = known[key] = self._take(key, picture, facts.get(key))
                if not row.photo_id:
                    failed[key] = row
        ImportedPicture.objects.bulk_create(
            failed.values(),
            update_conflicts=True,
            unique_fields=["site", "key"],
            update_fields=["address", "problem"],
        )
        return [known[key].photo_id if key else None for key in keys]

    def _attachments(self, wanted):
        """Rows of the export that tell of these pictures, by the key of their file and by their number."""
        ids = {picture.wp_id for picture in wanted if picture.wp_id}
        keys = {key for picture in wanted for key in file_keys(picture.address)}
        rows = ImportedItem.objects.filter(site=self.site, type="attachment").exclude(file_key="")
        facts = {}
        columns = ("wp_id", "file_key", "parsed")
        for part in (
            rows.filter(file_key__in=keys).values_list(*columns) if keys else (),
            rows.filter(wp_id__in=ids).values_list(*columns) if ids else (),
        ):
            for wp_id, key, parsed in part:
                facts[key] = facts[wp_id] = key, parsed
        return facts

    def _key(self, picture, facts):
        if picture.data:
            return f"data:{sha256(picture.data).hexdigest()}"
        keys = file_keys(picture.address)
        # The address decides: an editor may have put another file in and left the number.
        for name in keys:
            if name in facts:
                return name
        if picture.wp_id in facts and (not keys or not picture.address):
            return facts[picture.wp_id][0]
        if picture.wp_id in facts and upload_names(keys[0]) and not self._opened(keys):
            return facts[picture.wp_id][0]
        return keys[0] if keys else ""

    def _take(self, key, picture, fact):
        self.tried.add(key)
        address = fact[1]["attachment_url"] if fact else picture.address
        row = ImportedPicture(site=self.site, key=key)
        row.address = address[:1000]
        file, row.problem = self._file(key, picture, address, fact)
        if file:
            with file:
                row.photo_id, row.problem = self._taken_in(file, self._words(picture, fact))
        row.problem = row.problem[:300]
        if row.photo_id:
            facts = {"address": row.address, "photo_id": row.photo_id, "problem": ""}
            ImportedPicture.objects.update_or_create(facts, site=self.site, key=key)
        return row

    def _file(self, key, picture, address, fact):
        if picture.data:
            return io.BytesIO(picture.data), ""
        if file := self._opened([key, *file_keys(address)], fact):
            return file, ""
        # The library of the old site may lie on a host of its own; what it does not list is another's.
        trusted = self.hosts | {host_of(address)} if fact else self.hosts
        if host_of(address) not in trusted:
            return None, "other-site"
        if self.network:
            return self.network.open(address, trusted)
        return None, "missing" if self.files else "no-uploads"

    def _opened(self, keys, fact=None):
        """The file where the library says that it lies, else where its address does."""
        if not self.files:
            return None
        listed = fact[1]["meta"].get("_wp_attached_file", []) if fact else []
        names = [name for one in listed for name in upload_names(f"{UPLOADS}{one}")]
        for name in (*names, *(name for key in keys for name in upload_names(key))):
            if file := self.files.open(name):
                return file
        return None

    def _taken_in(self, file, words):
        """The photo's id and "", or None and why not.

        The library knows each file once, with its words. Where the old site said something else of the same file
        elsewhere, it becomes a file of its own by a mark behind its end: words of another picture, perhaps with the
        name of another person, must not stand below it.
        """
        content = file.read(MOST_BYTES + 1)
        try:
            return Photo.take_in(_file(content), **words).pk, ""
        except Duplicate as twin:
            if said_of(twin.photo) == words:
                return twin.photo.pk, ""
        except ValidationError as refused:
            return None, " ".join(refused.messages)
        mark = sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
        try:
            return Photo.take_in(_file(content + f"\n{mark}\n".encode()), **words).pk, ""
        except Duplicate as twin:
            if said_of(twin.photo) == words:
                return twin.photo.pk, ""
        except ValidationError:
            pass
        return None, "other-words"

    def _words(self, picture, fact):
        """What was said of it: in the library of the old site, else where it stood first."""
        caption, alt = "", ""
        if fact:
            parsed = fact[1]
            caption = parsed["excerpt"]
            alt = (parsed["meta"].get("_wp_attachment_image_alt") or [""])[0]
        caption, credit = caption_and_credit(_line(caption))
        words = {
            "caption": caption or picture.caption,
            "credit": credit or picture.credit,
            "alt": _line(alt) or picture.alt,
        }
        return {
            name: _line(text)[: Photo._meta.get_field(name).max_length].strip()
            for name, text in words.items()
        }


def said_of(photo):
    return {"caption": photo.caption, "credit": photo.credit, "alt": photo.alt}


def _file(content):
    return File(io.BytesIO(content))


def _line(text):
    return unicodedata.normalize("NFC", " ".join(text.split()))


def name_of_problem(problem):
    """A problem as people read it."""
    return {
        "missing": _("The file is not in the uploads folder."),
        "no-uploads": _("No uploads folder was given."),
        "other-site": _("The file lies on another site."),
        "other-words": _("The same file is in the library with other words."),
    }.get(problem, problem)
