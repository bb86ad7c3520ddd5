"""What the scenes are made of: light, land, water, buildings, plants and people, as SVG.

A Scene collects shapes from back to front. Its random numbers come from its name, so a picture is the same each time.
"""

import math
import random

WIDTH, HEIGHT = 1280, 854
SKIN = ("#8d5a3b", "#a5714c", "#b98058", "#7a4a30")
CLOTH = (
    "#c8553d",
    "#2f6690",
    "#e0a458",
    "#3a7d44",
    "#7d5ba6",
    "#d9d2c5",
    "#b23a48",
    "#23395b",
    "#d98e04",
    "#4f6d7a",
)

# sky above, sky at the horizon, light on things, colour of the distance
LIGHTS = {
    "dawn": ("#4a5d8f", "#f7c59f", "#ffd9a0", "#a79bb5"),
    "morning": ("#78aed3", "#f4ead2", "#fff2cf", "#a9c1cc"),
    "noon": ("#4d94cf", "#cfe6ee", "#ffffff", "#9dbfd0"),
    "hazy": ("#b9c4c4", "#efe6d0", "#fff4d6", "#c3c8bf"),
    "golden": ("#e39a4f", "#fde2ae", "#ffdf9c", "#cf9a6a"),
    "dusk": ("#2f2a55", "#ea7f5b", "#ffb27a", "#7a4f6f"),
    "violet": ("#2b1d4a", "#b5618a", "#ffb3a0", "#5d3c6e"),
    "overcast": ("#7f8d97", "#ccd3d4", "#e8ecec", "#a3afb4"),
    "storm": ("#39434d", "#8b979c", "#c5d0d2", "#68757c"),
    "night": ("#070d20", "#22345c", "#9fb8e8", "#16223f"),
    "fog": ("#c6cfcf", "#e9ece6", "#ffffff", "#cdd5d3"),
}


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def mix(one, other, share):
    return "#" + "".join(
        f"{round(a + (b - a) * share):02x}" for a, b in zip(rgb(one), rgb(other), strict=True)
    )


def dark(colour, share=0.25):
    return mix(colour, "#0b0f1a", share)


def pale(colour, share=0.25):
    return mix(colour, "#fffaf0", share)


class Scene:
    def __init__(self, name, light="morning"):
        self.name, self.rng = name, random.Random(name)
        self.defs, self.shapes = [], []
        self.top, self.low, self.light, self.far = LIGHTS[light]
        self.is_night = light == "night"
        self.horizon = 430

    # ---- Drawing

    def add(self, *shapes):
        self.shapes += shapes
        return self

    def id(self):
        return f"d{len(self.defs)}"

    def gradient(self, *stops, kind="linear", where='x1="0" y1="0" x2="0" y2="1"'):
        name = self.id()
        parts = "".join(
            f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{opacity}"/>'
            for at, colour, opacity in stops
        )
        self.defs.append(f'<{kind}Gradient id="{name}" {where}>{parts}</{kind}Gradient>')
        return f"url(#{name})"

    def ball(self, colour, shine=0.55):
        """Return the fill of something round that the light meets from the upper left."""
        return self.gradient(
            (0, pale(colour, shine), 1), (0.45, colour, 1), (1, dark(colour, 0.55), 1), kind="radial",
            where='cx=".35" cy=".3" r=".8"',
        )  # fmt: skip

    def begin(self, blur=0, opacity=1, transform=""):
        style = f'filter="url(#blur{blur})"' if blur else ""
        self.add(f'<g {style} opacity="{opacity}" transform="{transform}">')

    def end(self):
        self.add("</g>")

    def rect(self, x, y, w, h, fill, r=0, more=""):
        return self.add(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r}" fill="{fill}" {more}/>'
        )

    def poly(self, points, fill, more=""):
        return self.add(
            f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="{fill}" {more}/>'
        )

    def oval(self, x, y, rx, ry, fill, more=""):
        return self.add(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" {more}/>'
        )

    def path(self, d, fill="none", stroke="none", width=0, more=""):
        return self.add(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"'
            f' stroke-linejoin="round" {more}/>'
        )

    def line(self, x1, y1, x2, y2, colour, width, more=""):
        return self.path(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", stroke=colour, width=width, more=more)

    def glow(self, x, y, r, colour, strength=0.9):
        fill = self.gradient(
            (0, colour, strength), (0.35, colour, strength * 0.4), (1, colour, 0), kind="radial", where=""
        )
        return self.oval(x, y, r, r, fill, 'style="mix-blend-mode:screen"')

    def shade(self, x, y, rx, ry, opacity=0.3):
        return self.oval(x, y, rx, ry, "#05070d", f'opacity="{opacity}" filter="url(#blur6)"')

    # ---- Sky and land

    def sky(self, sun=None, clouds=0, size=60, horizon=None):
        self.horizon = horizon or self.horizon
        self.rect(0, 0, WIDTH, HEIGHT, self.gradient((0, self.top, 1), (0.62, self.low, 1), (1, self.low, 1)))
        if self.is_night:
            for _ in range(120):
                x, y = self.rng.uniform(0, WIDTH), self.rng.uniform(0, self.horizon)
                self.oval(x, y, 1.2, 1.2, "#dfe8ff", f'opacity="{self.rng.uniform(0.2, 0.9):.2f}"')
        if sun:
            self.glow(*sun, size * 6, self.light, 0.75)
            self.oval(*sun, size, size, pale(self.light, 0.6))
        for _ in range(clouds):
            self.cloud(
                self.rng.uniform(-50, WIDTH),
                self.rng.uniform(20, self.horizon * 0.7),
                self.rng.uniform(90, 260),
            )
        return self

    def cloud(self, x, y, w, colour="", opacity=0.75):
        colour = colour or mix(self.low, "#ffffff", 0.45)
        self.begin(14, opacity)
        for step in range(7):
            at = x + (step - 3) * w * 0.17 + self.rng.uniform(-15, 15)
            self.oval(at, y - self.rng.uniform(0, w * 0.1) + abs(step - 3) * 5, w * 0.2, w * 0.085, colour)
        self.oval(x, y + w * 0.06, w * 0.6, w * 0.05, mix(colour, self.far, 0.4))
        self.end()

    def ridge(self, y, height, colour, rough=3, blur=0):
        waves = [
            (self.rng.uniform(0.5, rough), self.rng.uniform(0, 6.3), self.rng.uniform(0.3, 1))
            for _ in range(5)
        ]
        total = sum(weight for *_, weight in waves)
        points = [(0, HEIGHT)]
        for x in range(0, WIDTH + 11, 10):
            level = sum(w * math.sin(f * math.tau * x / WIDTH + p) for f, p, w in waves) / total
            points.append((x, y - height * level))
        fill = self.gradient((0, colour, 1), (1, mix(colour, self.low, 0.35), 1))
        return self.poly([*points, (WIDTH, HEIGHT)], fill, f'filter="url(#blur{blur})"' if blur else "")

    def hills(self, y, near, layers=3, height=60):
        for layer in range(layers):
            share = (layer + 1) / layers
            self.ridge(y + layer * height * 0.7, height, mix(self.far, near, share * 0.85), 2 + layer)
        return self

    def volcano(self, x, base, w, h, colour, smoke=True, crater=0.08):
        left, right, top = x - w / 2, x + w / 2, base - h
        c = w * crater
        shape = (
            f"M{left} {base}C{x - w * 0.25} {base - h * 0.25} {x - c * 1.6} {top + h * 0.2} {x - c} {top}"
            f"Q{x} {top + h * 0.07} {x + c} {top - h * 0.02}"
            f"C{x + c * 1.7} {top + h * 0.2} {x + w * 0.27} {base - h * 0.25} {right} {base}Z"
        )
        if smoke:
            self.begin(14, 0.85)
            for step in range(16):
                r = 20 + step * 9
                self.oval(
                    x + step * 17 + self.rng.uniform(-14, 14), top - step * 14 - self.rng.uniform(0, 20), r * 1.2, r * 0.8,
                    mix(pale(self.low, 0.35), self.far, self.rng.uniform(0, 0.6)),
                )  # fmt: skip
            self.end()
        self.path(
            shape,
            self.gradient((0, dark(colour, 0.1), 1), (0.55, colour, 1), (1, mix(colour, self.low, 0.45), 1)),
        )
        # Its lit side, and furrows down from the crater.
        lit = f"M{x - c} {top}Q{x} {top + h * 0.07} {x - c * 0.2} {top + h * 0.03}L{x - w * 0.12} {base}L{left} {base}C{x - w * 0.25} {base - h * 0.25} {x - c * 1.6} {top + h * 0.2} {x - c} {top}Z"
        self.path(lit, self.light, more='opacity=".22"')
        for step in range(9):
            at = (step - 4) / 4
            self.path(
                f"M{x + at * c * 0.9} {top + 14}Q{x + at * w * 0.13 + self.rng.uniform(-12, 12)} {base - h * 0.5} {x + at * w * 0.42} {base}",
                stroke=dark(colour, 0.45), width=self.rng.uniform(2, 6), more='opacity=".28"',
            )  # fmt: skip

    def ground(self, y, near, far=""):
        far = far or mix(near, self.low, 0.4)
        self.rect(0, y, WIDTH, HEIGHT - y, self.gradient((0, far, 1), (1, dark(near, 0.2), 1)))
        for _ in range(70):
            at = self.rng.uniform(0, 1) ** 0.6
            x, w = self.rng.uniform(0, WIDTH), 20 + 130 * at
            self.oval(
                x,
                y + (HEIGHT - y) * at,
                w,
                1.5 + 4 * at,
                self.rng.choice([dark(near, 0.3), pale(near, 0.25)]),
                'opacity=".18"',
            )
        return self

    def water(self, y, near, bottom=HEIGHT, glints=90, sun_x=None):
        self.rect(
            0,
            y,
            WIDTH,
            bottom - y,
            self.gradient((0, mix(self.low, near, 0.3), 1), (0.4, near, 1), (1, dark(near, 0.35), 1)),
        )
        for _ in range(glints):
            at = self.rng.uniform(0, 1) ** 1.4
            x = self.rng.gauss(sun_x, 60 + 260 * at) if sun_x else self.rng.uniform(0, WIDTH)
            colour = self.light if self.rng.random() < 0.6 else dark(near, 0.3)
            self.oval(
                x,
                y + 3 + (bottom - y) * at,
                12 + 70 * at,
                0.8 + 3.2 * at,
                colour,
                f'opacity="{self.rng.uniform(0.15, 0.6):.2f}"',
            )
        return self

    def waves(self, y, count=4, colour="#ffffff"):
        for step in range(count):
            at = y + step * step * 12 + step * 18
            d, x = f"M-20 {at}", -20
            while x < WIDTH + 40:
                w = self.rng.uniform(70, 160)
                d += f"q{w / 2} {-self.rng.uniform(4, 8 + step * 5)} {w} {self.rng.uniform(-3, 3):.0f}"
                x += w
            self.path(d, stroke=colour, width=2 + step * 2.2, more=f'opacity="{0.35 + step * 0.13:.2f}"')

    def rain(self, strength=220):
        for _ in range(strength):
            x, y, length = (
                self.rng.uniform(-50, WIDTH),
                self.rng.uniform(-30, HEIGHT),
                self.rng.uniform(18, 60),
            )
            self.line(
                x,
                y,
                x - length * 0.22,
                y + length,
                "#e9f1f5",
                self.rng.uniform(0.7, 1.8),
                f'opacity="{self.rng.uniform(0.12, 0.5):.2f}"',
            )

    def mist(self, y, h, opacity=0.8, colour=""):
        colour = colour or pale(self.low, 0.4)
        self.rect(0, y, WIDTH, h, self.gradient((0, colour, 0), (0.5, colour, opacity), (1, colour, 0)))

    # ---- Plants

    def leafy(self, x, y, s, colour="#3f6b3a"):
        self.shade(x, y, s * 0.45, s * 0.07)
        self.path(
            f"M{x - s * 0.05} {y}Q{x - s * 0.02} {y - s * 0.4} {x - s * 0.1} {y - s * 0.6}L{x + s * 0.08} {y - s * 0.6}Q{x + s * 0.03} {y - s * 0.3} {x + s * 0.06} {y}Z",
            "#4b3626",
        )
        for _ in range(26):
            a, r = self.rng.uniform(0, math.tau), self.rng.uniform(0, 0.36) * s
            px, py = x + math.cos(a) * r * 1.15, y - s * 0.78 + math.sin(a) * r * 0.75
            lit = (y - s * 0.6 - py) / s
            self.oval(
                px,
                py,
                s * 0.15,
                s * 0.12,
                mix(dark(colour, 0.35), pale(mix(colour, self.light, 0.3), 0.1), max(0, min(1, lit + 0.35))),
                'opacity=".92"',
            )

    def palm(self, x, y, s, colour="#3e6b3d", lean=0.0):
        top_x, top_y = x + lean * s, y - s
        self.path(
            f"M{x} {y}Q{x + lean * s * 0.2} {y - s * 0.5} {top_x} {top_y}", stroke="#6b5138", width=s * 0.05
        )
        for step in range(9):
            a = math.pi * (1.02 + step / 8 * 0.96) if step % 2 else math.pi * (0.95 + step / 8 * 1.1)
            dx, dy = math.cos(a) * s * 0.42, math.sin(a) * s * 0.2
            shade = self.rng.choice([colour, dark(colour, 0.3), pale(mix(colour, self.light, 0.3), 0.1)])
            self.path(
                f"M{top_x} {top_y}q{dx * 0.5} {dy - s * 0.13} {dx} {dy + s * 0.16}q{-dx * 0.35} {-s * 0.12} {-dx} {-dy - s * 0.16}Z",
                shade,
            )

    def bamboo(self, x, y, s):
        for _ in range(11):
            lean, h = self.rng.uniform(-0.25, 0.25) * s, s * self.rng.uniform(0.7, 1.05)
            colour = self.rng.choice(["#6d7f3f", "#8a9a55", "#55692f"])
            self.path(
                f"M{x + lean * 0.2} {y}Q{x + lean * 0.4} {y - h * 0.6} {x + lean} {y - h}",
                stroke=colour,
                width=s * 0.022,
            )
            for _ in range(6):
                px, py = x + lean * self.rng.uniform(0.5, 1), y - h * self.rng.uniform(0.5, 1)
                self.oval(
                    px,
                    py,
                    s * 0.1,
                    s * 0.016,
                    self.rng.choice(["#577a3a", "#7c9b4d", "#3f5e2c"]),
                    f'transform="rotate({self.rng.uniform(-50, 50):.0f} {px:.0f} {py:.0f})"',
                )

    def banana(self, x, y, s):
        for step in range(7):
            a = -math.pi / 2 + (step - 3) * 0.36
            dx, dy = math.cos(a) * s * 0.7, math.sin(a) * s
            self.path(
                f"M{x} {y}Q{x + dx * 0.35 - s * 0.08} {y + dy * 0.8} {x + dx} {y + dy * 0.8}Q{x + dx * 0.6 + s * 0.1} {y + dy * 0.5} {x} {y}Z",
                self.rng.choice(["#4f8a3d", "#6aa14c", "#3c6d31"]),
            )

    def grass(self, y, colour="#5f8a3e", count=90, size=26):
        for _ in range(count):
            x, h = self.rng.uniform(0, WIDTH), self.rng.uniform(0.5, 1) * size
            self.path(
                f"M{x} {y}q{self.rng.uniform(-8, 8):.0f} {-h / 2:.0f} {self.rng.uniform(-14, 14):.0f} {-h:.0f}",
                stroke=self.rng.choice([colour, dark(colour), pale(colour)]),
                width=3,
            )

    # ---- Buildings

    def house(self, x, y, w, h, wall, roof="#8c4a32", door=True, lit=False):
        """A house of the village; its roof of tiles has the height of half its wall."""
        self.shade(x + w / 2, y, w * 0.6, 10)
        self.rect(x, y - h, w, h, self.gradient((0, mix(wall, self.light, 0.2), 1), (1, dark(wall, 0.25), 1)))
        eave, ridge = w * 0.12, h * 0.55
        self.poly(
            [
                (x - eave, y - h + 6),
                (x + w * 0.18, y - h - ridge),
                (x + w * 0.82, y - h - ridge),
                (x + w + eave, y - h + 6),
            ],
            self.gradient((0, mix(roof, self.light, 0.25), 1), (1, dark(roof, 0.2), 1)),
        )
        for step in range(1, 7):
            at = step / 7
            self.line(
                x - eave + (w * 0.18 + eave) * (1 - at),
                y - h + 6 - (ridge + 6) * (1 - at),
                x + w + eave - (w * 0.18 + eave) * (1 - at),
                y - h + 6 - (ridge + 6) * (1 - at),
                dark(roof, 0.4),
                1.2,
                'opacity=".45"',
            )
        self.rect(x, y - h + 6, w, h * 0.1, "#05070d", more='opacity=".25"')
        pane = "#ffd27a" if lit else mix("#31424d", self.far, 0.35)
        if door:
            self.rect(x + w * 0.42, y - h * 0.66, w * 0.16, h * 0.66, "#5a3a28")
        for at in (0.12, 0.68):
            self.rect(x + w * at, y - h * 0.68, w * 0.2, h * 0.34, "#efe4cf")
            self.rect(x + w * at + 3, y - h * 0.68 + 3, w * 0.2 - 6, h * 0.34 - 6, pane)
            self.line(x + w * (at + 0.1), y - h * 0.68, x + w * (at + 0.1), y - h * 0.34, "#efe4cf", 3)
        if lit:
            self.glow(x + w * 0.5, y - h * 0.4, w * 0.7, "#ffb347", 0.35)

    def hall(self, x, y, w, h, wall="#e9e0cc", roof="#7a4636", columns=6):
        """An office of the region: a stepped roof, columns, and stairs in front."""
        self.shade(x + w / 2, y, w * 0.55, 14)
        self.rect(x, y - h, w, h, self.gradient((0, dark(wall, 0.2), 1), (1, wall, 1)))
        self.rect(x + w * 0.05, y - h * 0.85, w * 0.9, h * 0.85, dark(wall, 0.5))
        for step in range(columns):
            at = x + w * (0.06 + 0.88 * step / (columns - 1)) - 12
            self.rect(
                at,
                y - h * 0.92,
                24,
                h * 0.92,
                self.gradient(
                    (0, pale(wall, 0.5), 1), (0.6, wall, 1), (1, dark(wall, 0.3), 1), where='x1="0" x2="1"'
                ),
            )
            self.rect(at - 5, y - h * 0.95, 34, 12, pale(wall, 0.4))
        for low, high, inset, rise in ((0, 0.34, 0.16, 0), (0.34, 0.74, 0.34, 0.12)):
            base = y - h - h * low
            self.poly(
                [
                    (x - w * 0.06 + w * inset * (low > 0), base),
                    (x + w * (inset + 0.02), base - h * (high - low)),
                    (x + w * (0.98 - inset), base - h * (high - low)),
                    (x + w * 1.06 - w * inset * (low > 0), base),
                ],
                self.gradient((0, mix(roof, self.light, 0.2), 1), (1, dark(roof, 0.3), 1)),
                f'data-rise="{rise}"',
            )
        for step in range(4):
            self.rect(
                x + w * 0.25 - step * 14,
                y + step * 9 - 4,
                w * 0.5 + step * 28,
                10,
                pale(wall, 0.3 - step * 0.05),
            )

    def school(self, x, y, w, h, wall="#f0e3b8", band="#3f7d6e", roof="#9c5138"):
        self.shade(x + w / 2, y, w * 0.55, 12)
        self.rect(x, y - h, w, h, self.gradient((0, wall, 1), (1, dark(wall, 0.15), 1)))
        self.rect(x, y - h * 0.4, w, h * 0.4, band)
        self.poly(
            [
                (x - 26, y - h + 8),
                (x + 30, y - h * 1.55),
                (x + w - 30, y - h * 1.55),
                (x + w + 26, y - h + 8),
            ],
            self.gradient((0, mix(roof, self.light, 0.3), 1), (1, dark(roof, 0.25), 1)),
        )
        room, at = w / max(2, round(w / 190)), x
        while at < x + w - 10:
            self.rect(at + room * 0.1, y - h * 0.78, room * 0.5, h * 0.4, "#f7f2e2")
            for pane in range(3):
                self.rect(
                    at + room * (0.12 + 0.16 * pane),
                    y - h * 0.75,
                    room * 0.14,
                    h * 0.34,
                    mix("#3c5560", self.light, 0.2),
                )
            self.rect(at + room * 0.7, y - h * 0.78, room * 0.2, h * 0.78, "#6d4a34")
            at += room
        for step in range(round(w / 150) + 1):
            self.rect(x + step * w / round(w / 150) - 5, y - h, 10, h, pale(wall, 0.5))

    def mosque(self, x, y, s, dome="#3f8f86", wall="#f2ecdc"):
        self.rect(
            x - s * 0.5, y - s * 0.55, s, s * 0.55, self.gradient((0, wall, 1), (1, dark(wall, 0.2), 1))
        )
        for step in range(5):
            at = x - s * 0.42 + step * s * 0.21
            self.path(
                f"M{at - s * 0.065} {y}V{y - s * 0.28}Q{at} {y - s * 0.42} {at + s * 0.065} {y - s * 0.28}V{y}Z",
                dark(wall, 0.6),
            )
        self.rect(x - s * 0.22, y - s * 0.68, s * 0.44, s * 0.14, dark(wall, 0.1))
        self.path(
            f"M{x - s * 0.24} {y - s * 0.66}C{x - s * 0.34} {y - s * 0.98} {x - s * 0.06} {y - s * 1.02} {x} {y - s * 1.16}C{x + s * 0.06} {y - s * 1.02} {x + s * 0.34} {y - s * 0.98} {x + s * 0.24} {y - s * 0.66}Z",
            self.ball(dome, 0.5),
        )
        self.line(x, y - s * 1.16, x, y - s * 1.26, "#d9b45a", 4)
        for side in (-0.66, 0.66):
            at = x + s * side
            self.rect(
                at - s * 0.055,
                y - s * 1.2,
                s * 0.11,
                s * 1.2,
                self.gradient((0, wall, 1), (1, dark(wall, 0.3), 1), where='x1="0" x2="1"'),
            )
            self.rect(at - s * 0.085, y - s * 1.22, s * 0.17, s * 0.05, dark(wall, 0.2))
            self.path(
                f"M{at - s * 0.06} {y - s * 1.22}Q{at} {y - s * 1.3} {at} {y - s * 1.42}Q{at} {y - s * 1.3} {at + s * 0.06} {y - s * 1.22}Z",
                dome,
            )

    def flag(self, x, y, h):
        self.line(x, y, x, y - h, "#d8dde0", 5)
        for colour, at in (("#d62839", 0), ("#f7f7f2", h * 0.085)):
            self.path(
                f"M{x} {y - h + at}q{h * 0.08} {-h * 0.03} {h * 0.14} 0t{h * 0.14} 0v{h * 0.085}q{-h * 0.07} {-h * 0.03} {-h * 0.14} 0t{-h * 0.14} 0Z",
                colour,
            )

    def awning(self, x, y, w, colour, h=46):
        stripes = max(4, round(w / 42))
        for step in range(stripes):
            at, part = x + step * w / stripes, w / stripes
            fill = colour if step % 2 else "#f6efe0"
            self.path(
                f"M{at + w * 0.05} {y - h}L{at + part + w * 0.05 * (1 - 2 * step / stripes) * 0} {y - h}L{at + part} {y}q{-part / 2} 16 {-part} 0Z",
                fill,
            )
        self.rect(x, y - 2, w, 12, "#05070d", more='opacity=".22"')

    def stall(self, x, y, w, colour, goods):
        """A stall of a market: posts, an awning, and heaps of what is sold."""
        for at in (x + 6, x + w - 12):
            self.rect(at, y - 210, 7, 210, "#6a4d36")
        self.rect(x + 12, y - 175, w - 24, 120, "#1d1713", more='opacity=".55"')
        self.rect(x, y - 66, w, 66, self.gradient((0, "#9a7148", 1), (1, "#5b3f29", 1)))
        for step, good in enumerate(goods):
            self.heap(x + w * (step + 0.5) / len(goods), y - 66, w / len(goods) * 0.46, good)
        self.awning(x - 16, y - 170, w + 32, colour)

    def heap(self, x, y, w, colour, rows=4):
        fill, size = self.ball(colour), w * 0.24
        for row in range(rows):
            for step in range(rows - row + 2):
                at = x + (step - (rows - row + 1) / 2) * size * 1.15
                self.oval(at, y - row * size * 0.75 - size * 0.3, size * 0.62, size * 0.56, fill)

    def lamp(self, x, y, h, colour="#ffd58a", is_lit=True):
        self.line(x, y, x, y - h, "#3b4350", 6)
        self.path(f"M{x} {y - h}q0 -16 {h * 0.12} -16", stroke="#3b4350", width=5)
        if is_lit:
            self.glow(x + h * 0.13, y - h - 8, h * 0.5, colour, 0.9)
            self.oval(x + h * 0.13, y - h - 10, 9, 6, "#fff5d8")

    # ---- Things that move

    def boat(self, x, y, w, colour, mast=True, outrigger=True, stripe="#f4e9cf"):
        """A jukung: a slender hull with high ends, outriggers, and a mast."""
        self.oval(x, y + w * 0.05, w * 0.55, w * 0.03, "#05070d", 'opacity=".35" filter="url(#blur6)"')
        hull = f"M{x - w * 0.52} {y - w * 0.13}Q{x - w * 0.42} {y + w * 0.06} {x} {y + w * 0.06}T{x + w * 0.55} {y - w * 0.19}Q{x + w * 0.42} {y - w * 0.05} {x} {y - w * 0.055}T{x - w * 0.52} {y - w * 0.13}Z"
        self.path(hull, self.gradient((0, mix(colour, self.light, 0.3), 1), (1, dark(colour, 0.4), 1)))
        self.path(
            f"M{x - w * 0.49} {y - w * 0.08}Q{x - w * 0.4} {y + w * 0.02} {x} {y + w * 0.015}T{x + w * 0.52} {y - w * 0.15}",
            stroke=stripe,
            width=w * 0.018,
        )
        if mast:
            self.line(x - w * 0.05, y - w * 0.05, x - w * 0.05, y - w * 0.62, "#5a4632", w * 0.014)
            self.line(x - w * 0.05, y - w * 0.6, x + w * 0.45, y - w * 0.14, "#cdbfa3", 1.5)
            self.line(x - w * 0.05, y - w * 0.6, x - w * 0.45, y - w * 0.12, "#cdbfa3", 1.5)
            self.path(
                f"M{x - w * 0.05} {y - w * 0.61}l{w * 0.1} {w * 0.025}l{-w * 0.1} {w * 0.03}Z", "#d62839"
            )
        if outrigger:
            self.path(
                f"M{x - w * 0.25} {y - w * 0.05}q{-w * 0.03} {w * 0.1} {-w * 0.05} {w * 0.14}M{x + w * 0.2} {y - w * 0.05}q{-w * 0.03} {w * 0.1} {-w * 0.05} {w * 0.14}",
                stroke="#3d2f22",
                width=w * 0.012,
            )
            self.line(x - w * 0.5, y + w * 0.095, x + w * 0.42, y + w * 0.085, pale(stripe, 0.2), w * 0.022)

    def sail(self, x, y, w, colour):
        self.boat(x, y, w, dark(colour, 0.5), mast=False)
        self.path(
            f"M{x - w * 0.08} {y - w * 0.06}Q{x - w * 0.18} {y - w * 0.6} {x + w * 0.05} {y - w * 0.95}Q{x + w * 0.12} {y - w * 0.45} {x + w * 0.38} {y - w * 0.12}Z",
            self.gradient((0, pale(colour, 0.4), 1), (1, colour, 1)),
        )
        for step in range(1, 4):
            self.line(
                x - w * 0.12 + step * w * 0.03,
                y - w * 0.2 * step,
                x + w * (0.35 - 0.07 * step),
                y - w * 0.16 * step - w * 0.05,
                dark(colour, 0.3),
                1.5,
            )

    def truck(self, x, y, w, colour="#d98e04", load="", tilt=0):
        self.add(f'<g transform="rotate({tilt} {x} {y})">')
        self.shade(x + w * 0.05, y + 4, w * 0.55, 12, 0.45)
        h = w * 0.3
        self.rect(
            x - w * 0.5,
            y - h * 0.95,
            w * 0.64,
            h * 0.6,
            self.gradient((0, colour, 1), (1, dark(colour, 0.35), 1)),
            4,
        )
        for step in range(6):
            self.rect(x - w * 0.49 + step * w * 0.107, y - h * 0.95, 4, h * 0.6, dark(colour, 0.4))
        cab = pale(colour, 0.15)
        self.path(
            f"M{x + w * 0.16} {y - h * 0.3}V{y - h * 1.25}Q{x + w * 0.17} {y - h * 1.35} {x + w * 0.24} {y - h * 1.35}H{x + w * 0.36}Q{x + w * 0.42} {y - h * 1.3} {x + w * 0.44} {y - h * 0.8}L{x + w * 0.48} {y - h * 0.7}V{y - h * 0.3}Z",
            self.gradient((0, mix(cab, self.light, 0.3), 1), (1, dark(cab, 0.3), 1)),
        )
        self.path(
            f"M{x + w * 0.27} {y - h * 1.22}H{x + w * 0.35}Q{x + w * 0.39} {y - h * 1.15} {x + w * 0.4} {y - h * 0.82}H{x + w * 0.27}Z",
            "#2b3a45",
        )
        self.rect(x - w * 0.5, y - h * 0.38, w * 0.98, h * 0.14, "#22262b")
        for at in (-0.36, -0.16, 0.33):
            self.oval(x + w * at, y - h * 0.14, h * 0.24, h * 0.24, "#16181b")
            self.oval(x + w * at, y - h * 0.14, h * 0.11, h * 0.11, "#8b8f94")
        if load:
            for _ in range(90):
                px, py = x + w * self.rng.uniform(-0.48, 0.1), y - h * self.rng.uniform(0.95, 1.4)
                self.line(
                    px,
                    py,
                    px + self.rng.uniform(-40, 40),
                    py + self.rng.uniform(-9, 9),
                    self.rng.choice([load, dark(load), pale(load)]),
                    5,
                )
        self.add("</g>")

    def excavator(self, x, y, s, colour="#e2a617"):
        self.shade(x, y, s * 0.6, 14, 0.4)
        self.rect(x - s * 0.5, y - s * 0.2, s, s * 0.2, "#24282d", s * 0.1)
        for step in range(6):
            self.oval(x - s * 0.4 + step * s * 0.16, y - s * 0.1, s * 0.06, s * 0.06, "#5a6067")
        self.rect(
            x - s * 0.45,
            y - s * 0.5,
            s * 0.8,
            s * 0.3,
            self.gradient((0, colour, 1), (1, dark(colour, 0.35), 1)),
            8,
        )
        self.rect(x - s * 0.02, y - s * 0.82, s * 0.36, s * 0.36, colour, 6)
        self.rect(x + s * 0.03, y - s * 0.78, s * 0.26, s * 0.24, "#33454f")
        arm = f"M{x + s * 0.28} {y - s * 0.45}Q{x + s * 0.5} {y - s * 1.3} {x + s * 0.95} {y - s * 1.02}L{x + s * 1.18} {y - s * 0.35}"
        self.path(arm, stroke=dark(colour, 0.1), width=s * 0.09)
        self.path(
            f"M{x + s * 1.08} {y - s * 0.36}h{s * 0.22}q{s * 0.02} {s * 0.22} {-s * 0.18} {s * 0.24}q{-s * 0.12} {-s * 0.02} {-s * 0.04} {-s * 0.24}Z",
            "#3a3f45",
        )

    def motorbike(self, x, y, s, colour="#b23a48"):
        self.shade(x, y, s * 0.6, 8, 0.4)
        for at in (-0.36, 0.36):
            self.oval(x + s * at, y - s * 0.17, s * 0.17, s * 0.17, "#17191c")
            self.oval(x + s * at, y - s * 0.17, s * 0.08, s * 0.08, "#9aa0a6")
        self.path(
            f"M{x - s * 0.42} {y - s * 0.42}Q{x - s * 0.1} {y - s * 0.5} {x + s * 0.02} {y - s * 0.3}L{x + s * 0.28} {y - s * 0.22}L{x + s * 0.24} {y - s * 0.6}",
            stroke=colour,
            width=s * 0.1,
        )
        self.path(
            f"M{x + s * 0.34} {y - s * 0.18}L{x + s * 0.22} {y - s * 0.68}l{-s * 0.08} {-s * 0.02}",
            stroke="#2a2d31",
            width=s * 0.045,
        )

    # ---- People: no faces, so that nobody is portrayed

    def person(
        self, x, y, h, *, shirt="", trousers="", head="hair", pose="stand", skin="", facing=1, skirt=False
    ):
        """Somebody, feet at (x, y). `head` is hair, cap, veil, straw, helmet or bun; `pose` what the arms do."""
        rng = self.rng
        shirt, skin = shirt or rng.choice(CLOTH), skin or rng.choice(SKIN)
        trousers = trousers or rng.choice(["#26324a", "#3b3a3a", "#5b4636", "#1f2b2e"])
        if self.is_night:
            shirt, skin, trousers = dark(shirt, 0.35), dark(skin, 0.25), dark(trousers, 0.3)
        self.shade(x, y, h * 0.2, h * 0.025, 0.4)
        if pose == "bend":
            return self._bent(x, y, h, shirt, trousers, head, skin, facing)
        hip, neck, width = y - h * 0.47, y - h * 0.83, h * 0.125
        stride = h * 0.1 if pose in ("walk", "run", "kick") else h * 0.035
        if skirt:
            self.path(
                f"M{x - width * 0.8} {hip - h * 0.02}L{x - width * 1.15} {y - h * 0.02}H{x + width * 1.15}L{x + width * 0.8} {hip - h * 0.02}Z",
                trousers,
            )
        else:
            for side in (-1, 1):
                foot = x + side * stride + (facing * h * 0.2 if pose == "kick" and side == facing else 0)
                lift = (
                    h * 0.22
                    if pose == "kick" and side == facing
                    else (h * 0.06 if pose == "run" and side == facing else 0)
                )
                self.path(
                    f"M{x + side * h * 0.04} {hip}L{foot} {y - h * 0.02 - lift}",
                    stroke=dark(trousers, 0.15) if side < 0 else trousers,
                    width=h * 0.085,
                )
        self._arms(x, neck, h, shirt, skin, pose, facing)
        self.path(
            f"M{x - width} {neck + h * 0.05}Q{x} {neck - h * 0.02} {x + width} {neck + h * 0.05}L{x + width * 0.82} {hip + h * 0.03}H{x - width * 0.82}Z",
            self.gradient((0, mix(shirt, self.light, 0.25), 1), (1, dark(shirt, 0.25), 1)),
        )
        self.rect(x - h * 0.03, neck - h * 0.03, h * 0.06, h * 0.06, dark(skin, 0.15))
        self._head(x, neck - h * 0.075, h, head, skin, facing)
        return self

    def _arms(self, x, neck, h, shirt, skin, pose, facing):
        shoulder, elbow = neck + h * 0.07, h * 0.19
        ends = {
            "stand": [(-0.15, 0.36), (0.15, 0.36)], "walk": [(-0.18, 0.32), (0.2, 0.3)], "run": [(-0.22, 0.16), (0.24, 0.2)],
            "kick": [(-0.26, 0.12), (0.26, 0.14)], "up": [(-0.17, -0.24), (0.17, -0.24)], "wave": [(-0.15, 0.34), (0.19, -0.2)],
            "hold": [(0.16, 0.2), (0.2, 0.18)], "carry": [(-0.1, -0.18), (0.1, -0.18)], "point": [(-0.14, 0.34), (0.3, 0.08)],
            "hips": [(-0.11, 0.28), (0.11, 0.28)],
        }[pose]  # fmt: skip
        for side, (dx, dy) in zip((-1, 1), ends, strict=True):
            dx *= facing
            sx = x + side * h * 0.105
            bend = 0.22 if pose == "hips" else 0.06
            self.path(
                f"M{sx} {shoulder}Q{sx + side * h * bend} {shoulder + elbow * (0.6 if dy > 0 else -0.2)} {x + h * dx} {shoulder + h * dy}",
                stroke=dark(shirt, 0.12),
                width=h * 0.062,
            )
            self.oval(x + h * dx, shoulder + h * dy, h * 0.03, h * 0.03, skin)

    def _head(self, x, y, h, head, skin, facing=1):
        r = h * 0.072
        if head == "veil":
            colour = self.rng.choice(["#e8dcc4", "#7a8fa6", "#b7859a", "#5d7f6b", "#d9c2a0", "#384b63"])
            self.path(
                f"M{x - r * 1.25} {y + r * 2.1}Q{x - r * 1.5} {y - r * 1.4} {x} {y - r * 1.3}T{x + r * 1.25} {y + r * 2.1}Z",
                colour,
            )
            self.oval(x + facing * r * 0.18, y, r * 0.72, r * 0.9, skin)
            return
        self.oval(
            x, y, r, r * 1.12, self.gradient((0, mix(skin, self.light, 0.2), 1), (1, dark(skin, 0.15), 1))
        )
        hair = "#1b1613"
        if head == "straw":
            self.path(
                f"M{x - r * 2.3} {y - r * 0.1}L{x} {y - r * 1.9}L{x + r * 2.3} {y - r * 0.1}Q{x} {y + r * 0.35} {x - r * 2.3} {y - r * 0.1}Z",
                self.gradient((0, "#ecd7a0", 1), (1, "#a9864c", 1)),
            )
        elif head == "cap":
            self.path(
                f"M{x - r * 1.02} {y - r * 0.25}V{y - r * 1.2}H{x + r * 1.02}V{y - r * 0.25}Z", "#15161a"
            )
        elif head == "helmet":
            self.path(
                f"M{x - r * 1.2} {y - r * 0.15}Q{x} {y - r * 2.4} {x + r * 1.2} {y - r * 0.15}Z", "#f2c230"
            )
        else:
            self.path(
                f"M{x - r * 1.03} {y}Q{x - r * 1.1} {y - r * 1.35} {x} {y - r * 1.25}T{x + r * 1.03} {y}Q{x + r * 0.5} {y - r * 0.7} {x - r * 0.2 * facing} {y - r * 0.6}Q{x - r * 0.8} {y - r * 0.5} {x - r * 1.03} {y}Z",
                hair,
            )
            if head == "bun":
                self.oval(x - facing * r * 1.05, y - r * 0.2, r * 0.45, r * 0.45, hair)

    def _bent(self, x, y, h, shirt, trousers, head, skin, facing):
        hip = y - h * 0.45
        for side in (-1, 1):
            self.path(
                f"M{x - facing * h * 0.1} {hip}L{x + side * h * 0.07 - facing * h * 0.06} {y}",
                stroke=trousers,
                width=h * 0.09,
            )
        sx, sy = x + facing * h * 0.22, y - h * 0.55
        self.path(
            f"M{x - facing * h * 0.13} {hip + h * 0.03}Q{x - facing * h * 0.04} {sy - h * 0.14} {sx} {sy}L{sx - facing * h * 0.02} {sy + h * 0.13}Q{x} {hip + h * 0.08} {x - facing * h * 0.13} {hip + h * 0.03}Z",
            self.gradient((0, mix(shirt, self.light, 0.3), 1), (1, dark(shirt, 0.25), 1)),
        )
        self.path(
            f"M{sx - facing * h * 0.03} {sy + h * 0.05}L{sx + facing * h * 0.03} {y - h * 0.16}",
            stroke=dark(shirt, 0.1),
            width=h * 0.06,
        )
        self.oval(sx + facing * h * 0.03, y - h * 0.14, h * 0.03, h * 0.03, skin)
        self._head(sx + facing * h * 0.08, sy - h * 0.02, h, head, skin, facing)
        return self

    def crowd(self, y, count, h, *, left=0, right=WIDTH, heads=("hair", "veil", "cap"), blur=0):
        self.begin(blur)
        for step in range(count):
            x = left + (right - left) * (step + self.rng.uniform(0.2, 0.8)) / count
            self.person(
                x,
                y + self.rng.uniform(-h * 0.05, h * 0.05),
                h * self.rng.uniform(0.9, 1.05),
                head=self.rng.choice(heads),
                pose=self.rng.choice(["stand", "stand", "hold", "hips"]),
            )
        self.end()

    # ---- The finish

    def bokeh(self, count=26, colours=("#ffd58a", "#ff9a6b", "#9fd3ff"), top=0, bottom=500):
        for _ in range(count):
            x, y, r = self.rng.uniform(0, WIDTH), self.rng.uniform(top, bottom), self.rng.uniform(10, 46)
            self.oval(
                x,
                y,
                r,
                r,
                self.rng.choice(colours),
                f'opacity="{self.rng.uniform(0.12, 0.5):.2f}" filter="url(#blur3)" style="mix-blend-mode:screen"',
            )

    def svg(self):
        blurs = "".join(
            f'<filter id="blur{n}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="{n}"/></filter>'
            for n in (1, 2, 3, 6, 10, 14, 24)
        )
        grain = '<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .5 0"/></filter>'
        wash = '<filter id="wash" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".006 .012" numOctaves="4" seed="3"/><feColorMatrix type="saturate" values="0"/></filter>'
        edge = self.gradient(
            (0.55, "#000000", 0), (1, "#05060c", 0.42), kind="radial", where='cx=".5" cy=".48" r=".75"'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
            f"<defs>{blurs}{grain}{wash}{''.join(self.defs)}</defs>{''.join(self.shapes)}"
            f'<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#wash)" opacity=".16" style="mix-blend-mode:soft-light"/>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{self.light}" opacity=".07" style="mix-blend-mode:overlay"/>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{edge}"/>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#grain)" opacity=".2" style="mix-blend-mode:overlay"/></svg>'
        )
