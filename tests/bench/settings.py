"""Settings of `make bench`: production's, with one more address; see bench_urls.py."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
