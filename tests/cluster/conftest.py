"""One small house for all tests of this room."""

import pytest

from newsroom import embedded_postgres
from tests.cluster.house import running


@pytest.fixture(scope="session")
def house():
    where = embedded_postgres.find_programs()
    with running(["demo_newsroom"], standbys=1, nodes=2, workers=1, where=where) as house:
        yield house
