"""Moving in from an export file that a test makes."""

import pytest

from articles.wordpress import reading, store, survey
from articles.wordpress.pictures import uploads
from tests.support import wxr


@pytest.fixture
def load(tmp_path):
    """Imports an export file of these parts, with the pictures of this folder; returns the run."""

    def import_parts(*parts, decided=None, files=None, **kwargs):
        path = tmp_path / "ekspor.xml"
        path.write_bytes(wxr.export(*parts))
        sources = reading.sources([path])
        found = survey.read_through(sources)
        run = store.begin(found, sources, decided)
        return store.Run(
            run, survey=found, sources=sources, files=files and uploads(files), **kwargs
        ).finish()

    return import_parts
