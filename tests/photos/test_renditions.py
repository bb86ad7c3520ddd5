"""What is drawn of a picture: which sizes, where it is cut, how many bytes; pure, without a database."""

import io
import random

import pytest
from PIL import Image

from articles.photos import renditions
from articles.photos.renditions import CARD, FULL, SHARE, SQUARE, WIDE, Rendition

MIDDLE = (50, 50)


def plain(size, colour="teal"):
    return Image.new("RGB", size, colour)


def noise(size):
    return Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))


@pytest.fixture(scope="module")
def drawn():
    return list(renditions.all_of(plain((2048, 1536)), MIDDLE))


@pytest.mark.slow
def test_every_width_is_there_in_three_formats(drawn):
    for shape, widths in renditions.WIDTHS.items():
        for fmt in renditions.FORMATS:
            made = [d.width for d in drawn if (d.shape, d.format) == (shape, fmt)]
            extra = [renditions.JPEG_ALONE[shape]] if fmt == "jpeg" and shape in renditions.JPEG_ALONE else []
            assert made == [*widths, *extra]


def test_the_content_is_what_it_says(drawn):
    for drawing in drawn:
        picture = Image.open(io.BytesIO(drawing.content))
        assert (picture.format.lower(), picture.size) == (drawing.format, (drawing.width, drawing.height))


@pytest.mark.parametrize(("shape", "proportion"), [(WIDE, 16 / 9), (CARD, 4 / 3), (SQUARE, 1), (FULL, 4 / 3)])
def test_each_shape_has_its_proportions(drawn, shape, proportion):
    for drawing in drawn:
        if drawing.shape == shape:
            assert drawing.height == pytest.approx(drawing.width / proportion, abs=0.6)


def test_search_engines_find_1200_pixels_in_each_proportion(drawn):
    for shape in (WIDE, CARD, SQUARE):
        assert any(d.shape == shape and d.format == "jpeg" and d.width == 1200 for d in drawn)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (5000, [360, 540, 720, 960, 1200, 1600]),
        (1000, [360, 540, 720, 960]),  # almost the same as the step before is not worth a file
        (1150, [360, 540, 720, 960, 1150]),
        (200, [200]),
    ],
)
def test_nothing_is_drawn_larger_than_it_is(width, expected):
    found = renditions.all_of(plain((width, width // 2)), MIDDLE)
    assert [d.width for d in found if d.shape == FULL and d.format == "jpeg"] == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "formats"), [((1080, 9000), {"webp", "jpeg"}), ((1080, 2400), {"avif", "webp", "jpeg"})]
)
def test_a_letter_is_drawn_as_wide_as_a_column_without_the_format_that_takes_too_long(size, formats):
    drawn = list(renditions.all_of(plain(size), MIDDLE))
    whole = [drawing for drawing in drawn if drawing.shape == FULL]
    assert {drawing.format for drawing in whole} == formats
    assert max(drawing.width for drawing in whole) == 1080
    assert {(d.width, d.height) for d in whole if d.width == 360} == {(360, round(360 * size[1] / size[0]))}
    assert {d.format for d in drawn if d.shape == WIDE} == {"avif", "webp", "jpeg"}


@pytest.mark.parametrize("shape", [WIDE, CARD, SQUARE, SHARE])
@pytest.mark.parametrize("focus", [(0, 0), (100, 100), (50, 40), (20, 90)])
@pytest.mark.parametrize("size", [(1600, 1200), (900, 1600), (3000, 300), (151, 2000)])
def test_a_crop_lies_within_the_picture_and_holds_the_focus(shape, focus, size):
    left, top, right, bottom = renditions.box(size, renditions.PROPORTIONS[shape], focus)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert left <= size[0] * focus[0] / 100 <= right
    assert top <= size[1] * focus[1] / 100 <= bottom
    assert right - left == size[0] or bottom - top == size[1]  # as large as can be


@pytest.mark.slow
def test_the_focus_decides_what_a_crop_shows():
    picture = plain((2000, 1000), "blue")
    picture.paste("red", (0, 0, 400, 1000))
    colours = {}
    for focus in ((0, 50), (100, 50)):
        square = next(
            d for d in renditions.all_of(picture, focus) if d.shape == SQUARE and d.format == "jpeg"
        )
        red, _green, blue = Image.open(io.BytesIO(square.content)).getpixel((5, 80))
        colours[focus[0]] = "red" if red > blue else "blue"
    assert colours == {0: "red", 100: "blue"}


@pytest.mark.parametrize("size", [(2048, 1536), (700, 1400), (160, 150)])
def test_the_share_image_fits_a_messenger_whatever_the_picture_is(size):
    drawing = renditions.share(noise(size), MIDDLE)
    picture = Image.open(io.BytesIO(drawing.content))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert len(drawing.content) <= 280_000


def test_the_share_image_is_as_good_as_the_limit_allows():
    assert len(renditions.share(noise((1200, 630)), MIDDLE).content) > 200_000


def test_the_name_is_that_of_the_content():
    one, two = (renditions.first(plain((800, 600), colour)).in_folder("foto/x") for colour in ("red", "blue"))
    again = renditions.first(plain((800, 600), "red")).in_folder("foto/x")
    assert one.name == again.name != two.name
    assert one.name.startswith("foto/x/720x540-")


def test_a_place_shows_its_shape_or_until_it_is_there_the_whole_picture():
    whole = Rendition(FULL, "jpeg", 720, 540, "a", 1)
    square = Rendition(SQUARE, "jpeg", 160, 160, "b", 1)
    assert renditions.of_shape([whole, square], SQUARE) == [square]
    assert renditions.of_shape([whole, square], WIDE) == [whole]
    assert renditions.nearest([], 360) is None


def test_the_nearest_is_the_one_that_is_wide_enough_else_the_widest():
    jpegs = [Rendition(FULL, "jpeg", width, width, str(width), 1) for width in (960, 360, 720)]
    others = [Rendition(FULL, "avif", 540, 540, "avif", 1)]
    assert [renditions.nearest(jpegs + others, width).width for width in (100, 360, 500, 2000)] == [
        360,
        360,
        720,
        960,
    ]
