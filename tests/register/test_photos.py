"""Photos: small and bare when kept, refused in a sentence when they are none, too large, or a bomb."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from buurtbeeld.errors import PhotoRefused
from buurtbeeld.register import observations, photos, reading, store
from tests.register.people import FIELD, MONDAY
from tests.register.samples import COMPLEX, photo


def with_exif(**more: object) -> bytes:
    """A photo with a maker, a place and a turn to the right, as telephones write them."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker of telephones", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 0.0, 8.0)})
    return photo((400, 300), exif=exif, comment=b"bel 0612345678", **more)


def bomb(side: int) -> bytes:
    """A PNG of a few kB that says that it has side × side pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


def test_a_photo_is_turned_upright_and_stripped_of_all_but_its_pixels() -> None:
    kept = photos.cleaned(with_exif())
    picture = Image.open(io.BytesIO(kept.jpeg))
    assert (kept.width, kept.height, picture.size, picture.format) == (300, 400, (300, 400), "JPEG")
    assert not picture.getexif() and "comment" not in picture.info
    assert b"Maker" not in kept.jpeg and b"0612345678" not in kept.jpeg
    red, blue = picture.getpixel((150, 390)), picture.getpixel((150, 10))
    assert red[0] > 150 > red[2] and blue[2] > 150 > blue[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_is_made_small(kind: str) -> None:
    kept = photos.cleaned(photo((4000, 2000), kind))
    assert (kept.width, kept.height) == (1600, 800) and len(kept.jpeg) < 100_000


def test_noise_of_the_largest_size_stays_within_what_is_kept() -> None:
    noise = Image.effect_noise((1600, 1600), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(photos.cleaned(out.getvalue()).jpeg) <= photos.MOST_KEPT


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (bytes(photos.MOST_UPLOADED + 1), "at most 30 MB, found 30 MB"),
        (bomb(8000), "at most 60 million pixels, found 8000 by 8000"),
        (bomb(60_000), "none or that is damaged|million pixels"),
        (b"GIF89a" + bytes(100), "found a file that is none"),
        (b"<svg onload=alert(1)>", "found a file that is none"),
        (b"%PDF-1.7", "found a file that is none"),
        (photo((400, 300))[:900], "none or that is damaged"),
        (bomb(100), "none or that is damaged"),
    ],
    ids=["too many bytes", "bomb", "larger bomb", "gif", "svg", "pdf", "half a photo", "a promise of pixels"],
)  # fmt: skip
def test_what_is_no_photo_is_refused(upload: bytes, sentence: str) -> None:
    with pytest.raises(PhotoRefused, match=sentence):
        photos.cleaned(upload)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8)
)
def test_a_damaged_photo_is_kept_or_refused_and_nothing_else(kind: str, damage: list[tuple[float, int]]) -> None:
    content = bytearray(photo((64, 48), kind))
    for where, byte in damage:
        content[int(where * len(content))] = byte
    try:
        assert Image.open(io.BytesIO(photos.cleaned(bytes(content)).jpeg)).format == "JPEG"
    except PhotoRefused as refused:
        assert "Choose another one" in str(refused) or "leave it out" in str(refused)


def test_a_refused_photo_keeps_no_observation_either(tmp_path: Path) -> None:
    register = store.opened(str(tmp_path / "register.sqlite"))
    seen = observations.Observation(area_id=COMPLEX, seen_at=MONDAY, clean=4)
    with pytest.raises(PhotoRefused):
        observations.record_observation(register, seen, by=FIELD, photo=b"no photo")
    assert reading.listed(register, observations.Observation, by=FIELD) == ()
    kept = observations.record_observation(register, seen, by=FIELD, photo=with_exif())
    (hidden,) = reading.listed(register, observations.Photo, by=FIELD, observation_id=kept.id)
    assert hidden.what.picture is None and hidden.what.width == 300
    whole = reading.read_confidential(register, observations.Photo, hidden.id, by=FIELD)
    assert whole.what.picture.startswith(b"\xff\xd8")
    (told, _read) = reading.history(register, observations.Photo, hidden.id, by=FIELD)
    assert "picture" not in told.after
