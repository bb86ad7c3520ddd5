"""Spans of requests: a collector gets them where one is named, and nothing of people is in them."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from articles import request_id
from tests.support.processes import refusal, run

PATIENCE = 20
SHOWN = {
    "http.request.method", "http.route", "http.response.status_code", "pawarta.request", "pawarta.statements",
    "pawarta.database_ms",
}  # fmt: skip


@pytest.fixture
def collector(monkeypatch):
    """A collector on this machine; returns the spans that have come, and an event for the first."""
    spans, resources, came = [], [], threading.Event()

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            told = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
            for each in told.resource_spans:
                resources.append({one.key for one in each.resource.attributes})
                spans.extend(span for scope in each.scope_spans for span in scope.spans)
            self.send_response(200)
            self.end_headers()
            came.set()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    yield spans, resources, came
    server.shutdown()
    server.server_close()


def test_a_span_of_a_request_arrives_without_a_word_of_people(collector, story, settings, client):
    spans, resources, came = collector
    settings.MIDDLEWARE = [
        "articles.request_id.RequestId",
        "newsroom.tracing.Tracing",
        *settings.MIDDLEWARE[2:],
    ]
    headers = {"user-agent": "HP Sari", "cookie": "sessionid=rahasia", "x-forwarded-for": "203.0.113.77"}
    answer = client.__class__(REMOTE_ADDR="203.0.113.77").get(
        f"/berita/{story.pk}/{story.slug}/?q=Sari", headers=headers
    )
    assert answer.status_code == 200
    assert came.wait(PATIENCE)
    [span] = spans
    assert span.name == "GET berita/<int:pk>/<slug:story_slug>/" or span.name.startswith(
        "GET berita/<int:pk>/"
    )
    told = {one.key: one.value for one in span.attributes}
    assert set(told) == SHOWN
    assert told["pawarta.request"].string_value == answer[request_id.HEADER]
    assert told["pawarta.statements"].int_value > 0
    assert told["http.response.status_code"].int_value == 200
    text = str(span)
    assert not [word for word in ("203.0.113.77", "Sari", "rahasia", story.slug) if word in text]
    assert all(
        keys
        <= {
            "service.name",
            "telemetry.sdk.language",
            "telemetry.sdk.name",
            "telemetry.sdk.version",
            "service.instance.id",
        }
        for keys in resources
    )


def test_it_is_off_unless_a_collector_is_named():
    ask = "import newsroom.settings as s; print('newsroom.tracing.Tracing' in s.MIDDLEWARE)"
    outcomes = [
        run(ask, **variables).stdout
        for variables in ({}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
    ]
    assert outcomes == ["False\n", "True\n"]


def test_an_address_that_is_none_is_refused():
    assert "OTEL_EXPORTER_OTLP_ENDPOINT" in refusal(OTEL_EXPORTER_OTLP_ENDPOINT="127.0.0.1:4318")
