"""Moving in from an export file that a test makes."""

import pytest

from articles.wordpress import runs
from articles.wordpress.export_file import sources
from articles.wordpress.picture_files import uploads
from articles.wordpress.scan import scan_files
from tests.support import wxr


@pytest.fixture
def load(tmp_path):
    """Imports an export file of these parts, with the pictures of this folder; returns the run."""

    def import_parts(*parts, decided=None, files=None, **kwargs):
        path = tmp_path / "ekspor.xml"
        path.write_bytes(wxr.export(*parts))
        exports = sources([path])
        scan = scan_files(exports)
        run = runs.begin(scan, exports, decided)
        return runs.finish(run, scan=scan, sources=exports, files=files and uploads(files), **kwargs)

    return import_parts
