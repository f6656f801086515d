"""Makes an uploaded photo safe to keep: small, plain JPEG, nothing about camera, owner or place. Keeps none."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from buurtbeeld.errors import PhotoRefused

MOST_UPLOADED = 30_000_000
MOST_PIXELS = 60_000_000
"""Telephones make 12 to 50 million; a small file that unfolds into more is no photo."""
LONGEST_SIDE = 1600
MOST_KEPT = 2_000_000
"""A JPEG of 1600 by 1600 at quality 80 stays well below this, whatever is on it."""
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A JPEG, its width and height in pixels."""

    jpeg: bytes
    width: int
    height: int


def cleaned(upload: bytes) -> Picture:
    """The photo turned upright, at most LONGEST_SIDE pixels a side, encoded anew from its pixels alone.

    Raises PhotoRefused for more than MOST_UPLOADED bytes, for anything that is no whole JPEG, PNG or WebP, and for
    more than MOST_PIXELS pixels, which are not unpacked.
    """
    if len(upload) > MOST_UPLOADED:
        raise PhotoRefused(
            f"Expected a photo of at most {MOST_UPLOADED // 1_000_000} MB, found {len(upload) / 1e6:.0f} MB. "
            "Make it smaller, or leave it out."
        )
    try:
        # The limit is ours, and is looked at before a pixel is unpacked.
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            image = Image.open(io.BytesIO(upload), formats=FORMATS)
        _refuse_too_many(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new("RGB", upright.size)
        bare.paste(upright)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise PhotoRefused(
            "Expected a photo (JPEG, PNG or WebP), found a file that is none or that is damaged. Choose another one."
        ) from error
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=80, optimize=True)
    return Picture(out.getvalue(), *bare.size)


def _refuse_too_many(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise PhotoRefused(
            f"Expected a photo of at most {MOST_PIXELS // 1_000_000} million pixels, found {image.width} by "
            f"{image.height}. Make it smaller, or leave it out."
        )
