"""Progress of a long command: one line that changes on a terminal, a line now and then elsewhere."""

import time

EVERY = 10  # seconds, where there is no terminal
SOON = 0.2  # seconds, on one


class Progress:
    def __init__(self, stream):
        self.stream, self.is_terminal = stream, stream.isatty()
        self.phase, self.shown_at = "", 0.0

    def __call__(self, phase, behind, total):
        now = time.monotonic()
        if phase == self.phase and now - self.shown_at < (SOON if self.is_terminal else EVERY):
            return
        if phase != self.phase:
            self.end()
        self.phase, self.shown_at = phase, now
        text = f"{phase}: {behind:,}" + (f" / {total:,}" if total else "")
        self.stream.write(
            f"\r\x1b[K{text}" if self.is_terminal else text, ending="" if self.is_terminal else None
        )
        self.stream.flush()

    def end(self):
        if self.phase and self.is_terminal:
            self.stream.write("")
        self.phase = ""
