"""Pictures that others made: told by content, made anew, nothing carried along."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from gridmap.errors import InputError
from gridmap.intake.pictures import MOST_PIXELS, MOST_SIDE, read_picture


def written(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def two_coloured(width: int = 60, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def kept(content: bytes) -> Image.Image:
    picture = read_picture(content)
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.format == "WEBP"
        assert image.size == (picture.width, picture.height)
        return image.copy()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_told_by_their_content(kind: str) -> None:
    image = kept(written(two_coloured(), kind))
    assert image.size == (60, 40)
    red, blue = image.convert("RGB").getpixel((5, 5)), image.convert("RGB").getpixel((55, 5))
    assert red[0] > 4 * red[2]  # type: ignore[index]
    assert blue[2] > 4 * blue[0]  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_every_mode_becomes_colours(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert kept(written(Image.new(mode, (30, 20), 1), kind)).size == (30, 20)


def test_a_photo_is_turned_upright_and_tells_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its right side
    exif[0x010E] = "secret place"
    content = written(two_coloured(), "JPEG", exif=exif.tobytes(), comment=b"secret word")
    picture = read_picture(content)
    assert (picture.width, picture.height) == (40, 60)
    assert b"secret" not in picture.content
    image = kept(content)
    assert not image.getexif()
    top = image.convert("RGB").getpixel((20, 5))
    assert top[0] > 200  # type: ignore[index]


def test_a_large_plan_is_kept_smaller() -> None:
    picture = read_picture(written(Image.new("L", (6000, 1500), 255), "PNG"))
    assert (picture.width, picture.height) == (MOST_SIDE, MOST_SIDE // 4)


def chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png_header(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)


@pytest.mark.parametrize("side", [8001, 10_000, 20_000, 2**31 - 1])
def test_a_bomb_is_not_decoded(side: int) -> None:
    assert side * side > MOST_PIXELS
    content = (
        png_header(side, side) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )
    with pytest.raises(InputError) as caught:
        read_picture(content)
    assert caught.value.code in {"picture-too-large", "picture-unreadable"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture-unreadable"),
        (b"hello", "picture-unreadable"),
        (b"%PDF-1.7 ...", "picture-is-pdf"),
        (b"\n%PDF-1.4", "picture-is-pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-unreadable"),
        (written(two_coloured(), "GIF"), "picture-unreadable"),
        (written(two_coloured(), "TIFF"), "picture-unreadable"),
        (written(two_coloured(), "PNG")[:60], "picture-unreadable"),
        (png_header(10, 10), "picture-unreadable"),
    ],
)
def test_what_is_no_picture(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_picture(content)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_mangled_pictures_are_refused_or_read(kind: str) -> None:
    whole = written(two_coloured(), kind)
    chance = random.Random(7)  # noqa: S311  (the same mangling every time)
    told = set()
    for _ in range(60):
        mangled = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            mangled[chance.randrange(len(mangled))] = chance.randrange(256)
        try:
            picture = read_picture(bytes(mangled[: chance.randrange(10, len(mangled) + 1)]))
        except InputError as no:
            told.add(no.code)
        else:
            assert picture.content
    assert "picture-unreadable" in told
    assert told <= {"picture-unreadable", "picture-too-large"}
