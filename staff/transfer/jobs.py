"""Exports that were asked for at the desk: the worker writes each into one ZIP file, which readers have no address of."""

import logging
import tempfile
import time
import zipfile
from pathlib import Path

from django.core.files import File
from django_tasks import task

from staff.models import SiteExport
from staff.transfer.errors import TransferError
from staff.transfer.export import export
from staff.transfer.folder import plain_errors
from staff.transfer.scope import Scope

log = logging.getLogger(__name__)
SECONDS = 1  # between two signs of progress
State = SiteExport.State


@task(priority=-5)
def write_export(pk):
    """Write an export that two persons want; a failure is told at it."""
    site_export = SiteExport.objects.get(pk=pk)
    if site_export.state != State.WRITING:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="moving-out-") as name, plain_errors(name):
            folder, packed = Path(name) / "export", Path(name) / "export.zip"
            facts = export(folder, Scope(**site_export.scope), Progress(site_export))
            _pack(folder, packed)
            with packed.open("rb") as file:
                site_export.file.save(
                    f"keluar-{site_export.asked_at:%Y-%m-%d}-{pk}.zip", File(file), save=False
                )
        site_export.tell(state=State.DONE, counts=facts["counts"], file=site_export.file.name, message="")
    except TransferError as error:
        site_export.tell(state=State.FAILED, message=str(error))
    except Exception as error:
        site_export.tell(state=State.FAILED, message=f"{type(error).__name__}: {error}"[:1000])
        raise


def _pack(folder, packed):
    """Lines shrink to a tenth; photos are packed already."""
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder)
                kind = zipfile.ZIP_STORED if name.parts[0] == "files" else zipfile.ZIP_DEFLATED
                archive.write(path, name, compress_type=kind)


class Progress:
    """Stores how far the work is, now and then."""

    def __init__(self, site_export):
        self.site_export, self.stored_at = site_export, 0.0

    def __call__(self, phase, behind, total):
        if time.monotonic() - self.stored_at > SECONDS:
            self.stored_at = time.monotonic()
            self.site_export.tell(phase=phase, done=behind, total=total)
