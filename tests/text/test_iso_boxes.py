"""Boxes of ISO media files, whole, cut off and nonsense."""

import pytest

from articles.iso_boxes import Box, boxes


def box(kind, content, size=None):
    return (len(content) + 8 if size is None else size).to_bytes(4) + kind + content


def test_boxes_follow_each_other():
    content = box(b"ftyp", b"M4A ") + box(b"mdat", b"abcdef")
    assert list(boxes(content)) == [Box(b"ftyp", 0, 8, 12), Box(b"mdat", 12, 20, 26)]


def test_boxes_of_a_part():
    inner = box(b"trak", b"ab")
    content = box(b"moov", inner) + b"rest"
    assert list(boxes(content, 8, 8 + len(inner))) == [Box(b"trak", 8, 16, 18)]


def test_a_size_of_64_bits_stands_behind_the_kind():
    content = (1).to_bytes(4) + b"mdat" + (20).to_bytes(8) + b"abcd"
    assert list(boxes(content + box(b"free", b""))) == [Box(b"mdat", 0, 16, 20), Box(b"free", 20, 28, 28)]


def test_the_last_one_may_have_all_that_is_left():
    assert list(boxes(box(b"mdat", b"abcd", size=0))) == [Box(b"mdat", 0, 8, 12)]


def test_one_that_is_cut_off_says_where_it_would_end():
    assert list(boxes(box(b"mdat", b"ab", size=500))) == [Box(b"mdat", 0, 8, 500)]


@pytest.mark.parametrize("content", [b"", b"\0\0\0\x08ftp", b"mdat"])
def test_what_is_shorter_than_a_head_is_none(content):
    assert list(boxes(content)) == []


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_size_that_cannot_be_is_the_last(size):
    (one,) = boxes(box(b"mdat", b"abcd", size=size) + box(b"free", b""))
    assert one.kind == b"mdat"
    assert size == 1 or one.end < one.start
