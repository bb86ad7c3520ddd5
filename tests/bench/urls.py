"""The site, and the least that a Django view can do: the bytes of a page, read once, by way of the same middleware."""

import os
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

from newsroom.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]


@cache
def page():
    return Path(os.environ["BENCH_PAGE"]).read_bytes()


def bare(request):
    # It stands for a page that no cache holds.
    return HttpResponse(page(), headers={"Cache-Control": "no-store"})


urlpatterns = [path("telanjang/", bare), *urlpatterns]
