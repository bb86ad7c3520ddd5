"""Pictures for the demo: drawn landscapes, so that no photograph of anybody is needed.

`png_bytes(theme, seed)` is deterministic. Each picture is a sky, a sun or moon, and layers of ridges that
fade with distance; the theme chooses colours and what stands in front.
"""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 720)
SCALE = 2  # drawn larger and shrunk, which smooths every edge

# theme: (sky above, sky below, far layer, near layer, foreground)
PALETTES = {
    "volcano": ("#27355f", "#f2b48a", "#8d7f9c", "#2e2b44", "mountain"),
    "sea": ("#6fb1c9", "#f6e7c8", "#5d9fb0", "#17516b", "boats"),
    "harbour": ("#e2a26f", "#fbe3bd", "#8c8f97", "#2b4252", "boats"),
    "river": ("#9fb8c2", "#e9e4d4", "#7d9a94", "#3c5c57", "hills"),
    "ricefield": ("#8ec3d8", "#f4efce", "#8fb573", "#2f6b3c", "terraces"),
    "road": ("#c4cfd6", "#f1e6d6", "#94a08f", "#40503f", "hills"),
    "market": ("#f0c987", "#fbeed3", "#c98a5c", "#7a3d2b", "houses"),
    "school": ("#9ccbe0", "#f8f1dc", "#a9b98a", "#55703f", "houses"),
    "stadium": ("#1d2c4e", "#5f7fae", "#3f5a83", "#2c6b45", "terraces"),
    "clinic": ("#b9d8db", "#f7f4ea", "#8fb1ab", "#3e6f70", "houses"),
    "townhall": ("#a8c6dd", "#f5ead4", "#b0a68e", "#6b5a45", "houses"),
    "coffee": ("#a7b99c", "#eee7d0", "#738f68", "#2f4a33", "hills"),
    "festival": ("#3b1f4b", "#e0765a", "#7c3b5b", "#2c1733", "houses"),
    "night_city": ("#0c1533", "#3a4b7d", "#26335f", "#0b1022", "houses"),
    "rain": ("#6f7d88", "#b9c2c6", "#7f8d93", "#3d4a51", "hills"),
    "train": ("#d9b48a", "#f6e6cc", "#a59678", "#4f4a3c", "hills"),
}


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _mix(one, other, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _sky(size, above, below):
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        column.putpixel((0, y), _mix(above, below, min(1, y / (size[1] * 0.75))))
    return column.resize(size)


def _ridge(rng, size, base, height):
    """Return a polygon from edge to edge: a few sine waves whose phases come from the seed."""
    waves = [(rng.uniform(0.6, 3.5), rng.uniform(0, math.tau), rng.uniform(0.2, 1)) for _ in range(5)]
    total = sum(weight for *_, weight in waves)
    points = [(0, size[1])]
    for x in range(0, size[0] + 8, 8):
        level = sum(w * math.sin(f * math.tau * x / size[0] + p) for f, p, w in waves) / total
        points.append((x, base - height * level))
    return [*points, (size[0], size[1])]


def _mountain(draw, rng, size, colour):
    x, width, top = size[0] * rng.uniform(0.3, 0.7), size[0] * 0.36, size[1] * 0.26
    foot = size[1] * 0.72
    draw.polygon(
        [(x - width, foot), (x - 90, top), (x - 30, top + 26), (x + 40, top + 8), (x + width, foot)], colour
    )


def _boats(draw, rng, size, colour):
    draw.rectangle(
        [0, size[1] * 0.62, *size], _mix(colour, (190, 215, 220), 0.25)
    )  # the sea hides the near hills
    for band in range(8):
        y = size[1] * (0.64 + band * 0.045)
        draw.rectangle([0, y, size[0], y + 5 + band], _mix(colour, (190, 215, 220), 0.38 - band * 0.03))
    for _ in range(4):
        x, y, w = rng.uniform(0.08, 0.9) * size[0], rng.uniform(0.66, 0.86) * size[1], rng.uniform(90, 170)
        draw.polygon(
            [(x - w, y), (x + w, y), (x + w * 0.7, y + w * 0.28), (x - w * 0.7, y + w * 0.28)], colour
        )
        draw.polygon(
            [(x, y - w * 1.3), (x + w * 0.75, y - 12), (x, y - 12)], _mix(colour, (255, 250, 235), 0.85)
        )


def _houses(draw, rng, size, colour):
    x = -60
    while x < size[0]:
        w, h = rng.uniform(150, 260), rng.uniform(150, 330)
        top = size[1] * 0.9 - h
        wall = _mix(colour, (255, 240, 215), rng.uniform(0.05, 0.3))
        draw.rectangle([x, top, x + w, size[1]], wall)
        draw.polygon(
            [(x - 24, top), (x + w / 2, top - w * 0.36), (x + w + 24, top)], _mix(wall, (40, 20, 20), 0.35)
        )
        for column in range(2):
            window_x = x + w * (0.2 + 0.42 * column)
            draw.rectangle(
                [window_x, top + 46, window_x + w * 0.2, top + 110], _mix(wall, (255, 226, 150), 0.7)
            )
        x += w + rng.uniform(0, 40)


def _terraces(draw, rng, size, colour):
    for step in range(7):
        y = size[1] * (0.62 + step * 0.06)
        shade = _mix(colour, (235, 240, 170), 0.5 - step * 0.07)
        draw.polygon(_ridge(rng, size, y, 18), shade)


def _hills(draw, rng, size, colour):
    for step in range(3):
        draw.polygon(
            _ridge(rng, size, size[1] * (0.74 + step * 0.1), 40), _mix(colour, (20, 25, 25), step * 0.25)
        )


FOREGROUNDS = {
    "mountain": _mountain,
    "boats": _boats,
    "houses": _houses,
    "terraces": _terraces,
    "hills": _hills,
}


def draw(theme, seed):
    rng = random.Random(f"{theme}-{seed}")
    above, below, far, near = map(_rgb, PALETTES[theme][:4])
    size = (SIZE[0] * SCALE, SIZE[1] * SCALE)
    picture = _sky(size, above, below)
    canvas = ImageDraw.Draw(picture)
    x, y, r = rng.uniform(0.15, 0.85) * size[0], rng.uniform(0.14, 0.4) * size[1], rng.uniform(70, 120)
    canvas.ellipse([x - r, y - r, x + r, y + r], _mix(below, (255, 250, 230), 0.7))
    for layer in range(4):
        share = layer / 3
        canvas.polygon(
            _ridge(rng, size, size[1] * (0.48 + 0.09 * layer), 90), _mix(_mix(below, far, 0.6), near, share)
        )
    FOREGROUNDS[PALETTES[theme][4]](canvas, rng, size, near)
    picture = picture.resize(SIZE, Image.Resampling.LANCZOS)
    haze = Image.new("RGB", SIZE, below)
    return Image.blend(picture, haze, 0.05).filter(ImageFilter.SMOOTH)


def png_bytes(theme, seed):
    """Return a picture of the theme as the bytes of a PNG file."""
    buffer = io.BytesIO()
    draw(theme, seed).save(buffer, "PNG")
    return buffer.getvalue()
