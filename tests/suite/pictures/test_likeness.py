"""The comparison with stored pictures: the stored ones themselves, altered as a fault of the page would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engines.choice import default_engines
from fixtures.pictures import NoStoredPictureError, Renewal, StoredPicture
from vision.likeness import unlikeness

STORED = Path(__file__).resolve().parents[3] / "e2e" / "schedule" / "pictures"
PICTURES = sorted(STORED.glob("*/*.png"))
HERE = "chromium 1"


def line(image: Image.Image) -> Image.Image:
    """A line of one pixel more, in middling grey."""
    altered = image.copy()
    ImageDraw.Draw(altered).line((300, 0, 300, image.height), fill=(150, 150, 150))
    return altered


def band(image: Image.Image) -> Image.Image:
    """A row with another background."""
    altered = image.copy()
    ImageDraw.Draw(altered).rectangle((0, 390, image.width, 440), fill=(200, 210, 230))
    return altered


def lower(image: Image.Image) -> Image.Image:
    """Everything two pixels lower."""
    return ImageChops.offset(image, 0, 2)


def colours(image: Image.Image) -> Image.Image:
    """Red and blue exchanged."""
    red, green, blue = image.split()
    return Image.merge("RGB", (blue, green, red))


def other_size(image: Image.Image) -> Image.Image:
    return image.crop((0, 0, image.width - 1, image.height))


def test_each_default_engine_has_its_pictures() -> None:
    assert {path.parent.name for path in PICTURES} >= set(default_engines())
    assert len(PICTURES) == 3 * len({path.parent for path in PICTURES})


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("fault", [line, band, lower, colours, other_size])
def test_a_fault_in_the_looks_is_told(path: Path, fault: Callable[[Image.Image], Image.Image]) -> None:
    told = StoredPicture(path, HERE).differences(fault(Image.open(path).convert("RGB")))

    assert f"differs from {path.name} in " in told[0]
    assert "stored with " in told[1]
    assert f"this is {HERE}" in told[1]
    assert "make pictures BROWSERS=" in told[2]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_few_blurred_letters_are_nothing(path: Path) -> None:
    softened = Image.open(path).convert("RGB")
    corner = (0, 0, 40, 24)
    softened.paste(softened.crop(corner).filter(ImageFilter.GaussianBlur(1)), corner)

    assert StoredPicture(path, HERE).differences(softened) == []


def test_without_a_stored_picture_the_error_says_how_to_make_it(tmp_path: Path) -> None:
    wanted = StoredPicture(tmp_path / "webkit" / "gantt.png", "webkitgtk 2.50")

    with pytest.raises(NoStoredPictureError, match=r"'gantt' is stored for webkit .*`make pictures BROWSERS=webkit`"):
        wanted.differences(Image.new("RGB", (60, 60)))


def test_a_renewed_picture_is_what_was_found_and_who_made_it(tmp_path: Path) -> None:
    path, found = tmp_path / "chromium" / "gantt.png", Image.new("RGB", (60, 60), "red")

    assert Renewal(path, HERE).differences(found) == []

    assert unlikeness(Image.open(path), found, distinct=0) == 0
    assert StoredPicture(path, "chromium 2").differences(found) == []
    assert (
        "stored with chromium 1, this is chromium 2" in StoredPicture(path, "chromium 2").differences(colours(found))[1]
    )
