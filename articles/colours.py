"""Colours of a publication, and whether they can be read: WCAG's contrast, the nearest colour that has enough, a scale.

Pure. A colour is `#rrggbb`.
"""

import colorsys
import re

PAPER = "#fdfcf9"  # of static/site.css
# The grounds there that an accent has the least contrast with.
TINT, DARK_TINT = "#f1efe7", "#1e2321"
ENOUGH = 4.5  # to one: what WCAG asks for text
PLENTY = 7.0  # on dark paper, where thin letters shine
_STEPS = 400  # from a colour to black or white: finer than eight bits are
# How much white (below 600) or black (above) Unfold's steps hold beside the accent itself, which is 600.
_MIXTURE = {
    50: 0.94,
    100: 0.86,
    200: 0.7,
    300: 0.5,
    400: 0.3,
    500: 0,
    600: 0,
    700: 0.2,
    800: 0.36,
    900: 0.48,
    950: 0.7,
}


def is_colour(text: str) -> bool:
    return bool(re.fullmatch("#[0-9a-f]{6}", text))


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, paper: str = TINT, least: float = ENOUGH) -> str:
    """Return the colour of the same hue that is nearest and has enough contrast with the paper; the colour itself where
    it has."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    goal = 0.0 if _luminance(paper) > 0.2 else 1.0
    for step in range(_STEPS + 1):
        candidate = _hex_code(
            colorsys.hls_to_rgb(hue, lightness + (goal - lightness) * step / _STEPS, saturation)
        )
        if contrast(candidate, paper) >= least:
            return candidate
    return "#000000" if goal == 0 else "#ffffff"


def on_dark(colour: str) -> str:
    """Return the accent that stands for this one on dark paper."""
    return readable(colour, DARK_TINT, PLENTY)


def scale(colour: str) -> dict[str, str]:
    """Return the steps from 50 (pale) to 950 (deep) around a colour, as Unfold takes them: “22 115 103”.

    500 is what is read on a dark page, so the paler ones begin there.
    """
    pale = readable(colour, DARK_TINT, ENOUGH)
    return {
        str(step): _mixed(pale if step < 600 else colour, part, step < 600) for step, part in _MIXTURE.items()
    }


def _mixed(colour: str, part: float, with_white: bool) -> str:
    other = 255 if with_white else 0
    return " ".join(str(round(255 * value * (1 - part) + other * part)) for value in _parts(colour))


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _hex_code(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
