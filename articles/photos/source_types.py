"""IPTC's digital source types: which of them say that AI made a picture, or a part of it.

The list is http://cv.iptc.org/newscodes/digitalsourcetype/ of October 2024.
"""

import re

# Those whose definition names generative AI, or a model that was trained on samples. Not `algorithmicMedia`, which is
# drawn by a formula, `algorithmicallyEnhanced`, `computationalCapture` and `virtualRecording`: their definitions leave
# generative AI out, or leave it open.
_OF_AI = {
    "trainedalgorithmicmedia",  # created using generative AI
    "compositewithtrainedalgorithmicmedia",  # edited using generative AI: filled in, enlarged
    "compositedwithtrainedalgorithmicmedia",  # as guidance of C2PA spells it
    "compositesynthetic",  # composed, with an element that was generated
    "trainedalgorithmicdata",  # C2PA's own, for what is no medium
}


def is_of_ai(value: str) -> bool:
    """Return whether a source type says so, be it an address (http, https), a QCode or the bare name."""
    name = re.split(r"[/:#]", value.strip().rstrip("/"))[-1]
    return name.casefold() in _OF_AI
