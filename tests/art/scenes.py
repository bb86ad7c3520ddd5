"""One scene for each picture of the demo: its name is the key of a story, with a number where the story has several."""

import math

from tests.art.kit import HEIGHT, WIDTH, Scene, dark, mix, pale

SCENES = {}


def scene(light, *names):
    """Register a scene under its names; a function that draws several gets the name to tell them apart."""

    def register(draw):
        for name in names:
            SCENES[name] = (light, draw)
        return draw

    return register


def picture(name):
    """Return the SVG of a picture."""
    light, draw = SCENES[name]
    s = Scene(name, light)
    draw(s)
    return s.svg()


# ---- Water


@scene("overcast", "banjir-rob-mayangan-surut")
def flood_goes_down(s):
    s.sky(clouds=9, horizon=330)
    s.ridge(345, 20, mix(s.far, "#4c5c62", 0.5), blur=2)
    for step, wall in enumerate(("#b9cbbf", "#d8c6a2", "#c3a9a0", "#a7bac4")):
        s.house(20 + step * 330, 560, 250, 170, wall)
        s.rect(20 + step * 330, 505, 250, 55, "#3a3227", more='opacity=".45"')
    s.water(556, "#7d7362", glints=70)
    for x in (130, 480, 820, 1130):
        s.rect(x - 90, 560, 180, 110, "#e8ddc2", more='opacity=".13" filter="url(#blur6)"')
    s.boat(1010, 690, 330, "#2f7f9d", mast=False)
    s.person(330, 770, 330, shirt="#c8553d", pose="bend", head="hair")
    s.line(395, 640, 470, 800, "#8a6642", 9)
    s.poly([(455, 790), (520, 780), (530, 830), (462, 835)], "#5c646b")
    s.person(600, 740, 290, shirt="#7d5ba6", head="veil", pose="carry", skirt=True)
    s.rect(540, 420, 120, 46, "#d9b98a", 10)


@scene("dusk", "ambulans-laut-gili-ketapang")
def ambulance_boat(s):
    s.sky(sun=(860, 420), horizon=440)
    s.ridge(446, 26, "#4a3558", 4)
    s.water(446, "#6b4a72", sun_x=860, glints=160)
    s.boat(560, 660, 760, "#f3efe4", mast=False, stripe="#d62839")
    s.rect(430, 470, 260, 120, "#f7f4ea", 10)
    for x in (450, 520, 590):
        s.rect(x, 490, 52, 40, "#ffd58a", 5)
    s.rect(646, 488, 14, 50, "#d62839")
    s.rect(628, 506, 50, 14, "#d62839")
    s.glow(560, 520, 180, "#ffb347", 0.4)
    s.person(330, 600, 170, shirt="#2f6690", pose="point", head="cap")
    s.person(770, 590, 150, shirt="#e8e4da", head="veil", pose="hold", skirt=True)
    s.palm(1210, 470, 150, "#2a2336", 0.1)


@scene("morning", "dayung-tradisional-panarukan")
def rowing(s):
    s.sky(sun=(250, 120), clouds=5, horizon=300)
    s.ridge(312, 40, mix(s.far, "#4f7d6a", 0.5), 4)
    s.water(316, "#2e86a0", sun_x=300, glints=130)
    for step, (y, colour) in enumerate(((420, "#e0a458"), (540, "#3a7d44"), (690, "#c8553d"))):
        w = 520 + step * 190
        x = 380 + step * 190
        s.boat(x, y, w, colour, mast=False, outrigger=False)
        for seat in range(6):
            at = x - w * 0.34 + seat * w * 0.125
            s.person(
                at, y + w * 0.005, w * 0.2, shirt=colour if step != 1 else "#f2efe4", pose="hold", head="hair"
            )
            s.line(at + w * 0.03, y - w * 0.08, at - w * 0.05, y + w * 0.1, "#7a5b3c", 4 + step * 1.5)
    s.waves(770, 2)


@scene("golden", "perahu-baca-panarukan")
def book_boat(s):
    s.sky(sun=(1020, 250), clouds=3, horizon=360)
    s.ridge(372, 34, "#b98d63", 3, blur=1)
    s.water(376, "#5f8f8f", bottom=640, sun_x=1000)
    s.boat(860, 560, 620, "#3f6f8f", mast=True)
    s.rect(690, 420, 300, 20, "#7a5638")
    for step in range(17):
        s.rect(
            700 + step * 17,
            420 - 40 - s.rng.uniform(0, 18),
            14,
            56,
            s.rng.choice(["#c8553d", "#2f6690", "#e9d8a6", "#3a7d44", "#7d5ba6"]),
        )
    s.poly([(0, 640), (560, 600), (640, 650), (WIDTH, 700), (WIDTH, HEIGHT), (0, HEIGHT)], "#8c6a49")
    for step in range(9):
        s.line(0, 660 + step * 24, WIDTH, 700 + step * 26, "#5d432d", 3, 'opacity=".5"')
    for x, y, h, colour in (
        (150, 770, 230, "#e0a458"),
        (290, 800, 250, "#b23a48"),
        (420, 760, 215, "#4f6d7a"),
    ):
        s.person(x, y, h, shirt=colour, pose="hold", head=s.rng.choice(["hair", "veil"]))
        s.poly(
            [(x + 18, y - h * 0.6), (x + 62, y - h * 0.64), (x + 66, y - h * 0.5), (x + 22, y - h * 0.46)],
            "#fbf4e2",
        )


@scene("golden", "nelayan-muncar-jaring-ramah")
def nets(s):
    s.sky(sun=(300, 300), horizon=380)
    s.water(384, "#8f7a63", bottom=560, sun_x=300)
    for x, c in ((720, "#2f7f9d"), (1010, "#b23a48")):
        s.boat(x, 520, 280, c)
    s.ground(556, "#b08e60")
    for sweep in range(26):
        y = 640 + sweep * 8
        s.path(
            f"M-20 {y}Q320 {y - 170 + sweep * 3} 760 {y - 20}T1300 {y - 60}",
            stroke="#1f5f5b",
            width=1.6,
            more='opacity=".75"',
        )
    for sweep in range(40):
        x = sweep * 34 - 30
        s.path(f"M{x} 860Q{x + 30} 700 {x + 70} 600", stroke="#1f5f5b", width=1.4, more='opacity=".6"')
    s.person(420, 800, 400, shirt="#d98e04", pose="hold", head="straw")
    s.person(860, 770, 350, shirt="#4f6d7a", pose="bend", head="cap", facing=-1)
    for step in range(9):
        s.oval(120 + step * 130, 700 + math.sin(step) * 30, 13, 10, s.ball("#e0a458"))


@scene("morning", "lelang-ikan-puger-digital")
def price_board(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#20303a", 1), (0.5, "#3f5965", 1), (1, "#2a3338", 1)))
    for step in range(7):
        s.poly(
            [
                (step * 220 - 120, 0),
                (step * 220 - 60, 0),
                (640 + (step - 3) * 90, 330),
                (640 + (step - 3) * 84, 330),
            ],
            "#16222a",
            'opacity=".8"',
        )
    s.rect(430, 330, 430, 170, s.gradient((0, "#cfe6ee", 1), (1, "#e9dfc6", 1)))
    for x in (500, 640, 780):
        s.boat(x, 486, 120, s.rng.choice(["#b23a48", "#2f7f9d", "#e0a458"]))
    s.rect(250, 70, 780, 230, "#0b1114", 12)
    s.rect(262, 82, 756, 206, "#101b1f", 8)
    for row, (fish, price) in enumerate((("TONGKOL", "24.500"), ("LAYANG", "18.000"), ("LEMURU", "11.250"))):
        y = 140 + row * 60
        style = 'font-family="monospace" font-weight="700" font-size="46"'
        s.add(
            f'<text x="290" y="{y}" fill="#ffb347" {style}>{fish}</text><text x="810" y="{y}" fill="#7dffa8" {style}>{price}</text>'
        )
    s.glow(640, 190, 430, "#ffb347", 0.25)
    s.ground(500, "#56646a")
    for x, y, w in ((170, 720, 260), (470, 790, 280), (1040, 760, 300)):
        s.rect(x, y - 80, w, 90, s.gradient((0, "#3f7fb0", 1), (1, "#235274", 1)), 8)
        for _ in range(22):
            fx, fy = x + s.rng.uniform(10, w - 40), y - 84 - s.rng.uniform(0, 22)
            s.oval(
                fx,
                fy,
                34,
                10,
                s.gradient((0, "#dfe8ee", 1), (1, "#53697a", 1)),
                f'transform="rotate({s.rng.uniform(-30, 30):.0f} {fx:.0f} {fy:.0f})"',
            )
    s.person(380, 720, 330, shirt="#e0a458", pose="point", head="cap")
    s.person(820, 700, 310, shirt="#b23a48", pose="hips", head="veil", skirt=True)
    s.person(930, 730, 340, shirt="#3a7d44", pose="stand", head="hair")


@scene("hazy", "lelang-ikan-puger-digital-2")
def boats_in_line(s):
    s.sky(sun=(1000, 160), horizon=290)
    s.ridge(300, 26, "#9fae9f", 3, blur=2)
    s.water(300, "#6c9aa2")
    for step, colour in enumerate(("#c8553d", "#2f6690", "#e0a458", "#3a7d44", "#7d5ba6")):
        s.boat(1180 - step * 250, 400 + step * 95, 260 + step * 90, colour)


@scene("noon", "lelang-ikan-puger-digital-3")
def calm_sea(s):
    s.sky(clouds=7, horizon=420)
    s.water(420, "#1f7a9c", glints=200)
    s.sail(420, 560, 230, "#f3d9a4")
    s.sail(900, 510, 130, "#e7b28c")
    s.waves(640, 4)


@scene("morning", "lelang-ikan-puger-digital-4")
def fish_on_ice(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#dbe7ea", 1), (1, "#8fa8b2", 1)))
    for _ in range(420):
        x, y, r = s.rng.uniform(0, WIDTH), s.rng.uniform(0, HEIGHT), s.rng.uniform(8, 30)
        s.poly(
            [(x, y - r), (x + r, y), (x + r * 0.3, y + r), (x - r, y + r * 0.2)],
            s.rng.choice(["#ffffff", "#cfe0e6", "#a9c3cc"]),
            'opacity=".55"',
        )
    for row in range(5):
        for step in range(4):
            x, y = 190 + step * 310 + (row % 2) * 120, 130 + row * 155
            back = s.rng.choice(["#3e5a74", "#4f6d7a", "#2f4d63"])
            s.add(f'<g transform="rotate({s.rng.uniform(-16, 16):.0f} {x} {y})">')
            s.shade(x, y + 26, 150, 16, 0.35)
            s.path(
                f"M{x - 150} {y}Q{x - 60} {y - 62} {x + 90} {y - 12}L{x + 150} {y - 44}L{x + 136} {y}L{x + 150} {y + 44}L{x + 90} {y + 10}Q{x - 60} {y + 58} {x - 150} {y}Z",
                s.gradient((0, back, 1), (0.5, mix(back, "#e9f1f3", 0.6), 1), (1, "#f2f5f3", 1)),
            )
            s.oval(x - 112, y - 8, 9, 9, "#f5f1dc")
            s.oval(x - 112, y - 8, 5, 5, "#10141a")
            s.path(f"M{x - 84} {y - 34}Q{x - 70} {y} {x - 86} {y + 30}", stroke=dark(back), width=3)
            s.add("</g>")


@scene("night", "lelang-ikan-puger-digital-5")
def night_auction(s):
    s.sky(horizon=340)
    s.water(340, "#152a48", bottom=560)
    for step in range(9):
        s.lamp(60 + step * 150, 520, 190)
        s.rect(60 + step * 150 + 14, 560, 10, 90, "#ffd58a", more='opacity=".25" filter="url(#blur6)"')
    for x in (300, 690, 1060):
        s.boat(x, 470, 260, "#2f6690")
    s.ground(540, "#3d3a3a")
    s.crowd(760, 9, 240, heads=("cap", "hair", "veil"))
    s.bokeh(18, top=200, bottom=520)


@scene("dawn", "perahu-mogok-muncar-diselamatkan")
def rescue(s):
    s.sky(sun=(640, 330), clouds=4, horizon=390, size=46)
    s.water(390, "#3e5576", sun_x=640, glints=180)
    s.boat(900, 520, 420, "#b23a48")
    s.person(800, 500, 120, pose="up", head="cap")
    s.line(700, 500, 470, 640, "#e9dfc6", 3)
    s.boat(330, 680, 380, "#3f6f8f", mast=False)
    for x, pose in ((240, "hold"), (310, "wave"), (370, "hips"), (430, "hold")):
        s.person(x, 670, 150, pose=pose, head=s.rng.choice(["cap", "hair", "straw"]))
    s.waves(730, 3)


@scene("noon", "pantai-pasirian-papan-arus")
def beach_sign(s):
    s.sky(clouds=5, horizon=330)
    s.ridge(342, 70, "#7fa08a", 2, blur=1)
    s.water(336, "#2a8ca8", bottom=560)
    s.waves(380, 5)
    s.rect(0, 545, WIDTH, HEIGHT, s.gradient((0, "#6d6257", 1), (1, "#3f3a36", 1)))
    s.path("M0 560Q320 530 640 560T1280 545", stroke="#ffffff", width=10, more='opacity=".8"')
    s.rect(388, 470, 16, 330, "#7a5a3c")
    s.rect(676, 470, 16, 330, "#7a5a3c")
    s.rect(340, 320, 400, 210, s.gradient((0, "#f7c531", 1), (1, "#d99a12", 1)), 10)
    s.rect(354, 334, 372, 182, "none", 6, 'stroke="#1c1c1c" stroke-width="7"')
    s.path("M400 470q35 -34 70 0t70 0t70 0t70 0", stroke="#1c1c1c", width=12)
    s.path("M540 440V360M540 356l-30 34M540 356l30 34", stroke="#b3202c", width=15)
    s.person(900, 790, 340, shirt="#e8e4da", pose="point", head="cap", facing=-1)
    s.person(1030, 800, 220, shirt="#e0a458", pose="stand")
    s.person(1120, 810, 200, shirt="#c8553d", pose="hold")


@scene("noon", "voli-pantai-gending-nelayan-juara")
def beach_volleyball(s):
    s.sky(sun=(180, 110), clouds=3, horizon=300)
    s.water(300, "#2f90a8", bottom=420)
    s.waves(320, 3)
    s.rect(0, 415, WIDTH, HEIGHT, s.gradient((0, "#ead9ae", 1), (1, "#c9a66b", 1)))
    s.crowd(470, 14, 120, blur=2)
    s.rect(636, 250, 9, 470, "#5b3f29")
    s.rect(1236, 220, 9, 520, "#5b3f29")
    for step in range(22):
        s.line(640, 262 + step * 8, 1240, 236 + step * 9.5, "#f8f4e8", 1.4, 'opacity=".8"')
    for step in range(40):
        s.line(
            640 + step * 15,
            262 - step * 0.65,
            640 + step * 15,
            430 + step * 0.4,
            "#f8f4e8",
            1.2,
            'opacity=".7"',
        )
    s.person(470, 640, 420, shirt="#d98e04", trousers="#1f2b2e", pose="up")
    s.person(260, 770, 380, shirt="#d98e04", trousers="#1f2b2e", pose="bend")
    s.person(860, 660, 390, shirt="#2f6690", trousers="#efe9da", pose="up", facing=-1)
    s.oval(590, 180, 40, 40, s.ball("#f4efe0"))
    s.path("M552 172Q590 196 628 170M560 206Q590 170 606 143", stroke="#2f6690", width=5)
    s.grass(HEIGHT, "#a5894f", 30, 14)


@scene("overcast", "isu-buaya-sungai-pasirian")
def wide_river(s):
    s.sky(clouds=4, horizon=240)
    s.hills(260, "#4d6b45", 3, 50)
    s.path(
        f"M480 330Q640 420 430 560T520 {HEIGHT}H1180Q1010 640 880 560T600 330Z",
        s.gradient((0, "#aab5a6", 1), (1, "#5d6b56", 1)),
    )
    for _ in range(60):
        s.oval(
            s.rng.uniform(500, 980),
            s.rng.uniform(400, 830),
            s.rng.uniform(10, 50),
            2.5,
            "#e3ead9",
            'opacity=".4"',
        )
    for x, y, c in ((120, 520, 190), (250, 600, 220), (1050, 480, 220), (1190, 620, 260)):
        s.leafy(x, y, c)
    for _ in range(22):
        x, y = s.rng.uniform(300, 480), s.rng.uniform(640, 830)
        s.oval(x, y, s.rng.uniform(18, 46), s.rng.uniform(12, 26), s.ball("#7b7d78", 0.3))
    s.person(390, 700, 240, shirt="#4f6d7a", pose="point", head="straw")
    s.line(468, 530, 690, 470, "#3a2d20", 3)
    s.line(690, 470, 700, 640, "#ffffff", 1, 'opacity=".6"')


@scene("storm", "tanggul-sungai-kedung-retak")
def sandbags(s):
    s.sky(clouds=8, horizon=260)
    s.ridge(280, 30, "#4f5c52", 4, blur=2)
    s.water(290, "#8a6f4e", bottom=520, glints=60)
    s.bamboo(140, 330, 230)
    s.bamboo(1130, 330, 260)
    s.poly(
        [(0, 500), (WIDTH, 430), (WIDTH, HEIGHT), (0, HEIGHT)],
        s.gradient((0, "#6d7447", 1), (1, "#3d3a26", 1)),
    )
    s.path("M520 470l20 60l-34 50l40 70l-22 60l30 80", stroke="#1b1710", width=9)
    for row in range(5):
        for step in range(11 - row):
            x, y = 640 + step * 62 + row * 26, 800 - row * 38
            s.path(
                f"M{x - 34} {y}q-6 -40 14 -42h40q20 4 14 42q-30 10 -68 0Z",
                s.gradient((0, "#d9c7a1", 1), (1, "#8f7a55", 1)),
            )
            s.line(x - 20, y - 36, x + 26, y - 36, "#7a6743", 2)
    s.person(310, 770, 360, shirt="#e0a458", pose="carry", head="helmet")
    s.path("M238 420q70 -30 144 0q8 40 -10 46q-60 12 -124 0q-16 -8 -10 -46Z", "#cdb98f")
    s.person(520, 790, 310, shirt="#2f6690", pose="bend", head="hair")
    s.person(1010, 620, 250, shirt="#c8553d", pose="hold", head="hair", facing=-1)
    s.rain(180)


# ---- Fields, salt, coffee


@scene("hazy", "harga-bawang-merah-leces")
def shallots(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#5d4630", 1), (1, "#2e2118", 1)))
    for row in range(4):
        y = 90 + row * 190
        s.rect(0, y - 30, WIDTH, 16, "#8a6a45")
        for step in range(15):
            x = 40 + step * 88 + (row % 2) * 40
            for _ in range(5):
                s.path(
                    f"M{x} {y - 26}q{s.rng.uniform(-30, 30):.0f} 30 {s.rng.uniform(-26, 26):.0f} 62",
                    stroke=s.rng.choice(["#b7a06a", "#8f8a4e", "#d3be85"]),
                    width=6,
                )
            for _ in range(9):
                s.oval(
                    x + s.rng.uniform(-36, 36),
                    y + s.rng.uniform(30, 104),
                    19,
                    23,
                    s.ball(s.rng.choice(["#a8325a", "#8c2b4c", "#c14d74"])),
                )
    s.begin(2, 0.9)
    s.glow(1150, 60, 700, "#fff0c2", 0.6)
    s.end()
    s.person(990, HEIGHT + 90, 640, shirt="#4f6d7a", pose="up", head="straw")


@scene("night", "bawang-gending-gudang-dingin")
def cold_store(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#1a2b3c", 1), (1, "#0d141c", 1)))
    s.poly([(0, 700), (480, 560), (800, 560), (WIDTH, 700), (WIDTH, HEIGHT), (0, HEIGHT)], "#3a4a57")
    for side in (0, 1):
        for row in range(4):
            for step in range(5):
                x = 20 + step * 92 if not side else WIDTH - 112 - step * 92
                w, y = 88 - step * 9, 250 + row * 118 - step * 6
                s.rect(x, y, w, 100 - step * 9, s.gradient((0, "#b0443f", 1), (1, "#5e2230", 1)), 4)
                for line in range(5):
                    s.line(
                        x + 4, y + 10 + line * 17, x + w - 4, y + 10 + line * 17, "#e8b7a6", 2, 'opacity=".4"'
                    )
    s.rect(520, 190, 240, 380, s.gradient((0, "#dfeef5", 1), (1, "#9fc0d0", 1)))
    s.glow(640, 330, 520, "#cfeaff", 0.7)
    s.light = "#cfeaff"
    s.is_night = False
    s.person(640, 700, 330, shirt="#2f6690", head="cap", pose="hold")
    s.mist(560, 260, 0.5, "#cfe6f2")


@scene("noon", "panen-mangga-paiton-mundur")
def mangoes(s):
    s.sky(clouds=4, horizon=560)
    s.begin(10)
    for x in range(0, WIDTH, 170):
        s.leafy(x, 760, 300, "#4c7a3b")
    s.end()
    s.ground(770, "#6b7b3d")
    s.path("M-20 140Q420 70 760 190T1300 150", stroke="#4f3a27", width=40)
    for _ in range(110):
        x, y = s.rng.uniform(-20, WIDTH), s.rng.uniform(-20, 260)
        a = s.rng.uniform(30, 150)
        s.oval(
            x,
            y,
            66,
            15,
            s.rng.choice(["#2f5d2c", "#47803a", "#6ba048", "#25491f"]),
            f'transform="rotate({a:.0f} {x:.0f} {y:.0f})"',
        )
    for x, y, r in (
        (250, 420, 78),
        (390, 480, 70),
        (620, 400, 84),
        (880, 450, 76),
        (1010, 390, 66),
        (760, 560, 72),
    ):
        s.path(f"M{x} {y - r * 1.3}Q{x + 10} {y - r * 2.2} {x - 10} {y - r * 3.2}", stroke="#5b6b34", width=6)
        s.oval(
            x,
            y,
            r * 0.82,
            r * 1.12,
            s.ball(s.rng.choice(["#c3b13b", "#8ea63c", "#e0a13a"])),
            f'transform="rotate(14 {x} {y})"',
        )
        s.oval(x - r * 0.2, y - r * 0.3, r * 0.5, r * 0.6, "#d96a3a", 'opacity=".3" filter="url(#blur10)"')


@scene("golden", "kopi-ijen-petik-merah")
def cherries(s):
    s.sky(sun=(1060, 130), horizon=600)
    s.begin(14)
    s.hills(380, "#5f7a3e", 3, 90)
    s.end()
    for branch in range(4):
        y = 190 + branch * 190
        s.path(f"M-30 {y + 60}Q420 {y - 60} 1310 {y + 20}", stroke="#5a4128", width=15)
        for step in range(9):
            x = 30 + step * 150 + (branch % 2) * 70
            at = y + 60 - 190 * (x / WIDTH) * (1 - x / WIDTH) * 1.6 - 20 * x / WIDTH
            for side in (-1, 1):
                s.path(
                    f"M{x} {at}q{side * 40} {-50} {side * 110} {-30 * side}q{-30 * side} {54} {-110 * side} {30 * side}Z",
                    s.rng.choice(["#2f6b33", "#3f8a3d", "#1f4d28"]),
                )
            for _ in range(8):
                s.oval(
                    x + s.rng.uniform(-36, 36),
                    at + s.rng.uniform(-14, 34),
                    20,
                    21,
                    s.ball(s.rng.choice(["#c1272d", "#a81c2b", "#d9482f", "#7c9a3a"]), 0.7),
                )
    s.person(1030, HEIGHT + 150, 700, shirt="#c8553d", head="straw", pose="point", facing=-1)


@scene("fog", "kopi-ijen-petik-merah-2")
def coffee_rows(s):
    s.sky(horizon=260)
    s.hills(230, "#7c9a80", 3, 70)
    for row in range(8):
        y = 360 + row * row * 9
        s.begin(max(0, 3 - row) and 3)
        for step in range(18 - row):
            s.oval(
                step * (74 + row * 9) + (row % 2) * 40,
                y,
                44 + row * 7,
                26 + row * 5,
                s.ball(mix("#9fb8a0", "#2f6b3a", min(1, row / 5)), 0.25),
            )
        s.end()
    s.person(840, 700, 240, shirt="#c8553d", head="straw", pose="hold")
    s.mist(260, 260)


@scene("morning", "kopi-ijen-fermentasi-koperasi")
def cup_of_coffee(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#7a5233", 1), (1, "#4a2f1c", 1)))
    for step in range(14):
        s.rect(0, step * 62, WIDTH, 60, s.rng.choice(["#6f4a2d", "#7d5636", "#643f26"]))
        s.path(
            f"M0 {step * 62 + 30}Q400 {step * 62 + s.rng.uniform(10, 50):.0f} 1280 {step * 62 + 30}",
            stroke="#3f2817",
            width=2,
            more='opacity=".5"',
        )
    for _ in range(230):
        x, y = s.rng.gauss(930, 210), s.rng.gauss(600, 140)
        a = s.rng.uniform(0, 180)
        s.oval(
            x,
            y,
            25,
            17,
            s.ball(s.rng.choice(["#3a2114", "#4f2e1b", "#2a170d"]), 0.25),
            f'transform="rotate({a:.0f} {x:.0f} {y:.0f})"',
        )
        s.path(
            f"M{x - 17} {y}q17 8 34 0",
            stroke="#1a0d07",
            width=3,
            more=f'transform="rotate({a:.0f} {x:.0f} {y:.0f})"',
        )
    s.shade(430, 560, 290, 120, 0.5)
    s.oval(410, 500, 290, 170, s.gradient((0, "#f7f1e3", 1), (1, "#b9ab92", 1)))
    s.oval(410, 480, 200, 116, "#cfc3ab")
    s.oval(410, 430, 186, 120, s.gradient((0, "#ffffff", 1), (1, "#c9bda6", 1)))
    s.oval(410, 420, 160, 98, s.ball("#3b2013", 0.2))
    s.path("M330 410q60 -46 150 6", stroke="#a8744a", width=8, more='opacity=".6" filter="url(#blur3)"')
    s.path("M590 430q96 -30 84 46q-14 54 -104 42", stroke="#efe7d5", width=24)
    s.begin(10, 0.5)
    for x in (350, 420, 490):
        s.path(f"M{x} 330q-46 -70 8 -140t-6 -150", stroke="#fffaf0", width=22)
    s.end()
    s.glow(120, 60, 700, "#fff2cf", 0.45)


@scene("golden", "museum-kopi-bondowoso-buka")
def roasting_house(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#2c1d14", 1), (1, "#1a110c", 1)))
    for x in (90, 980):
        s.rect(x, 90, 210, 330, "#f5c777")
        for bar in range(4):
            s.rect(x + bar * 52 + 24, 90, 9, 330, "#3a2415")
        s.poly([(x, 420), (x + 210, 420), (x + 420, HEIGHT), (x + 120, HEIGHT)], "#ffcf83", 'opacity=".16"')
    s.poly([(0, 640), (WIDTH, 640), (WIDTH, HEIGHT), (0, HEIGHT)], "#4a3122")
    s.oval(640, 480, 250, 205, s.ball("#5b6166", 0.3))
    s.oval(640, 480, 120, 100, s.gradient((0, "#22262a", 1), (1, "#0e1012", 1)))
    s.glow(640, 640, 230, "#ff7a2f", 0.8)
    for step in range(9):
        a = step / 9 * math.tau
        s.oval(640 + math.cos(a) * 205, 480 + math.sin(a) * 166, 11, 11, "#8f979d")
    s.rect(600, 60, 80, 240, "#42474c")
    s.rect(420, 660, 440, 30, "#2a2d30")
    for x in (140, 1030):
        for step in range(3):
            s.path(
                f"M{x + step * 40 - 40} {790 - step * 20}q-20 -140 60 -150q86 8 66 150q-60 24 -126 0Z",
                s.gradient((0, "#c7a870", 1), (1, "#80623a", 1)),
            )
    s.person(900, 760, 380, shirt="#e8e4da", head="cap", pose="point", facing=-1)


@scene(
    "morning", "siswa-smk-pandaan-sensor-air", "garam-rakyat-panarukan", "garam-asembagus-hujan-salah-musim"
)
def still_water(s):
    {"siswa-smk-pandaan-sensor-air": river_sensor, "garam-rakyat-panarukan": salt_harvest}.get(
        s.name, salt_rain
    )(s)


def river_sensor(s):
    s.sky(clouds=3, horizon=200)
    s.begin(6)
    s.hills(190, "#4f7a4a", 3, 70)
    s.end()
    s.water(330, "#5c8f8a", bottom=HEIGHT)
    s.poly([(0, 620), (500, 700), (620, HEIGHT), (0, HEIGHT)], "#5b6b3a")
    s.grass(700, count=50)
    s.rect(716, 250, 16, 420, "#c9ced1")
    s.rect(640, 250, 170, 120, s.gradient((0, "#f4f4ee", 1), (1, "#b7bcbb", 1)), 10)
    s.rect(664, 270, 86, 50, "#123b2b", 4)
    s.add(
        '<text x="672" y="306" font-family="monospace" font-size="30" font-weight="700" fill="#7dffa8">1,42</text>'
    )
    s.poly([(620, 250), (830, 250), (800, 190), (650, 190)], s.gradient((0, "#27476b", 1), (1, "#122640", 1)))
    for step in range(1, 6):
        s.line(650 + step * 25, 190, 620 + step * 35, 250, "#5f86b0", 2)
    s.path("M724 620q40 -10 70 30", stroke="#22262a", width=5)
    for x, h, c in ((180, 400, "#e9e4d6"), (330, 430, "#e9e4d6")):
        s.person(
            x,
            830,
            h,
            shirt=c,
            trousers="#5f6f7f",
            pose="point" if x > 200 else "hold",
            head="hair" if x > 200 else "veil",
        )


def salt_harvest(s):
    s.sky(sun=(1080, 140), clouds=2, horizon=260)
    s.ridge(270, 22, "#a9b7b0", 3)
    for row in range(6):
        y = 280 + row * row * 17
        h = 40 + row * 30
        for step in range(4):
            s.poly(
                [
                    (step * 330 - 40, y),
                    (step * 330 + 280, y),
                    (step * 330 + 300 - row * 4, y + h),
                    (step * 330 - 70, y + h),
                ],
                s.gradient((0, "#dcebef", 1), (1, "#9fc2cc", 1)),
            )
            s.path(f"M{step * 330 - 70} {y + h}h370", stroke="#6b5a47", width=7 + row)
    for x, y, r in ((160, 560, 70), (330, 650, 90), (980, 620, 84), (1150, 540, 60), (760, 700, 96)):
        s.path(
            f"M{x - r * 1.3} {y}Q{x} {y - r * 1.9} {x + r * 1.3} {y}Q{x} {y + r * 0.28} {x - r * 1.3} {y}Z",
            s.gradient((0, "#ffffff", 1), (1, "#b8c6cc", 1)),
        )
    s.person(560, 800, 400, shirt="#2f6690", pose="hold", head="straw")
    s.line(600, 560, 760, 800, "#7a5b3c", 10)
    s.rect(700, 790, 130, 14, "#7a5b3c")
    s.person(920, 480, 180, shirt="#c8553d", pose="bend", head="straw", facing=-1)


def salt_rain(s):
    s.top, s.low, s.light, s.far = "#4d5a63", "#a8b2b5", "#dfe6e8", "#7c888d"
    s.sky(clouds=9, horizon=300)
    s.ridge(310, 20, "#7a8787", 3)
    for row in range(5):
        y = 330 + row * row * 24
        s.rect(0, y, WIDTH, 60 + row * 30, s.gradient((0, "#b7c4c8", 1), (1, "#77868c", 1)))
        s.line(0, y, WIDTH, y, "#56483b", 8 + row * 2)
    for _ in range(70):
        x, y = s.rng.uniform(0, WIDTH), s.rng.uniform(350, HEIGHT)
        s.oval(x, y, 16, 5, "none", 'stroke="#f2f6f7" stroke-width="2" opacity=".7"')
    s.path("M180 690Q300 560 470 690Z", "#e7ecec")
    s.path("M150 700L330 520L520 700Z", "#2d5f8f", more='opacity=".78"')
    s.person(820, 780, 380, shirt="#3f6f8f", pose="hips", head="straw")
    s.rain(420)


@scene("morning", "sekolah-kebun-licin")
def garden_lesson(s):
    s.sky(clouds=4, horizon=300)
    s.volcano(930, 400, 900, 300, "#6d8790", smoke=False)
    s.hills(390, "#5f8a4a", 2, 40)
    s.ground(450, "#6a4f33", "#7d9a4f")
    for row in range(6):
        y = 500 + row * 62
        for step in range(14):
            s.oval(step * 100 + (row % 2) * 50, y, 34 + row * 3, 16 + row * 2, s.ball("#5f9a42", 0.3))
    for x, y, h, pose in (
        (220, 700, 230, "bend"),
        (420, 760, 250, "hold"),
        (640, 690, 225, "bend"),
        (980, 780, 255, "hold"),
    ):
        s.person(x, y, h, shirt="#f4f0e4", trousers="#a62c2b", pose=pose, head=s.rng.choice(["hair", "veil"]))
    s.person(800, 740, 370, shirt="#3a7d44", head="veil", pose="point", skirt=True, facing=-1)


@scene("noon", "aturan-sumur-bor-asembagus")
def well(s):
    s.sky(sun=(980, 100), horizon=360)
    s.hills(370, "#a59a5a", 3, 40)
    s.ground(460, "#a98d54")
    for _ in range(60):
        x, y = s.rng.uniform(0, WIDTH), s.rng.uniform(520, 850)
        s.path(
            f"M{x} {y}l{s.rng.uniform(-50, 50):.0f} {s.rng.uniform(10, 30):.0f}l{s.rng.uniform(-40, 40):.0f} {s.rng.uniform(5, 26):.0f}",
            stroke="#6d552e",
            width=3,
            more='opacity=".6"',
        )
    for leg in (-120, 120):
        s.line(860 + leg, 760, 860, 180, "#55606a", 11)
    for step in range(6):
        s.line(860 - 105 + step * 17, 700 - step * 90, 860 + 105 - step * 17, 700 - step * 90, "#55606a", 5)
    s.line(860, 190, 860, 780, "#c8553d", 10)
    s.rect(800, 730, 120, 60, "#2f6690", 6)
    s.path("M920 750Q1040 720 1120 800", stroke="#7fc3dd", width=16, more='opacity=".8"')
    s.oval(1150, 812, 90, 18, "#8fc3cf", 'opacity=".8"')
    s.oval(290, 700, 160, 46, "#7b6c58")
    s.rect(130, 700, 320, 90, s.gradient((0, "#a39582", 1), (1, "#6a5d4d", 1)))
    s.oval(290, 700, 130, 34, "#17140f")
    s.person(470, 800, 380, shirt="#7d5ba6", head="veil", pose="hold", skirt=True, facing=-1)
    s.rect(370, 640, 60, 66, "#d62839", 8)


@scene("morning", "sapi-grati-vaksin-keliling")
def cattle(s):
    s.sky(clouds=3, horizon=220)
    s.begin(6)
    s.hills(230, "#5f8a4a", 3, 50)
    s.banana(120, 470, 260)
    s.end()
    s.rect(0, 120, WIDTH, 40, "#6a4a31")
    s.poly([(0, 0), (WIDTH, 0), (WIDTH, 120), (0, 150)], "#3f3024")
    s.ground(560, "#7a6241")
    for x in (90, 560, 1030):
        s.rect(x, 120, 24, 560, "#6d4d33")
    cow = "#a8693f"
    s.shade(640, 770, 330, 26)
    for x in (440, 520, 780, 850):
        s.rect(x, 600, 44, 165, dark(cow, 0.3), 12)
    s.path(
        "M380 420Q420 340 640 360Q820 340 900 420Q950 520 880 620Q640 680 420 620Q350 540 380 420Z",
        s.gradient((0, mix(cow, "#fff2cf", 0.3), 1), (1, dark(cow, 0.35), 1)),
    )
    s.path("M400 440Q280 350 220 420Q150 470 170 560Q200 610 270 570Q330 560 420 540Z", s.ball(cow, 0.3))
    s.oval(190, 565, 42, 34, "#e3c3a0")
    s.oval(246, 462, 10, 10, "#17110c")
    s.path("M270 400q-30 -60 20 -80M330 400q20 -64 60 -60", stroke="#efe3c8", width=13)
    s.oval(350, 440, 44, 20, dark(cow, 0.25), 'transform="rotate(24 350 440)"')
    s.rect(60, 600, WIDTH - 200, 20, "#8a6745")
    s.person(1010, 810, 520, shirt="#e8f0ee", head="cap", pose="point", facing=-1)
    s.rect(812, 372, 60, 12, "#e9f3f7")
    s.line(800, 378, 770, 378, "#9aa4aa", 3)


@scene("morning", "susu-segar-senduro-yoghurt")
def yoghurt(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#b9d3c6", 1), (0.6, "#e9efe2", 1), (1, "#c7b894", 1)))
    s.begin(14)
    s.leafy(160, 430, 360)
    s.oval(980, 200, 200, 160, "#dfeee4")
    s.end()
    s.rect(0, 610, WIDTH, HEIGHT, s.gradient((0, "#c49a68", 1), (1, "#7c5733", 1)))
    for step, (flavour, x) in enumerate(
        (("#f4f1e6", 200), ("#e58aa0", 430), ("#f2b75a", 660), ("#8fbf6a", 890), ("#b79ad0", 1100))
    ):
        h = 330 - step % 2 * 50
        s.shade(x + 20, 700, 120, 22)
        s.path(
            f"M{x - 80} {700 - h + 90}Q{x - 78} {700 - h + 40} {x - 44} {700 - h + 30}V{700 - h}H{x + 44}V{700 - h + 30}Q{x + 78} {700 - h + 40} {x + 80} {700 - h + 90}V690Q{x} 712 {x - 80} 690Z",
            s.gradient(
                (0, pale(flavour, 0.6), 1),
                (0.4, flavour, 1),
                (1, dark(flavour, 0.3), 1),
                where='x1="0" x2="1"',
            ),
        )
        s.rect(x - 50, 700 - h - 34, 100, 40, "#2f6690", 8)
        s.rect(x - 66, 700 - h * 0.55, 132, 90, "#fbf7ea", 8)
        s.oval(x, 700 - h * 0.55 + 45, 30, 30, mix(flavour, "#3a7d44", 0.4))
    s.glow(150, 90, 600, "#fffbe8", 0.5)


# ---- Roads, vehicles, offices


@scene("noon", "perbaikan-jalan-poros-gending")
def road_works(s):
    s.sky(clouds=5, horizon=330)
    s.hills(340, "#7f9a5a", 3, 40)
    for x in (80, 210, 1090, 1220):
        s.leafy(x, 440, 150)
    s.poly(
        [(560, 350), (700, 350), (1330, HEIGHT), (-80, HEIGHT)],
        s.gradient((0, "#9aa0a0", 1), (1, "#5f6466", 1)),
    )
    s.poly(
        [(636, 350), (700, 350), (1330, HEIGHT), (640, HEIGHT)],
        s.gradient((0, "#d8d6cc", 1), (1, "#b5b2a6", 1)),
    )
    for step in range(9):
        y = 380 + step * step * 7
        s.line(640, y, 720 + step * 66, y, "#8e8b80", 3)
    s.excavator(880, 600, 250)
    for step, x in enumerate((600, 560, 490, 390, 250)):
        y, k = 440 + step * 85, 24 + step * 17
        s.poly(
            [(x - k * 0.5, y), (x - k * 0.12, y - k * 1.4), (x + k * 0.12, y - k * 1.4), (x + k * 0.5, y)],
            "#e8622a",
        )
        s.rect(x - k * 0.3, y - k * 0.75, k * 0.6, k * 0.25, "#fff6e2")
    s.person(720, 800, 340, shirt="#e8622a", head="helmet", pose="point")
    s.rect(676, 560, 90, 16, "#f2e35a", more='opacity=".9"')
    s.person(1120, 770, 300, shirt="#e8622a", head="helmet", pose="hold", facing=-1)


@scene("hazy", "truk-tebu-terguling-klakah")
def overturned_truck(s):
    s.sky(sun=(240, 130), horizon=300)
    s.hills(310, "#6f8a55", 3, 60)
    s.bamboo(110, 480, 300)
    s.leafy(1170, 460, 300)
    s.path(
        f"M430 330Q820 420 620 600T520 {HEIGHT}H1320Q1160 640 1060 560T520 330Z",
        s.gradient((0, "#8f9593", 1), (1, "#4b4f50", 1)),
    )
    s.path("M478 332Q930 470 800 640T890 850", stroke="#f2efe2", width=9, more='stroke-dasharray="44 36"')
    s.truck(700, 640, 480, "#2f6690", tilt=-27)
    for _ in range(240):
        x, y = s.rng.gauss(520, 150), s.rng.gauss(690, 50)
        a = s.rng.uniform(-40, 40)
        s.line(
            x,
            y,
            x + 80 * math.cos(math.radians(a)),
            y + 60 * math.sin(math.radians(a)),
            s.rng.choice(["#8a9a3f", "#b7ab5c", "#6d7a34", "#a88f55"]),
            8,
        )
    s.person(230, 800, 330, shirt="#e0a458", pose="bend")
    s.person(960, 760, 320, shirt="#5b6e3f", head="cap", pose="wave", facing=-1)
    s.person(1100, 720, 250, shirt="#b23a48", pose="hips")


@scene("night", "listrik-padam-mayangan-semalam")
def power_cut(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#0b0d16", 1), (1, "#1c130c", 1)))
    s.rect(0, 610, WIDTH, HEIGHT, "#2a1c12")
    for x, h in ((380, 190), (900, 150)):
        s.rect(x - 30, 610 - h, 60, h, s.gradient((0, "#fff2d8", 1), (1, "#b98f58", 1)), 8)
        s.glow(x, 610 - h - 40, 420, "#ff9a3d", 0.9)
        s.path(
            f"M{x} {610 - h - 92}Q{x + 26} {610 - h - 30} {x} {610 - h - 12}Q{x - 26} {610 - h - 30} {x} {610 - h - 92}Z",
            "#fff0b8",
        )
    s.light, s.is_night = "#ffb060", False
    s.person(640, 840, 520, shirt="#5b3d33", head="veil", pose="hold", skin="#a5714c")
    s.person(1110, 850, 470, shirt="#3a3328", head="hair", pose="hold", facing=-1)
    for step in range(9):
        fx = 120 + step * 62
        s.oval(
            fx,
            700 + (step % 3) * 26,
            40,
            12,
            s.gradient((0, "#d0a878", 1), (1, "#5a4028", 1)),
            f'transform="rotate({step * 9 - 30} {fx} 710)"',
        )


@scene("night", "kebakaran-gudang-sabut-genteng")
def fire(s):
    s.sky(horizon=500)
    s.glow(640, 420, 800, "#ff5a1f", 0.85)
    s.begin(24, 0.9)
    for step in range(26):
        s.oval(
            560 + step * 22 + s.rng.uniform(-60, 60),
            330 - step * 17,
            90 + step * 5,
            70 + step * 3,
            s.rng.choice(["#2a1a18", "#4a2a20", "#17121a"]),
        )
    s.end()
    s.poly([(210, 620), (210, 400), (640, 250), (1080, 400), (1080, 620)], "#1a1210")
    for x in range(240, 1060, 120):
        s.rect(x, 440, 80, 180, "#ff8a2a")
        s.glow(x + 40, 520, 130, "#ffd24a", 0.8)
    for _ in range(46):
        x, h = s.rng.uniform(220, 1060), s.rng.uniform(60, 250)
        y = 300 + abs(x - 640) * 0.34
        s.path(
            f"M{x - h * 0.2} {y}Q{x - h * 0.28} {y - h * 0.5} {x + s.rng.uniform(-20, 30):.0f} {y - h}Q{x + h * 0.3} {y - h * 0.4} {x + h * 0.2} {y}Z",
            s.rng.choice(["#ff6a1f", "#ffb02e", "#ffe08a", "#e23b12"]),
            more='opacity=".8"',
        )
    s.ground(620, "#2b1d16", "#5a2c14")
    s.path("M150 720Q400 420 620 400", stroke="#cfe6f2", width=16, more='opacity=".75" filter="url(#blur3)"')
    for x, h in ((110, 330), (210, 350)):
        s.person(x, 840, h, shirt="#e0a017", trousers="#3a3320", head="helmet", pose="point")
    s.crowd(800, 6, 200, left=800, heads=("hair", "cap"))
    for _ in range(90):
        s.oval(s.rng.uniform(100, 1200), s.rng.uniform(20, 600), 2.4, 2.4, "#ffcf6a", 'opacity=".8"')


@scene("overcast", "anak-terpisah-pasar-kraksaan")
def market_lane(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#c9c1ac", 1), (1, "#6e5b47", 1)))
    s.glow(640, 250, 420, "#fff6dc", 0.9)
    for step in range(5):
        k = 1 + step * 0.75
        for side in (-1, 1):
            x = 640 + side * 95 * k - (0 if side > 0 else 150 * k)
            s.begin(max(0, 3 - step) and 3)
            s.stall(
                x,
                360 + 96 * k,
                150 * k,
                s.rng.choice(["#b23a48", "#2f6690", "#3a7d44", "#e0a458"]),
                s.rng.sample(["#4f8a3d", "#c8553d", "#e0a458", "#7d5ba6", "#d9cf9a"], 2),
            )
            s.end()
    s.person(560, 620, 270, shirt="#7d5ba6", head="veil", pose="hold", skirt=True)
    s.person(700, 780, 390, shirt="#4f6d7a", head="veil", pose="stand", skirt=True)
    s.person(800, 790, 240, shirt="#e0a458", pose="wave", facing=-1)


@scene("morning", "pasar-tanjung-kaliwates-ditata")
def market_front(s):
    s.sky(clouds=3, horizon=260)
    s.begin(3)
    for step in range(6):
        s.rect(
            step * 220 - 20, 150 + step % 3 * 30, 210, 330, s.rng.choice(["#c7b79a", "#b3a58c", "#d4c6a6"])
        )
    s.end()
    s.ground(520, "#8f8577")
    for step, colour in enumerate(("#c8553d", "#2f6690", "#e0a017", "#3a7d44")):
        s.stall(
            20 + step * 318,
            700,
            290,
            colour,
            s.rng.sample(["#d62839", "#4f8a3d", "#e0a458", "#f2c230", "#7d2b4c", "#c97b3a"], 3),
        )
    for x, head in ((150, "veil"), (470, "hair"), (800, "veil"), (1100, "cap")):
        s.person(x, 690, 240, head=head, pose="hold")
    s.person(330, 840, 330, shirt="#b7859a", head="veil", pose="stand", skirt=True)
    s.person(930, 845, 340, shirt="#23395b", pose="hold", facing=-1)


@scene("night", "ruang-pendingin-pasar-muncar")
def cold_room(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#8fb0bf", 1), (1, "#41606f", 1)))
    for step in range(14):
        s.rect(step * 96, 0, 3, 560, "#6f93a3")
    s.rect(420, 90, 440, 480, s.gradient((0, "#dce9ee", 1), (1, "#a5c0cb", 1)), 8)
    s.rect(460, 130, 360, 440, "#10202a")
    s.glow(640, 300, 380, "#bfe9ff", 0.7)
    for row in range(4):
        for step in range(3):
            s.rect(
                480 + step * 112, 200 + row * 90, 104, 78, s.gradient((0, "#4f9bd0", 1), (1, "#27618c", 1)), 6
            )
            for _ in range(4):
                s.oval(500 + step * 112 + s.rng.uniform(0, 66), 206 + row * 90, 26, 8, "#c6d6df")
    s.rect(880, 110, 130, 460, s.gradient((0, "#eef4f6", 1), (1, "#aac1ca", 1)), 6)
    s.rect(900, 330, 22, 80, "#55646b", 8)
    s.ground(570, "#5f7078")
    s.light, s.is_night = "#dff3ff", False
    s.person(300, 800, 430, shirt="#e0a017", pose="carry", head="cap")
    s.rect(214, 320, 176, 90, "#4f9bd0", 6)
    s.person(1090, 810, 410, shirt="#b23a48", pose="hips", head="veil", skirt=True)
    s.mist(480, 260, 0.6, "#e6f5fb")


@scene("night", "retribusi-parkir-kanigaran")
def parking(s):
    s.sky(horizon=420)
    for step in range(7):
        x, h = step * 190 - 20, s.rng.uniform(210, 360)
        s.rect(x, 560 - h, 180, h, s.rng.choice(["#1a2136", "#232a42", "#161c2e"]))
        s.rect(x + 16, 560 - 120, 148, 110, s.rng.choice(["#ffcf83", "#ffb26b", "#bfe0ff"]))
        s.rect(x + 10, 560 - 168, 160, 34, s.rng.choice(["#d62839", "#2f9bd0", "#e0a017", "#3aa06a"]), 4)
        s.glow(x + 90, 540, 150, "#ffcf83", 0.4)
    s.ground(560, "#23262e", "#3d3a40")
    for step in range(6):
        s.motorbike(120 + step * 210, 700, 190, s.rng.choice(["#b23a48", "#2f6690", "#e8e4da", "#22262a"]))
    s.person(690, 830, 400, shirt="#e8622a", head="cap", pose="point")
    s.rect(804, 506, 34, 56, "#bfe9ff", 5)
    s.glow(820, 530, 90, "#bfe9ff", 0.7)
    s.lamp(1160, 820, 430)
    s.bokeh(16, top=240, bottom=520)


@scene("violet", "layanan-adminduk-malam-bangil")
def night_counter(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#e7dcc2", 1), (1, "#b7a684", 1)))
    for step in range(4):
        s.rect(70 + step * 310, 30, 190, 20, "#fffbea", 8)
        s.glow(165 + step * 310, 46, 230, "#fff6d5", 0.8)
    s.rect(880, 110, 300, 250, "#1b2140")
    for step in range(2):
        s.rect(880 + step * 150, 110, 8, 250, "#7a6a4a")
    s.glow(1000, 220, 60, "#ffd58a", 0.9)
    s.oval(760, 160, 56, 56, "#fbf7ea", 'stroke="#5b4636" stroke-width="9"')
    s.path("M760 160V122M760 160l26 14", stroke="#22262a", width=6)
    s.light = "#fff3d6"
    for x, shirt in ((230, "#4f6d7a"), (560, "#7d5ba6")):
        s.person(x, 720, 430, shirt=shirt, head="veil" if x > 300 else "cap", pose="hold")
    s.rect(0, 520, WIDTH, 150, s.gradient((0, "#8a6a47", 1), (1, "#5b422b", 1)))
    s.rect(0, 506, WIDTH, 22, "#b48d60")
    for x in (330, 700):
        s.rect(x, 400, 150, 100, "#22262a", 6)
        s.rect(x + 10, 408, 130, 80, "#7fc3dd", 3)
    s.crowd(880, 7, 330, heads=("hair", "veil", "cap", "bun"))


@scene("morning", "gerai-layanan-desa-tamanan")
def village_hall(s):
    s.sky(clouds=6, horizon=360)
    s.hills(350, "#6f9a5f", 3, 60)
    s.palm(120, 560, 330)
    s.ground(560, "#a58f6a", "#9fb070")
    s.hall(280, 600, 720, 210)
    s.flag(190, 690, 470)
    s.leafy(1180, 600, 290)
    for x, y, h in ((420, 740, 250), (560, 720, 240), (860, 750, 255)):
        s.person(x, y, h, head=s.rng.choice(["cap", "veil", "hair"]), pose="stand")
    s.motorbike(1060, 790, 190, "#2f6690")


@scene("morning", "penataan-pkl-alun-alun-jember")
def square(s):
    s.sky(sun=(1050, 110), clouds=4, horizon=340)
    s.mosque(330, 470, 250)
    s.begin(2)
    for x in (620, 760, 900, 1040, 1180):
        s.leafy(x, 480, 190)
    s.end()
    s.ground(470, "#b7a27a", "#8fa86a")
    for step, colour in enumerate(("#d62839", "#e0a017", "#2f9b6a", "#2f6690", "#7d5ba6", "#e8622a")):
        s.path(f"M{step * 230} 20Q{step * 230 + 110} {110} {step * 230 + 230} 30", stroke="#5b4636", width=2)
        for flag in range(5):
            x = step * 230 + 24 + flag * 44
            s.poly(
                [(x, 58 + flag % 3 * 12), (x + 30, 58 + flag % 3 * 12), (x + 15, 108 + flag % 3 * 12)], colour
            )
    for step, colour in enumerate(("#e8622a", "#2f6690", "#3a7d44")):
        s.stall(60 + step * 430, 700, 300, colour, ["#e0a458", "#c97b3a", "#f2c230"])
    s.crowd(830, 11, 260)


@scene("fog", "lelang-jalan-senduro-diulang")
def mountain_road(s):
    s.sky(horizon=260)
    s.hills(230, "#6b8a72", 4, 80)
    s.path(
        f"M610 300Q760 380 560 470Q300 590 700 680Q880 740 760 {HEIGHT}H1100Q1120 690 800 610Q560 540 720 450Q860 370 650 300Z",
        s.gradient((0, "#aeb4b2", 1), (1, "#666b6c", 1)),
    )
    for _ in range(40):
        x, y = s.rng.uniform(480, 980), s.rng.uniform(520, 840)
        s.oval(x, y, s.rng.uniform(10, 46), s.rng.uniform(3, 9), "#4a4c4c", 'opacity=".5"')
    for x, y, size in ((110, 640, 330), (300, 540, 220), (1060, 560, 260), (1220, 720, 380)):
        s.poly([(x, y - size), (x - size * 0.2, y), (x + size * 0.2, y)], "#33503f")
        s.poly(
            [(x, y - size * 0.8), (x - size * 0.28, y - size * 0.1), (x + size * 0.28, y - size * 0.1)],
            "#2b4636",
        )
    s.mist(220, 330, 0.9)


@scene("dawn", "balap-sepeda-tanjakan-senduro")
def cyclists(s):
    s.sky(sun=(980, 300), horizon=380)
    s.hills(360, "#4c6a5a", 4, 80)
    s.poly(
        [(0, 700), (WIDTH, 470), (WIDTH, HEIGHT), (0, HEIGHT)],
        s.gradient((0, "#6a6f74", 1), (1, "#393d42", 1)),
    )
    s.line(0, 800, WIDTH, 600, "#f2efe2", 9, 'stroke-dasharray="70 50"')
    for x, k, colour in (
        (1050, 0.6, "#3a7d44"),
        (800, 0.75, "#e0a017"),
        (560, 0.95, "#d62839"),
        (230, 1.25, "#2f6690"),
    ):
        y = 740 - x * 0.18
        s.add(f'<g transform="translate({x} {y}) rotate(-10) scale({k})">')
        for at in (-85, 85):
            s.oval(at, -58, 58, 58, "none", 'stroke="#14161a" stroke-width="8"')
            for spoke in range(6):
                a = spoke / 6 * math.pi
                s.line(
                    at - 52 * math.cos(a),
                    -58 - 52 * math.sin(a),
                    at + 52 * math.cos(a),
                    -58 + 52 * math.sin(a),
                    "#9aa0a6",
                    1.2,
                )
        s.path(
            "M-85 -58L-30 -140L62 -150L0 -58ZM-30 -140L0 -58L-85 -58M62 -150L85 -58M62 -150l30 -14",
            stroke=colour,
            width=9,
        )
        s.path("M-30 -150Q-10 -90 6 -44M-34 -150Q20 -150 34 -86", stroke="#22262a", width=24)
        s.path("M-38 -156Q0 -246 60 -236L84 -176", stroke=colour, width=40)
        s.oval(84, -262, 27, 30, "#a5714c")
        s.path("M52 -262Q80 -320 118 -270Z", "#f4f1e6")
        s.add("</g>")


# ---- School, health, sport


@scene("morning", "ruang-kelas-tongas-diperbaiki")
def broken_roof(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#d9cfb2", 1), (1, "#a8946b", 1)))
    s.poly([(0, 0), (WIDTH, 0), (WIDTH, 190), (0, 190)], "#6b4d36")
    for step in range(10):
        s.rect(step * 140, 0, 18, 190, "#4a3323")
    s.poly([(540, 0), (850, 0), (810, 190), (600, 190)], s.gradient((0, "#9fd0ee", 1), (1, "#dff0f6", 1)))
    s.line(560, 0, 640, 190, "#4a3323", 16)
    s.line(780, 0, 720, 170, "#4a3323", 14)
    s.poly([(560, 190), (830, 190), (1080, HEIGHT), (420, HEIGHT)], "#fff6d5", 'opacity=".3"')
    s.rect(170, 230, 560, 230, "#1f3a33", 6, 'stroke="#8a6745" stroke-width="14"')
    s.path("M220 300h220M220 350h300M220 400h160", stroke="#e9efe6", width=6, more='opacity=".7"')
    s.ground(600, "#b19a72")
    for row in range(2):
        for step in range(5):
            x, y = 90 + step * 260 + row * 70, 720 + row * 110
            s.person(
                x + 60,
                y + 20,
                250,
                shirt="#f7f3e6",
                trousers="#a62c2b",
                pose="hold",
                head=s.rng.choice(["hair", "veil"]),
            )
            s.rect(x - 30, y - 60, 190, 18, "#9a6f45", 4)
            s.rect(x - 20, y - 44, 12, 90, "#7a5636")
            s.rect(x + 140, y - 44, 12, 90, "#7a5636")
    s.person(880, 690, 330, shirt="#8a7a4a", head="veil", pose="point", skirt=True, facing=-1)


@scene("morning", "lemari-seragam-kota-pasuruan")
def uniforms(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#e4d3b0", 1), (1, "#b49566", 1)))
    s.rect(90, 60, 860, 740, s.gradient((0, "#8a5f3b", 1), (1, "#5d3c22", 1)), 8)
    s.rect(120, 90, 800, 680, "#2d1e14")
    s.rect(130, 160, 780, 12, "#c9ced1")
    for step in range(12):
        x, colour = 150 + step * 63, s.rng.choice(["#fbf8ee", "#fbf8ee", "#d6e4f2", "#8a6a47"])
        s.path(
            f"M{x + 30} 166v22l-34 30v40h12v170h58v-170h12v-40l-34 -30Z",
            s.gradient((0, colour, 1), (1, dark(colour, 0.25), 1)),
        )
        s.rect(x + 6, 430, 54, 90, s.rng.choice(["#a62c2b", "#23395b", "#7d8a97"]))
    for step in range(6):
        s.rect(150 + step * 128, 660, 110, 36, s.rng.choice(["#fbf8ee", "#a62c2b", "#23395b"]), 6)
        s.rect(154 + step * 128, 700, 104, 36, s.rng.choice(["#fbf8ee", "#d6e4f2", "#23395b"]), 6)
    s.person(1060, 840, 560, shirt="#5d7f6b", head="veil", pose="point", skirt=True, facing=-1)
    s.person(1190, 850, 330, shirt="#fbf8ee", trousers="#a62c2b", head="hair", pose="hold")


@scene("golden", "beasiswa-santri-ambulu")
def boarding_school(s):
    s.sky(sun=(200, 200), clouds=3, horizon=420)
    s.mosque(880, 560, 360, "#2f8f6a")
    s.school(60, 560, 480, 170)
    s.ground(560, "#b08c58")
    for step, colour in enumerate(("#3f8fd0", "#e0a017", "#3a7d44")):
        s.rect(150 + step * 130, 690, 100, 130, s.gradient((0, colour, 1), (1, dark(colour, 0.4), 1)), 8)
        for _ in range(7):
            s.oval(
                165 + step * 130 + s.rng.uniform(0, 70),
                690 - s.rng.uniform(0, 26),
                20,
                12,
                s.rng.choice(["#dfeef5", "#b9d8e6", "#e9e4d6", "#c9b48a"]),
            )
    for x, pose in ((600, "hold"), (730, "carry"), (1020, "walk")):
        s.person(x, 810, 330, shirt="#f4f1e6", trousers="#3a4a3a", head="cap", pose=pose, skirt=True)
    s.rect(660, 450, 140, 80, "#e9e4d6", 20)


@scene("golden", "perpustakaan-keliling-puger")
def book_van(s):
    s.sky(sun=(980, 240), horizon=330)
    s.water(330, "#5f8f9a", bottom=440, sun_x=980)
    s.ground(440, "#d0ab6d")
    s.palm(1190, 560, 330, lean=-0.15)
    s.shade(480, 700, 400, 24, 0.4)
    s.rect(120, 370, 620, 290, s.gradient((0, "#f2e6c4", 1), (1, "#c3a468", 1)), 18)
    s.path("M740 430H850Q900 440 920 540V660H740Z", "#e0c589")
    s.path("M756 450H846Q882 460 894 530H756Z", "#33505c")
    s.rect(120, 560, 800, 36, "#2f7f6e")
    s.rect(200, 400, 430, 170, "#3a2a1c")
    for row in range(2):
        for step in range(20):
            s.rect(
                208 + step * 21,
                412 + row * 82 + s.rng.uniform(0, 14),
                17,
                62,
                s.rng.choice(["#c8553d", "#2f6690", "#e9d8a6", "#3a7d44", "#7d5ba6", "#e0a017"]),
            )
    for x in (260, 780):
        s.oval(x, 664, 60, 60, "#17191c")
        s.oval(x, 664, 26, 26, "#9aa0a6")
    for x, y, h in ((330, 800, 250), (480, 830, 270), (640, 790, 235), (1000, 810, 260)):
        s.person(x, y, h, pose="hold", head=s.rng.choice(["hair", "veil"]))
        s.poly(
            [(x + 16, y - h * 0.62), (x + 60, y - h * 0.66), (x + 66, y - h * 0.5), (x + 20, y - h * 0.46)],
            "#fff7e2",
        )


@scene("morning", "guru-keliling-pasirian")
def teacher_on_the_road(s):
    s.sky(sun=(1000, 150), clouds=4, horizon=380)
    s.hills(380, "#6f9a5a", 3, 50)
    for row in range(5):
        s.ridge(470 + row * 36, 10, mix("#a9c46a", "#4f7a3a", row / 5), 3)
    s.poly([(0, 760), (WIDTH, 660), (WIDTH, HEIGHT), (0, HEIGHT)], "#a5835a")
    s.house(880, 690, 280, 170, "#e3d2a8")
    s.banana(830, 700, 170)
    s.motorbike(420, 800, 330, "#22262a")
    s.person(410, 770, 400, shirt="#8a7a4a", head="helmet", pose="point")
    s.path("M300 480q-56 10 -50 90q40 30 90 6q10 -80 -40 -96Z", "#7a3f2b")
    s.person(1000, 790, 230, shirt="#f7f3e6", trousers="#a62c2b", pose="wave", facing=-1)


@scene("morning", "pencak-silat-pelajar-bondowoso-tiga-emas")
def silat(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#39424f", 1), (1, "#20262e", 1)))
    s.crowd(420, 20, 150, heads=("veil", "hair", "cap"), blur=6)
    s.poly(
        [(120, 560), (1160, 560), (WIDTH + 80, HEIGHT), (-80, HEIGHT)],
        s.gradient((0, "#2f7f5a", 1), (1, "#1d5a3f", 1)),
    )
    s.oval(640, 710, 430, 100, "none", 'stroke="#f4f1e6" stroke-width="8" opacity=".8"')
    s.glow(640, 60, 620, "#fff6dc", 0.5)
    s.light = "#fff3d6"
    s.person(430, 760, 460, shirt="#17181b", trousers="#17181b", pose="kick", facing=1)
    s.rect(376, 536, 110, 22, "#d62839")
    s.person(840, 770, 440, shirt="#17181b", trousers="#17181b", pose="up", facing=-1)
    s.rect(788, 556, 106, 22, "#2f6690")


@scene("overcast", "lomba-robot-bugulkidul")
def robot(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#7f95a0", 1), (0.6, "#b9c6c6", 1), (1, "#8f8678", 1)))
    s.begin(14)
    s.crowd(520, 10, 380, heads=("hair", "veil"))
    s.end()
    s.rect(0, 600, WIDTH, HEIGHT, s.gradient((0, "#9b9384", 1), (1, "#6a6255", 1)))
    s.shade(640, 770, 330, 30, 0.5)
    s.rect(380, 470, 520, 240, s.gradient((0, "#e0a017", 1), (1, "#946310", 1)), 26)
    s.rect(420, 300, 440, 200, s.gradient((0, "#d8dde0", 1), (1, "#8b959b", 1)), 22)
    for x in (520, 760):
        s.oval(x, 390, 62, 62, "#14181c")
        s.oval(x, 390, 40, 40, s.ball("#35c3e8", 0.8))
        s.glow(x, 390, 120, "#7fe6ff", 0.6)
    s.line(640, 300, 640, 200, "#55606a", 9)
    s.oval(640, 190, 20, 20, s.ball("#d62839"))
    for x in (430, 850):
        s.oval(x, 720, 78, 78, "#1c1f23")
        s.oval(x, 720, 34, 34, "#c9ced1")
    s.path("M300 690h-60l-50 110h170Z", "#7a5b3c")
    for step in range(12):
        s.line(200 + step * 12, 800, 190 + step * 14, 846, "#c9a66b", 7)
    s.path("M460 560q60 60 120 0t120 0t120 0", stroke="#b23a48", width=9)
    s.rect(470, 600, 90, 60, "#22262a", 6)
    s.add(
        '<text x="640" y="650" font-family="monospace" font-size="44" font-weight="700" fill="#22262a">BUGUL-2</text>'
    )


@scene("morning", "jentik-kanigaran-siswa-periksa")
def larvae(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#bcd6cf", 1), (1, "#6f8f84", 1)))
    for row in range(10):
        for step in range(14):
            s.rect(
                step * 96 + 2,
                row * 90 + 2,
                92,
                86,
                s.rng.choice(["#d9e8e2", "#cfe0da", "#c3d6cf"]),
                3,
                'opacity=".8"',
            )
    s.path("M560 420Q560 330 900 330T1240 420V854H560Z", s.gradient((0, "#4f9bd0", 1), (1, "#235a86", 1)))
    s.oval(900, 420, 340, 96, s.gradient((0, "#a9dbe6", 1), (1, "#3f7f96", 1)))
    for _ in range(34):
        x, y = s.rng.uniform(640, 1160), s.rng.uniform(380, 470)
        s.path(f"M{x} {y}q6 -10 12 0t12 0", stroke="#20323a", width=3)
    s.person(300, 850, 690, shirt="#fbf8ee", trousers="#a62c2b", head="veil", pose="point")
    s.oval(700, 392, 70, 70, "#e9f7fa", 'opacity=".5" stroke="#22262a" stroke-width="10"')
    s.line(650, 442, 590, 500, "#22262a", 15)


@scene("morning", "puskesmas-leces-antre-daring")
def queue_by_phone(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#b9cfc6", 1), (1, "#7f9a90", 1)))
    s.begin(10)
    s.rect(80, 90, 360, 430, "#e9f1ec")
    s.rect(820, 120, 300, 220, "#dfeef0")
    s.rect(236, 170, 50, 160, "#3a9b6a")
    s.rect(180, 226, 160, 50, "#3a9b6a")
    s.crowd(760, 6, 430, heads=("veil", "hair"))
    s.end()
    s.path(f"M520 {HEIGHT}Q470 640 560 560L880 590Q950 680 900 {HEIGHT}Z", "#a5714c")
    s.add('<g transform="rotate(8 700 420)">')
    s.rect(560, 130, 300, 560, "#15181c", 34)
    s.rect(576, 150, 268, 520, "#eaf3ee", 18)
    s.rect(576, 150, 268, 74, "#2f8f6a", 18)
    for row, (side, w) in enumerate(((0, 190), (1, 150), (0, 210), (1, 120))):
        s.rect(594 if not side else 826 - w, 250 + row * 96, w, 72, "#ffffff" if not side else "#cdeecf", 16)
        s.line(
            612 if not side else 844 - w,
            276 + row * 96,
            (612 if not side else 844 - w) + w * 0.7,
            276 + row * 96,
            "#8fa39a",
            7,
        )
        s.line(
            612 if not side else 844 - w,
            300 + row * 96,
            (612 if not side else 844 - w) + w * 0.45,
            300 + row * 96,
            "#b7c6bf",
            7,
        )
    s.add("</g>")
    s.path("M880 560Q960 520 930 440Q900 420 870 470Z", "#b98058")


@scene("night", "posyandu-senduro-timbang-malam")
def baby_scale(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#4a2f24", 1), (1, "#2a1a14", 1)))
    s.glow(640, 90, 760, "#ffcf83", 0.9)
    s.oval(640, 60, 70, 46, "#fff3d0")
    s.light, s.is_night = "#ffd9a0", False
    s.line(640, 100, 640, 260, "#c9ced1", 6)
    s.oval(640, 300, 74, 74, "#f4f1e6", 'stroke="#7a3f2b" stroke-width="12"')
    s.line(640, 300, 676, 262, "#d62839", 6)
    s.path(
        "M560 390L600 370H680L720 390L740 560Q640 640 540 560Z",
        s.gradient((0, "#7db4d0", 1), (1, "#3f6f8f", 1)),
    )
    s.oval(640, 430, 44, 48, "#b98058")
    s.path("M596 420q44 -70 88 0q-44 -30 -88 0Z", "#1b1613")
    s.oval(596, 540, 30, 20, "#b98058")
    s.oval(690, 548, 30, 20, "#b98058")
    s.person(330, 850, 620, shirt="#7d5ba6", head="veil", pose="point", skirt=True)
    s.person(960, 850, 600, shirt="#e8f0ee", head="veil", pose="point", skirt=True, facing=-1)
    s.person(1170, 850, 480, shirt="#5b6e3f", head="straw", pose="hold", facing=-1)


@scene("morning", "kantin-sehat-pandaan-coba")
def juice(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#dfeecf", 1), (0.6, "#f6efd2", 1), (1, "#b98f58", 1)))
    s.begin(14)
    s.crowd(620, 7, 420)
    s.end()
    s.rect(0, 630, WIDTH, HEIGHT, s.gradient((0, "#d1a368", 1), (1, "#8a6238", 1)))
    for x, colour in ((230, "#e8622a"), (470, "#d6455f"), (710, "#9fbf4a"), (950, "#f2b530")):
        s.shade(x + 10, 730, 100, 18)
        s.path(f"M{x - 80} 420H{x + 80}L{x + 58} 730H{x - 58}Z", "#ffffff", more='opacity=".45"')
        s.path(
            f"M{x - 72} 480H{x + 72}L{x + 54} 722H{x - 54}Z",
            s.gradient((0, pale(colour, 0.3), 1), (1, dark(colour, 0.25), 1)),
        )
        s.oval(x, 480, 72, 14, pale(colour, 0.35))
        s.line(x + 20, 470, x + 62, 330, "#3a7d44", 9)
        s.oval(x - 56, 424, 40, 40, s.ball(colour, 0.7))
    for x, colour in ((110, "#d6455f"), (1110, "#e8a030"), (1190, "#9fbf4a"), (590, "#e8622a")):
        s.oval(x, 760, 62, 58, s.ball(colour, 0.6))


@scene("dawn", "lumajang-kelas-lansia-senam")
def exercise(s):
    s.sky(sun=(640, 350), clouds=3, horizon=400)
    s.hills(390, "#6d8a5f", 3, 60)
    s.leafy(100, 560, 330)
    s.ground(520, "#7d9a4f")
    for row in range(3):
        for step in range(5 - row % 2):
            s.person(
                170 + step * 250 + row % 2 * 120,
                620 + row * 110,
                230 + row * 45,
                shirt=s.rng.choice(["#e0a017", "#c86a8a", "#7fb0c9", "#f4f1e6"]),
                head=s.rng.choice(["veil", "veil", "cap"]),
                pose="up",
            )


@scene("dawn", "sepak-bola-putri-ambulu-latihan-subuh")
def dawn_football(s):
    s.sky(sun=(900, 330), clouds=4, horizon=400, size=50)
    s.begin(3)
    for step in range(9):
        s.palm(40 + step * 160, 470, s.rng.uniform(150, 220), "#3d4a52", s.rng.uniform(-0.1, 0.1))
    s.end()
    s.ground(460, "#5f8a3e", "#a5a86a")
    s.mist(430, 130, 0.7)
    s.path("M90 640V380H330V640M90 380l60 -40h230l-50 40M380 340V600", stroke="#f4f1e6", width=9)
    s.person(620, 760, 420, shirt="#d62839", trousers="#f4f1e6", head="bun", pose="kick")
    s.oval(790, 690, 34, 34, s.ball("#fbf8ee", 0.6))
    s.path("M790 668l18 14l-7 22h-22l-7 -22Z", "#17181b")
    s.person(960, 700, 330, shirt="#d62839", trousers="#f4f1e6", head="veil", pose="run", facing=-1)
    s.person(1140, 780, 400, shirt="#d62839", trousers="#f4f1e6", head="bun", pose="run", facing=-1)
    s.person(240, 660, 270, shirt="#e0a017", head="hair", pose="up")


@scene("dawn", "sepak-bola-putri-ambulu-latihan-subuh-2")
def boots(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#6d5a48", 1), (1, "#3f3328", 1)))
    for step in range(5):
        s.rect(0, step * 180, WIDTH, 170, s.rng.choice(["#8a6a4a", "#7d5f42", "#94734f"]))
    for step in range(11):
        x, y = 130 + step % 4 * 300 + step // 4 * 60, 240 + step // 4 * 240
        colour = s.rng.choice(["#1c1f23", "#d62839", "#2f6690", "#e0a017", "#f4f1e6", "#3a7d44"])
        s.shade(x + 10, y + 30, 120, 18, 0.5)
        s.path(
            f"M{x - 110} {y + 20}Q{x - 120} {y - 60} {x - 60} {y - 78}Q{x - 40} {y - 20} {x + 20} {y - 24}Q{x + 110} {y - 10} {x + 112} {y + 20}Z",
            s.gradient((0, mix(colour, "#ffe9c8", 0.35), 1), (1, dark(colour, 0.3), 1)),
        )
        for lace in range(4):
            s.line(x - 40 + lace * 16, y - 34, x - 28 + lace * 16, y - 14, "#f7f3e6", 4)
        for stud in range(5):
            s.rect(x - 100 + stud * 46, y + 20, 14, 14, dark(colour, 0.5), 3)
    s.glow(1180, 40, 800, "#ffd9a0", 0.6)


@scene("night", "laga-persahabatan-bangil")
def floodlit(s):
    s.sky(horizon=360)
    for x in (150, 1130):
        s.line(x, 480, x, 110, "#3b4350", 10)
        for row in range(2):
            for step in range(4):
                s.oval(x - 54 + step * 36, 90 + row * 34, 13, 13, "#fffdf0")
        s.glow(x, 105, 420, "#dfeaff", 0.9)
        s.poly(
            [
                (x - 60, 120),
                (x + 60, 120),
                (x + (420 if x < 600 else -300), 820),
                (x - (300 if x < 600 else 420), 820),
            ],
            "#dfeaff",
            'opacity=".07"',
        )
    s.rect(0, 400, WIDTH, 90, "#1a2030")
    s.begin(2)
    for _ in range(260):
        s.oval(
            s.rng.uniform(0, WIDTH),
            s.rng.uniform(410, 480),
            7,
            8,
            s.rng.choice(["#c8553d", "#e0a458", "#7f95b0", "#d9d2c5", "#3a4a6a"]),
        )
    s.end()
    s.ground(488, "#2f7a3f", "#3f8f4a")
    for step in range(6):
        s.poly(
            [
                (step * 230 - 60, 488),
                (step * 230 + 50, 488),
                (step * 260 + 40, HEIGHT),
                (step * 260 - 110, HEIGHT),
            ],
            "#4fa05a",
            'opacity=".25"',
        )
    s.light, s.is_night = "#f2f6ff", False
    s.person(420, 740, 380, shirt="#f4f1e6", trousers="#22262a", pose="run")
    s.person(600, 760, 400, shirt="#b23a48", trousers="#f4f1e6", pose="kick")
    s.person(900, 660, 280, shirt="#b23a48", trousers="#f4f1e6", pose="run", facing=-1)
    s.person(240, 640, 260, shirt="#f4f1e6", trousers="#22262a", pose="run")
    s.oval(770, 700, 26, 26, s.ball("#fbf8ee", 0.6))


@scene("fog", "final-antardesa-sukapura-adu-penalti")
def penalty_in_fog(s):
    s.sky(horizon=420)
    s.volcano(300, 430, 760, 230, "#aab7b8", smoke=False)
    s.ground(430, "#7f9a6a", "#c3cdbf")
    s.path("M500 610V300H960V610", stroke="#ffffff", width=14)
    for step in range(24):
        s.line(500 + step * 20, 306, 500 + step * 20, 606, "#ffffff", 1.4, 'opacity=".5"')
    for step in range(15):
        s.line(500, 306 + step * 20, 960, 306 + step * 20, "#ffffff", 1.4, 'opacity=".5"')
    s.person(720, 620, 270, shirt="#e0a017", pose="up")
    s.mist(300, 330, 0.75)
    s.person(430, 820, 440, shirt="#23395b", trousers="#f4f1e6", pose="kick")
    s.oval(620, 770, 30, 30, s.ball("#fbf8ee"))
    s.crowd(560, 6, 170, left=1000, blur=3)
    s.mist(500, 200, 0.5)


@scene("golden", "lapangan-mayangan-drainase-baru")
def pitch(s):
    s.sky(sun=(220, 170), clouds=3, horizon=300)
    s.poly([(0, 300), (WIDTH, 240), (WIDTH, 400), (0, 420)], "#7a6a58")
    for row in range(5):
        s.line(0, 320 + row * 20, WIDTH, 262 + row * 26, "#4f4438", 5)
    s.begin(1)
    for _ in range(170):
        x = s.rng.uniform(0, WIDTH)
        s.oval(
            x,
            s.rng.uniform(310, 410) - x * 0.03,
            8,
            9,
            s.rng.choice(["#c8553d", "#e0a458", "#7f95b0", "#f4f1e6", "#3a7d44"]),
        )
    s.end()
    s.rect(0, 410, WIDTH, HEIGHT, s.gradient((0, "#7fa84a", 1), (1, "#3f7a34", 1)))
    for step in range(7):
        s.poly(
            [
                (step * 200, 410),
                (step * 200 + 100, 410),
                (step * 330 - 190, HEIGHT),
                (step * 330 - 400, HEIGHT),
            ],
            "#a3c766",
            'opacity=".3"',
        )
    s.poly([(0, 800), (WIDTH, 600), (WIDTH, 650), (0, HEIGHT)], "#b9b3a4")
    s.poly([(0, 816), (WIDTH, 612), (WIDTH, 636), (0, 846)], "#3f6f8f")
    s.path("M90 520q550 -60 1000 60", stroke="#f4f1e6", width=7)
    for x, y, colour in (
        (330, 600, "#d62839"),
        (540, 570, "#2f6690"),
        (720, 620, "#d62839"),
        (900, 540, "#2f6690"),
    ):
        s.person(x, y, 210, shirt=colour, trousers="#f4f1e6", pose="run", facing=s.rng.choice([-1, 1]))


@scene("morning", "lari-lintas-kaki-ijen-pelari-kampung")
def trail_runner(s):
    s.sky(sun=(980, 190), clouds=4, horizon=360)
    s.volcano(420, 460, 1100, 330, "#7d95a0")
    s.hills(430, "#5f8a5a", 3, 60)
    s.path(f"M760 470Q700 560 820 620T640 {HEIGHT}H1080Q1040 700 960 620T800 470Z", "#b08a5c")
    for x in range(0, 620, 90):
        s.oval(x + 20, 660 + (x % 180) / 4, 70, 44, s.ball("#3f7a3d", 0.25))
    for x in range(980, 1300, 90):
        s.oval(x + 60, 640 + (x % 180) / 4, 74, 46, s.ball("#3a7038", 0.25))
    s.person(830, 810, 480, shirt="#e8622a", trousers="#22262a", pose="run")
    s.rect(800, 486, 62, 46, "#fbf8ee", 3)
    s.add(
        '<text x="808" y="522" font-family="sans-serif" font-size="34" font-weight="700" fill="#22262a">27</text>'
    )
    s.person(760, 560, 150, shirt="#2f6690", pose="run")


@scene("fog", "lari-lintas-kaki-ijen-pelari-kampung-2")
def carriers(s):
    s.sky(sun=(700, 210), horizon=330)
    s.hills(300, "#8a9a94", 4, 90)
    s.ground(560, "#8f7a58", "#c3bfa8")
    for x, h in ((300, 330), (560, 360), (860, 400)):
        s.person(x, 790, h, pose="carry", head="straw")
        s.path(
            f"M{x - h * 0.42} {790 - h * 1.05}Q{x} {790 - h * 1.12} {x + h * 0.42} {790 - h * 1.05}",
            stroke="#6d4d33",
            width=9,
        )
        for side in (-0.42, 0.42):
            s.path(
                f"M{x + side * h - 46} {790 - h * 0.98}h92l-14 96h-64Z",
                s.gradient((0, "#c9a66b", 1), (1, "#7a5b34", 1)),
            )
            for _ in range(12):
                s.oval(
                    x + side * h + s.rng.uniform(-36, 36),
                    790 - h * 0.98 - s.rng.uniform(0, 16),
                    10,
                    10,
                    s.ball("#b3202c"),
                )
    s.mist(330, 330, 0.7)


# ---- Mountains, culture


@scene("dawn", "penginapan-cemoro-lawang-penuh")
def sea_of_sand(s):
    s.sky(sun=(1010, 250), clouds=3, horizon=430, size=44)
    s.volcano(980, 520, 620, 210, "#6a5f7d", smoke=True)
    s.volcano(420, 560, 560, 230, "#54506e", smoke=False, crater=0.05)
    s.mist(400, 260, 1, "#f7dcc4")
    s.mist(470, 200, 1, "#f3d0b8")
    s.ridge(640, 40, "#5b5168", 3)
    s.poly([(0, 700), (520, 640), (WIDTH, 760), (WIDTH, HEIGHT), (0, HEIGHT)], "#39343f")
    for step, wall in enumerate(("#d9a25a", "#b4606a", "#7f9a8a")):
        s.house(60 + step * 210, 790 + step * 12, 180, 100, wall, lit=True)
    s.person(900, 830, 230, shirt="#c8553d", head="hair", pose="stand")
    s.person(980, 835, 215, shirt="#2f6690", head="veil", pose="point")


@scene("morning", "penginapan-cemoro-lawang-penuh-2")
def guest_house(s):
    s.sky(clouds=4, horizon=340)
    s.hills(330, "#6f9a7a", 4, 80)
    s.ground(610, "#7a6a4f", "#8fa86a")
    s.house(250, 690, 520, 270, "#e3c27a", roof="#5f7f8f")
    s.rect(300, 640, 420, 14, "#6d4d33")
    for x in range(300, 730, 60):
        s.rect(x, 640, 10, 60, "#6d4d33")
    for x in range(820, 1280, 70):
        s.oval(x, 690 + x % 40, 44, 30, s.ball("#5f9a42", 0.3))
    s.person(860, 800, 330, shirt="#b7859a", head="veil", pose="wave", skirt=True, facing=-1)
    s.person(1020, 800, 350, shirt="#2f6690", pose="walk")
    s.rect(1050, 600, 60, 96, "#c8553d", 12)


@scene("morning", "homestay-sukapura-kelas-dapur")
def kitchen(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#8a6a4a", 1), (1, "#4a3424", 1)))
    s.rect(760, 70, 400, 330, s.gradient((0, "#bfdcea", 1), (1, "#dfeecb", 1)))
    s.rect(950, 70, 16, 330, "#5d4229")
    s.light = "#fff2cf"
    s.glow(960, 230, 520, "#fff6dc", 0.6)
    s.rect(0, 560, WIDTH, HEIGHT, s.gradient((0, "#b9854f", 1), (1, "#6d4727", 1)))
    for x, colour, count in ((150, "#d9472f", 14), (360, "#4f8a3d", 16), (1090, "#e8902a", 12)):
        s.oval(x, 690, 140, 44, "#8a6238")
        for _ in range(count):
            s.oval(x + s.rng.uniform(-100, 100), 676 + s.rng.uniform(-28, 10), 28, 22, s.ball(colour, 0.5))
    s.oval(700, 640, 200, 70, "#22262a")
    s.oval(700, 622, 182, 56, s.ball("#c97b3a", 0.4))
    s.begin(10, 0.55)
    for x in (620, 700, 780):
        s.path(f"M{x} 560q-50 -80 10 -160t-10 -170", stroke="#fffaf0", width=26)
    s.end()
    s.person(480, 800, 560, shirt="#c8553d", head="veil", pose="point", skirt=True)
    s.person(980, 830, 590, shirt="#2f6690", head="hair", pose="hold", facing=-1)


@scene("dawn", "jalur-ijen-dibuka-bertahap")
def crater_lake(s):
    s.sky(sun=(1030, 210), horizon=300, size=44)
    s.ridge(320, 60, "#8a7f95", 4)
    s.path("M-20 420Q300 330 640 380T1300 350V854H-20Z", s.gradient((0, "#b7a58f", 1), (1, "#6f6154", 1)))
    for _ in range(60):
        x = s.rng.uniform(0, WIDTH)
        s.path(
            f"M{x} {s.rng.uniform(390, 450):.0f}q{s.rng.uniform(-40, 40):.0f} 90 {s.rng.uniform(-60, 60):.0f} 180",
            stroke="#54483e",
            width=4,
            more='opacity=".45"',
        )
    s.oval(680, 620, 430, 120, s.gradient((0, "#9fe0d6", 1), (1, "#3fa39a", 1)))
    s.oval(620, 600, 250, 50, "#d6f5ee", 'opacity=".5" filter="url(#blur10)"')
    s.begin(14, 0.75)
    for step in range(26):
        s.oval(
            300 + step * 9 + s.rng.uniform(-26, 26),
            610 - step * 17,
            26 + step * 3.2,
            20 + step * 2.2,
            s.rng.choice(["#f2ead2", "#e0d2b4", "#fbf6e6"]),
        )
    s.end()
    s.poly([(700, 854), (900, 700), (1280, 640), (1280, 854)], "#3f352f")
    for x, h, colour in ((960, 190, "#c8553d"), (1050, 200, "#2f6690"), (1130, 185, "#e0a017")):
        s.person(x, 760 - (x - 960) * 0.12, h, shirt=colour, pose="walk", head="cap", facing=-1)


@scene("storm", "angin-kencang-tiris-rusak-rumah")
def storm_damage(s):
    s.sky(clouds=10, horizon=330)
    s.ridge(340, 110, "#4a5652", 2)
    s.ground(560, "#5b6341", "#6d7350")
    s.house(210, 660, 380, 210, "#c9b48a", roof="#8c4a32")
    s.poly([(300, 450), (420, 345), (520, 450)], "#20180f")
    for step in range(6):
        s.line(310 + step * 38, 450, 360 + step * 22, 350, "#6d4d33", 6)
    s.house(820, 640, 300, 170, "#a9b3a0")
    for _ in range(46):
        x, y = s.rng.uniform(300, 1150), s.rng.uniform(120, 700)
        s.rect(
            x,
            y,
            34,
            20,
            s.rng.choice(["#a8563a", "#8c4a32", "#c06a48"]),
            3,
            f'transform="rotate({s.rng.uniform(0, 180):.0f} {x:.0f} {y:.0f})"',
        )
    s.path("M1180 854Q1130 640 900 560", stroke="#4b3626", width=46)
    for _ in range(40):
        x, y = s.rng.gauss(880, 90), s.rng.gauss(560, 60)
        s.oval(
            x,
            y,
            52,
            30,
            s.rng.choice(["#3f6b3a", "#2f5230", "#5b8a4a"]),
            f'transform="rotate(-30 {x:.0f} {y:.0f})"',
        )
    s.person(660, 800, 330, shirt="#e0a458", pose="hips", head="hair")
    s.rain(120)


@scene("violet", "topeng-getak-situbondo-latihan")
def mask(s):
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#3a1420", 1), (0.6, "#6d2230", 1), (1, "#1d0b12", 1)))
    s.bokeh(30, colours=("#ffb347", "#ff7a4f", "#ffd58a"))
    for step in range(13):
        a = math.pi + step / 12 * math.pi
        x, y = 640 + math.cos(a) * 330, 420 + math.sin(a) * 330
        s.path(
            f"M640 420L{x - 40} {y}L{x} {y - 60}L{x + 40} {y}Z",
            s.rng.choice(["#d9a52b", "#b07a18", "#e8c45a"]),
        )
        s.oval(x, y - 10, 18, 18, s.ball("#b3202c"))
    s.path(
        "M400 400Q400 170 640 170T880 400Q890 660 640 790Q390 660 400 400Z",
        s.gradient((0, "#fff7ea", 1), (0.5, "#f2e3cc", 1), (1, "#c3a98a", 1)),
    )
    for side in (-1, 1):
        x = 640 + side * 105
        s.path(
            f"M{x - 74} 420Q{x} 356 {x + 74} 420Q{x} 452 {x - 74} 420Z", "#fffdf6", stroke="#1b1613", width=9
        )
        s.oval(x, 416, 21, 21, "#14100d")
        s.path(f"M{x - 90} 350Q{x} 280 {x + 84} 340", stroke="#1b1613", width=20)
        s.oval(640 + side * 150, 560, 54, 40, "#d6455f", 'opacity=".5" filter="url(#blur10)"')
    s.path("M640 400Q600 540 620 560Q640 580 662 560", stroke="#a8845f", width=11)
    s.path("M560 650Q640 600 720 650Q640 730 560 650Z", "#b3202c")
    s.path("M560 650Q640 668 720 650", stroke="#5b0f1a", width=6)
    s.oval(640, 250, 30, 44, s.ball("#2f9b6a"))


@scene("morning", "batik-daun-singkong-tamanan")
def batik(s):
    base = "#6b3a22"
    s.rect(0, 0, WIDTH, HEIGHT, s.gradient((0, "#7d4a2c", 1), (1, "#4a2816", 1)))
    for row in range(7):
        for step in range(9):
            x, y = 80 + step * 160 + row % 2 * 80, 60 + row * 130
            for leaf in range(7):
                a = leaf * 360 / 7
                s.path(
                    f"M{x} {y}q18 -34 0 -74q-18 40 0 74Z",
                    s.rng.choice(["#e8cf9a", "#d9b56a", "#f0dfb8"]),
                    stroke=dark(base),
                    width=2,
                    more=f'transform="rotate({a:.0f} {x} {y})"',
                )
            s.oval(x, y, 9, 9, "#2f4a6a")
            for dot in range(12):
                a = dot / 12 * math.tau
                s.oval(x + math.cos(a) * 84, y + math.sin(a) * 66, 4, 4, "#e8cf9a")
    s.path(
        f"M900 {HEIGHT}Q800 690 880 600Q920 570 950 610L1060 540Q1100 540 1080 580L1000 660Q1120 700 1150 {HEIGHT}Z",
        "#a5714c",
    )
    s.path("M560 380L870 600L850 624L540 410Z", "#8a5f3b")
    s.path("M500 350q60 -30 90 20q-10 46 -60 40q-44 -10 -30 -60Z", s.ball("#c98a3a", 0.6))
    s.line(508, 398, 470, 440, "#c98a3a", 8)
    s.oval(466, 446, 7, 9, "#2a1408")
    s.glow(80, 60, 640, "#fff2cf", 0.35)


@scene("violet", "kasada-dapur-umum-sukapura")
def communal_kitchen(s):
    s.sky(clouds=4, horizon=360)
    s.volcano(940, 430, 700, 240, "#4a3658", smoke=True)
    s.hills(420, "#3b2f4a", 2, 40)
    s.ground(520, "#3d3034", "#5a4450")
    for x, r in ((260, 130), (640, 160), (1030, 140)):
        s.glow(x, 760, r * 2, "#ff7a2f", 0.9)
        for _ in range(9):
            h = s.rng.uniform(40, 90)
            px = x + s.rng.uniform(-r * 0.7, r * 0.7)
            s.path(
                f"M{px - 14} 800Q{px - 18} {800 - h * 0.5} {px} {800 - h}Q{px + 20} {800 - h * 0.4} {px + 14} 800Z",
                s.rng.choice(["#ff8a2a", "#ffd24a", "#e8481a"]),
            )
        s.path(
            f"M{x - r} 640Q{x} {640 + r * 1.3} {x + r} 640Z", s.gradient((0, "#55585c", 1), (1, "#1b1c1f", 1))
        )
        s.oval(x, 640, r, r * 0.2, "#f4efe0")
        s.begin(14, 0.5)
        s.path(f"M{x} 610q-60 -90 10 -180t-10 -180", stroke="#fff3e2", width=40)
        s.end()
    s.light = "#ffb27a"
    for x, pose, head in (
        (120, "point", "veil"),
        (450, "point", "cap"),
        (840, "hold", "veil"),
        (1200, "hips", "straw"),
    ):
        s.person(x, 790, 370, pose=pose, head=head, skirt=head == "veil")


@scene("dusk", "jembatan-tamanan-rencana")
def hanging_bridge(s):
    s.sky(sun=(640, 330), horizon=380, size=44)
    s.hills(380, "#3d3a55", 4, 80)
    s.path(
        f"M420 470Q640 560 480 {HEIGHT}H900Q760 600 860 470Z",
        s.gradient((0, "#e0a08a", 1), (1, "#5f5f86", 1)),
    )
    s.poly([(0, 470), (260, 500), (330, HEIGHT), (0, HEIGHT)], "#2a2438")
    s.poly([(WIDTH, 450), (1040, 490), (960, HEIGHT), (WIDTH, HEIGHT)], "#2a2438")
    for x in (220, 1070):
        s.rect(x - 13, 300, 26, 240, "#55484a")
    s.path("M-40 420Q100 330 220 304Q640 620 1070 304Q1180 330 1320 420", stroke="#22202a", width=7)
    s.path("M200 520Q640 620 1090 520", stroke="#6d4d33", width=20)
    for step in range(26):
        x = 240 + step * 32
        t = (x - 645) / 425
        s.line(x, 304 + (1 - t * t) * 158, x, 524 + (1 - t * t) * 46, "#22202a", 2.5)
    s.person(560, 566, 130, pose="carry", head="straw")


@scene("night", "anggaran-lampu-jalan-nguling")
def street_lights(s):
    s.sky(horizon=430)
    s.ridge(440, 30, "#141c30", 3)
    s.poly(
        [(600, 440), (680, 440), (1180, HEIGHT), (100, HEIGHT)],
        s.gradient((0, "#2a2f3d", 1), (1, "#454b5a", 1)),
    )
    for step in range(5):
        k = 1 + step * step * 0.42
        s.lamp(640 + 50 * k, 450 + 44 * k, 120 * k, is_lit=step != 3)
        s.oval(640 + 30 * k, 452 + 46 * k, 44 * k, 9 * k, "#ffd58a", 'opacity=".3"')
    s.light, s.is_night = "#ffd9a0", True
    for x, h in ((560, 210), (640, 190), (470, 230)):
        s.person(x, 780, h, shirt="#f4f1e6", head="cap", pose="walk", skirt=True)
    s.bokeh(12, top=380, bottom=460)


@scene("golden", "logo")
def sign_of_the_paper(s):
    s.rect(0, 0, WIDTH, HEIGHT, "#16736a")
    s.path("M300 640L560 250Q640 190 720 250L980 640Z", "#ffffff")
    s.path("M470 640L590 455L640 520L700 430L830 640Z", "#16736a")
    s.oval(905, 260, 62, 62, "#ffd58a")
