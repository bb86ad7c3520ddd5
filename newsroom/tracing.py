"""Spans of requests for OpenTelemetry, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector.

A span has what is named here and nothing else: no address of a person or of a page, no words, no cookie, no account. The
other variables of OpenTelemetry hold as its documentation has them (OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER, …).
"""

import os
import time
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from articles import request_id


class Tracing:
    """Middleware that makes a span of each request, with the number of its statements and how long the database took."""

    def __init__(self, get_response: Callable[[WSGIRequest], HttpResponse]):
        self.get_response = get_response
        self.tracer: trace.Tracer | None = None
        os.register_at_fork(after_in_child=self._forget)

    def __call__(self, request: WSGIRequest) -> HttpResponse:
        asked = Statements()
        tracer = self.tracer or self._begin()
        # An error's words may be somebody's; the log has them under the number of the request.
        making = tracer.start_as_current_span(
            "request", kind=trace.SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        )
        with making as span, connection.execute_wrapper(asked):
            response = self.get_response(request)
            route = _route(request)
            span.update_name(f"{request.method} {route}")
            span.set_attributes(
                {
                    "http.request.method": request.method or "",
                    "http.route": route,
                    "http.response.status_code": response.status_code,
                    "pawarta.request": request_id.current(),
                    "pawarta.statements": asked.count,
                    "pawarta.database_ms": round(asked.seconds * 1000, 3),
                }
            )
            if response.status_code >= 500:
                span.set_status(trace.StatusCode.ERROR)
            return response

    def _begin(self) -> trace.Tracer:
        """Return this process's own: the thread that sends spans does not outlive a fork."""
        provider = TracerProvider(
            resource=Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME", "pawarta")})
        )
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self.tracer = provider.get_tracer("newsroom")
        return self.tracer

    def _forget(self) -> None:
        self.tracer = None


class Statements:
    """What the database was asked by one request."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - begin


def _route(request: WSGIRequest) -> str:
    """Return the pattern of the address, such as berita/<int:pk>/: the address itself may hold a key or a person's words."""
    return request.resolver_match.route if request.resolver_match else "-"
