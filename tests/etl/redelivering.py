"""A folder to which everything happens that happens to deliveries, and a warehouse that is built upon its last one."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from buurtbeeld.access import Person
from buurtbeeld.codes import EVIDENCE
from buurtbeeld.register import focus_areas, observations, reading, store
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.observations import Observation
from etl import build as building
from etl.descriptors.read import Delivery, deliveries
from tests.conftest import settings_below
from tests.etl import deliver, editing, small_demo

MANAGER = Person("Wolkenveger", "manager")
NOT_KEPT = "loaded.spot"
"""Made when a place is looked up for the first time, only to place later deliveries sooner."""
SPOILT = b"kapot;\x00\n"


Contents = dict[str, Counter[tuple[object, ...]]]


def differences(one: Contents, other: Contents) -> dict[str, list[tuple[object, ...]]]:
    """Rows per table that only one of two builds has, some of each; the first cell says which."""
    found = {}
    for table in sorted({*one, *other} - (set() if {NOT_KEPT} <= {*one} & {*other} else {NOT_KEPT})):
        first, second = one.get(table, Counter()), other.get(table, Counter())
        rows = [("only in the first", *row) for row in list(first - second)[:3]]
        if rows := rows + [("only in the second", *row) for row in list(second - first)[:3]]:
            found[table] = rows
    return found


class World:
    """Deliveries below one folder, copied from a template, and what was taken from them."""

    def __init__(self, folder: Path, template: Path) -> None:
        shutil.copytree(template, folder / "raw")
        self.folder, self.template = folder, template
        self.settings = settings_below(folder)
        self.raw, self.shelf = folder / "raw", folder / "shelf"
        self.shelf.mkdir()

    def build(self) -> Path:
        """Builds on the last build."""
        return _only(self.settings.warehouse, building.build(self.settings).name)

    def differences(self) -> dict[str, list[tuple[object, ...]]]:
        """How a build on the last build differs from one of everything anew."""
        afresh = replace(self.settings, warehouse=self.folder / "afresh")
        fresh = _only(afresh.warehouse, building.build(afresh, fresh=True).name)
        return differences(deliver.contents(self.build()), deliver.contents(fresh))

    def readable(self) -> list[Delivery]:
        """The files that somebody could open and change."""
        return [each for each in deliveries(self.raw)[0] if not each.path.read_bytes().startswith(SPOILT)]

    def sheet(self, file: str) -> editing.Sheet:
        """The rows of a delivered file."""
        (one,) = (each for each in self.readable() if each.file == file)
        return editing.opened(one.path, one.descriptor)

    def touch(self, file: str) -> None:
        """A file is copied again."""
        os.utime(self.raw / file)

    def rename(self, file: str) -> None:
        """A file comes under another name, or under its first one again."""
        path = self.raw / file
        path.rename(_other_name(path))

    def copy(self, file: str) -> None:
        """A file comes twice, under two names."""
        shutil.copyfile(self.raw / file, _other_name(self.raw / file))

    def lose(self, file: str) -> None:
        """A file, a descriptor or a table of categories is gone."""
        (self.raw / file).rename(self.shelf / file.replace("/", "+"))

    def find_again(self, file: str) -> None:
        """What was gone is there again."""
        (self.shelf / file.replace("/", "+")).rename(self.raw / file)

    def spoil(self, file: str) -> None:
        """A file that cannot be read."""
        path = self.raw / file
        path.write_bytes(SPOILT + path.read_bytes()[:20])

    def restore(self, file: str) -> None:
        """A file, a descriptor or a table of categories as it was at first."""
        shutil.copyfile(self.template / file, self.raw / file)

    def describe(self, file: str, words: dict[str, Any]) -> None:
        """The descriptor says something else."""
        path = self.raw / file
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | words), encoding="utf-8")

    def forget_column(self, file: str, column: int) -> None:
        """The descriptor no longer feeds a field, so that the file is read otherwise or not at all."""
        schema = json.loads((self.raw / file).read_text(encoding="utf-8"))["schema"]
        fed = [field for field in schema["fields"] if "feeds" in field]
        if fed:
            fed[column % len(fed)].pop("feeds")
        self.describe(file, {"schema": schema})

    def change_kind(self, file: str, value: int) -> None:
        """Reports turn out to be of another kind."""
        if json.loads((self.raw / file).read_text(encoding="utf-8"))["kind"] in EVIDENCE:
            self.describe(file, {"kind": EVIDENCE[value % len(EVIDENCE)]})

    def change_word(self, file: str, value: int) -> None:
        """The descriptor says something else about the whole file."""
        words = ({"supplier": "Een ander"}, {"town": "Geleen"}, {"crs": "OGC:CRS84"}, {"crs": "EPSG:28992"})
        self.describe(file, words[value % len(words)])

    def change_category(self, file: str, value: int) -> None:
        """A category gets the theme of another one; a category that has it already gets none."""
        path = self.raw / file
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        one, two = (lines[index % len(lines)].rsplit(",", 2) for index in (value, value // len(lines)))
        lines[value % len(lines)] = ",".join([one[0], *(["", ""] if one[1:] == two[1:] else two[1:])])
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    def draw(self, code: str, name: str, **shape: Any) -> None:
        """Somebody draws a focus area (members, or an outline), or draws it anew."""
        engine = self._register()
        old = [each for each in reading.listed(engine, FocusArea, by=MANAGER) if each.what.code == code]
        seen = {"id": old[0].id, "seen": old[0].version} if old else {}
        focus_areas.draw_focus_area(engine, FocusArea(code=code, name=name, **shape), by=MANAGER, **seen)

    def undraw(self, code: str) -> None:
        """Somebody takes a focus area away."""
        for each in reading.listed(self._register(), FocusArea, by=MANAGER):
            if each.what.code == code:
                focus_areas.remove_focus_area(self._register(), each.id, seen=each.version, by=MANAGER)

    def observe(self, area_id: str, month: int, clean: int, **matter: Any) -> None:
        """A colleague records what was seen in a month of the last year."""
        seen = Observation(area_id=area_id, seen_at=small_demo.UNTIL.replace(month=month), clean=clean, **matter)
        observations.record_observation(self._register(), seen, by=MANAGER)

    def _register(self) -> Any:
        return store.opened(store.place(self.settings.register, demonstration=True))


def _only(warehouse: Path, name: str) -> Path:
    for old in warehouse.glob("*.duckdb"):
        if old.stem != name:
            old.unlink()
    return warehouse / f"{name}.duckdb"


def _other_name(path: Path) -> Path:
    stem = path.stem[:-1] if path.stem.endswith("_") else f"{path.stem}_"
    return path.with_name(f"{stem}{path.suffix}")


DELIVERED = (World.touch, World.rename, World.copy, World.spoil)
"""What happens to a delivered file."""
SAID = (World.forget_column, World.change_kind, World.change_word)
"""What happens to a descriptor."""
