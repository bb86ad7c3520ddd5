"""Documents and recordings of the old site as attachments of ours: where a text links to one, its card stands."""

import re
from collections.abc import Collection, Iterable
from itertools import count
from typing import Any, BinaryIO
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from articles.attachments import intake
from articles.filing.items import Note
from articles.legacy_paths import file_key, host_of, split, upload_names
from articles.models import Attachment, ImportedPicture, OldSite
from articles.wordpress.context import FIRST_OF_TRIAL
from articles.wordpress.items import FileGoal
from articles.wordpress.picture_files import Network, Uploads

_FILE = re.compile(
    r"\.(?:pdf|mp3|m4a|ogg|oga|aac|wav|docx?|xlsx?|pptx?|zip|rar|mp4|mov|avi|webm|csv|txt)$", re.IGNORECASE
)
LONGEST_NAME = 120


class Shelf:
    """The files of one site that texts link to, each taken in once."""

    def __init__(
        self,
        site: OldSite,
        hosts: Collection[str],
        files: Uploads | None = None,
        network: Network | None = None,
        by: Any = None,
    ):
        self.site, self.hosts, self.files, self.network, self.by = site, frozenset(hosts), files, network, by
        self.problems: dict[str, str] = {}  # of what was tried in this run

    def is_file(self, address: str) -> bool:
        """Tell whether an address is that of a document or a recording of the old site."""
        parts = split(address)
        is_there = not parts.netloc or host_of(address) in self.hosts
        return is_there and bool(_FILE.search(parts.path))

    def goals(self, addresses: Iterable[str], notes: list[Note]) -> dict[str, FileGoal]:
        """Attachments by the address; one that is not here yet is taken in first. `notes` say what became of each."""
        goals: dict[str, FileGoal] = {}
        for address in dict.fromkeys(filter(self.is_file, addresses)):
            key = self._key(address)
            row = ImportedPicture.objects.filter(site=self.site, key=key).exclude(attachment=None).first()
            pk, problem = (row.attachment_id, "") if row else self._take(key, address)
            if pk:
                goals[address] = FileGoal(pk)
                notes.append(Note("file", address))
            else:
                notes.append(Note("file-missing", f"{address}: {problem}"))
        return goals

    def _key(self, address: str) -> str:
        if not split(address).netloc:
            address = f"https://{host_of(self.site.address)}{address}"
        return file_key(address)

    def _take(self, key: str, address: str) -> tuple[int | None, str]:
        if key in self.problems:
            return None, self.problems[key]
        file, problem = self._open(key, address)
        if file:
            with file:
                pk, problem = self._attachment(file, _name(address))
                if pk:
                    facts = {"address": address[:1000], "attachment_id": pk, "problem": ""}
                    ImportedPicture.objects.update_or_create(facts, site=self.site, key=key)
                    return pk, ""
        self.problems[key] = problem
        return None, problem

    def _open(self, key: str, address: str) -> tuple[BinaryIO | None, str]:
        for name in upload_names(key) if self.files else ():
            if self.files and (file := self.files.open(name)):
                return file, ""
        if self.network:
            return self.network.open(f"https://{key}", self.hosts)
        return None, str(
            _("The file is not in the uploads folder.") if self.files else _("No uploads folder was given.")
        )

    def _attachment(self, file: BinaryIO, name: str) -> tuple[int | None, str]:
        if not self.by:
            return None, _("An attachment has an account that answers for it: --by ACCOUNT")
        try:
            return Attachment.take_in(File(file), name, by=self.by).pk, ""
        except ValidationError as error:
            return None, " ".join(error.messages)


class TrialShelf(Shelf):
    """The attachments that files would become: looked into, and not taken in."""

    numbers = count(FIRST_OF_TRIAL)

    def _attachment(self, file: BinaryIO, name: str) -> tuple[int | None, str]:
        if not self.by:
            return None, _("An attachment has an account that answers for it: --by ACCOUNT")
        try:
            intake.read(File(file))
        except ValidationError as error:
            return None, " ".join(error.messages)
        return next(self.numbers), ""


def _name(address: str) -> str:
    """A file's name as readers see it on its card."""
    name = unquote(split(address).path).rpartition("/")[2]
    words = re.sub(r"[-_+]+|%20", " ", name.rpartition(".")[0] or name)
    return " ".join(words.split())[:LONGEST_NAME] or _("attachment")
