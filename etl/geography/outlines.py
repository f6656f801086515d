"""Reads outlines from GeoPackage, GeoJSON and shapefile, repairs what can be repaired and says so. Makes no areas."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError

from buurtbeeld.errors import FileRefused
from etl.blanks import trimmed
from etl.descriptors.read import Delivery
from etl.descriptors.schema import Descriptor
from etl.geography import parts
from etl.load.several import matching

LONLAT = "OGC:CRS84"
LARGEST_ZIP = 2_000_000_000
MOST_POINTS = 1_000_000
"""An outline with more points than this is no neighbourhood but a mistake, or an attempt to stop the build."""

MARGIN = 1.0
"""Degrees by which an outline may lie outside the area of use of its reference system."""

_NETHERLANDS = shapely.box(3.2, 50.7, 7.3, 53.7)
_RD = shapely.box(-10_000, 290_000, 310_000, 650_000)


@dataclass(frozen=True)
class Outlines:
    """What a file of outlines holds. Every feature is in rows, in rejected or left out.

    rows: line (feature number from 1), the canonical fields fed (text), outline (WKB in OGC:CRS84).
    rejected: line, reasons (list of text), row_text (JSON of the named columns). findings: kind, code, detail.
    left_out: how many features the descriptor does not want.
    """

    rows: pd.DataFrame
    rejected: pd.DataFrame
    findings: pd.DataFrame
    left_out: int = 0


def read_outlines(delivery: Delivery) -> Outlines:
    """The outlines of one delivery; raises FileRefused when the file as a whole cannot be used."""
    source = _source(delivery)
    layer, fields, own_crs = _look(delivery, source)
    named = [field.name for field in delivery.descriptor.named]
    columns = _columns(delivery, fields)
    crs = _crs(delivery, own_crs)
    frame, shape = _read(delivery, source, layer, named)
    texts = pd.DataFrame(
        {name: _texts(frame[columns[name]], delivery.descriptor.missing_values) for name in named}, dtype=object
    )
    wanted = _wanted(texts, delivery.descriptor)
    texts = texts[wanted].set_index(np.flatnonzero(wanted) + 1)
    usable, reasons, repaired = _usable(shape[wanted], crs)
    outlines = _sorted_out(delivery, texts, usable, reasons, repaired)
    return replace(outlines, left_out=len(wanted) - len(texts))


def _wanted(texts: pd.DataFrame, descriptor: Descriptor) -> NDArray[np.bool_]:
    """The features that the descriptor wants, by what their columns say."""
    wanted = np.ones(len(texts), dtype=bool)
    for field in descriptor.named:
        says = [re.compile("|".join(map(matching, given or ("",)))).fullmatch for given in (field.only, field.leaveOut)]
        cells = [text or "" for text in texts[field.name].str.lower()]
        if field.only is not None:
            wanted &= [bool(field.only) and says[0](cell) is not None for cell in cells]
        if field.leaveOut:
            wanted &= [says[1](cell) is None for cell in cells]
    return wanted


def _fed(texts: pd.DataFrame, descriptor: Descriptor) -> pd.DataFrame:
    """The canonical fields, texts of several columns together."""
    fed = {
        name: texts[[field.name for field in fields]].apply(lambda row: " ".join(filter(None, row)) or None, axis=1)
        if len(fields) > 1
        else texts[fields[0].name]
        for name, fields in descriptor.filled_by.items()
    }
    frame = pd.DataFrame(fed, index=texts.index, dtype=object)
    for name, text in descriptor.always.items():
        frame[name] = frame[name].where(frame[name].notna(), text) if name in frame else text
    return frame


def _source(delivery: Delivery) -> str:
    path = delivery.path
    if path.suffix.lower() != ".zip":
        return str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
    except (zipfile.BadZipFile, OSError) as error:
        raise FileRefused(
            f"{path.name} should be a zip with a shapefile; it cannot be opened ({error}). Deliver it again."
        ) from error
    if size > LARGEST_ZIP:
        raise FileRefused(
            f"{path.name} unpacks to {size:,} bytes; expected at most {LARGEST_ZIP:,}."
            " Deliver the outlines as a GeoPackage."
        )
    return f"/vsizip/{{{path}}}/{_member(delivery, names)}"


def _member(delivery: Delivery, names: list[str]) -> str:
    """The one file of outlines in a zip, in whatever folder; of several the one that dialect.layer names."""
    outlines = [name for name in names if name.lower().endswith((".shp", ".gpkg", ".geojson", ".json"))]
    named = [name for name in outlines if PurePosixPath(name).stem == delivery.descriptor.dialect.layer]
    if len(named or outlines) != 1:
        shown = ", ".join(PurePosixPath(name).name for name in outlines) or "none"
        raise FileRefused(
            f"{delivery.path.name} should hold one file of outlines; it holds {shown}. Name its layer in dialect.layer."
        )
    return (named or outlines)[0]


def _look(delivery: Delivery, source: str) -> tuple[str, list[str], str | None]:
    """Layer, column names and reference system that the file itself states."""
    name = delivery.path.name
    try:
        kinds = {str(layer): kind for layer, kind in pyogrio.list_layers(source)}
        layers = list(kinds)
        _require_choice(delivery, [layer for layer, kind in kinds.items() if kind])
        wanted = delivery.descriptor.dialect.layer or (layers[0] if layers else "")
        if wanted not in layers:
            raise FileRefused(
                f"{name} has no layer '{wanted}'; it has {', '.join(layers) or 'none'}. Name one in dialect.layer."
            )
        info = pyogrio.read_info(source, layer=wanted)
    except (DataSourceError, DataLayerError, OSError) as error:
        raise FileRefused(
            f"{name} should hold outlines; it cannot be read ({_first_line(error)}). Deliver it again."
        ) from error
    if info["geometry_type"] is None:
        raise FileRefused(
            f"{name} holds a table without outlines; expected polygons. Name another layer in dialect.layer."
        )
    states = info["crs"] if not _geojson_without_crs(delivery) else None
    return wanted, [str(field) for field in info["fields"]], states


def _require_choice(delivery: Delivery, layers: list[str]) -> None:
    """Of several layers the first is not better than the others."""
    if len(layers) > 1 and not delivery.descriptor.dialect.layer:
        raise FileRefused(
            f"{delivery.path.name} has {len(layers)} layers of outlines: {', '.join(layers[:12])}. Name the one"
            " that is meant in dialect.layer; a second descriptor may name another."
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__


def _geojson_without_crs(delivery: Delivery) -> bool:
    """GDAL says degrees for every GeoJSON that says nothing; then the descriptor knows better."""
    if delivery.path.suffix.lower() not in (".geojson", ".json"):
        return False
    with delivery.path.open("rb") as file:
        start = file.read(65536)
        file.seek(max(0, delivery.path.stat().st_size - 4096))
        return b'"crs"' not in start + file.read()


def _columns(delivery: Delivery, fields: list[str]) -> dict[str, str]:
    """The name in the file of every named column; blanks around it and the way accents are written do not count."""
    own = {trimmed(field): field for field in fields}
    columns = {field.name: own.get(trimmed(field.name)) for field in delivery.descriptor.named}
    for name in sorted(name for name, column in columns.items() if column is None):
        raise FileRefused(
            f"{delivery.path.name} has no column '{name}'; it has {', '.join(fields) or 'none'}."
            f" Map it in the descriptor of {delivery.path.name}."
        )
    return {name: str(column) for name, column in columns.items()}


def _crs(delivery: Delivery, own: str | None) -> pyproj.CRS:
    descriptor = delivery.descriptor
    stated = own or (descriptor.points_crs if descriptor.format == "geojson" else descriptor.crs)
    if not stated:
        raise FileRefused(
            f"{delivery.path.name} does not say in which reference system its outlines are."
            " Add crs to its descriptor, such as EPSG:28992."
        )
    try:
        return pyproj.CRS.from_user_input(stated)
    except CRSError as error:
        raise FileRefused(
            f"{delivery.path.name}: '{stated[:80]}' is no reference system that is known."
            " Write one such as EPSG:28992 as crs in its descriptor."
        ) from error


def _read(delivery: Delivery, source: str, layer: str, columns: list[str]) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    try:
        meta, _, wkb, data = _features(source, layer, columns)
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        raise FileRefused(
            f"{delivery.path.name} should hold outlines; it breaks off or is damaged ({_first_line(error)})."
            " Deliver it again."
        ) from error
    frame = pd.DataFrame(dict(zip(meta["fields"], data, strict=True)))
    return frame, shapely.from_wkb(wkb, on_invalid="ignore")


def _features(source: str, layer: str, columns: list[str]) -> Any:
    """A condition that always holds makes the rows be counted: the count that a GeoPackage states may be an old one."""
    how: dict[str, Any] = {"layer": layer, "columns": columns, "where": "1 = 1"}
    encoding = pyogrio.read_info(source, layer=layer)["encoding"]
    if not source.lower().endswith(".shp") or encoding.upper() == "UTF-8":
        return pyogrio.raw.read(source, **how)
    try:
        # Without a .cpg nobody says how letters are written.
        return pyogrio.raw.read(source, **how, encoding="UTF-8")
    except UnicodeDecodeError:
        return pyogrio.raw.read(source, **how, encoding=encoding)


def _texts(column: pd.Series, missing: tuple[str, ...]) -> list[str | None]:
    """Values as trimmed text; whole numbers without decimals, dates as ISO, None for empty and for missing values."""
    gone = {"", *(value.strip() for value in missing)}
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d").where(column.notna(), None)
    texts = (None if pd.isna(value) else _text(value) for value in column.tolist())
    return [None if text is None or text in gone else text for text in texts]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return trimmed(str(value).replace("\x00", ""))


def _usable(
    shape: NDArray[np.object_], crs: pyproj.CRS
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
    """Outlines in OGC:CRS84, per feature the reason it cannot be used (None: it can), and what was repaired."""
    reasons = np.full(len(shape), None, dtype=object)
    collected = shapely.get_type_id(shape) == 7
    shape[collected] = [_polygon_of(each) for each in shape[collected]]
    _note(reasons, shapely.is_missing(shape) | shapely.is_empty(shape), "the outline is empty")
    polygonal = np.isin(shapely.get_type_id(shape), (3, 6))
    _note(reasons, ~polygonal, "the outline is not a polygon")
    _note(
        reasons, shapely.get_num_coordinates(shape) > MOST_POINTS, f"the outline has more than {MOST_POINTS:,} points"
    )
    _note(
        reasons,
        ~np.isfinite(shapely.bounds(shape)).all(axis=1),
        "the outline has coordinates that are not finite numbers",
    )
    good = np.array([reason is None for reason in reasons], dtype=bool)
    shape = shapely.force_2d(np.where(good, shape, None))  # type: ignore[call-overload]
    reasons[good] = [_out_of_place(bounds, crs) for bounds in shapely.bounds(shape[good])]
    good = np.array([reason is None for reason in reasons], dtype=bool)
    shape[good] = _to_lonlat(shape[good], crs)
    _note(
        reasons, good & ~np.isfinite(shapely.bounds(shape)).all(axis=1), "the outline lies outside its reference system"
    )
    _note(reasons, good & _far_away(shape, crs), f"the outline lies where {crs.name} is not used")
    return _repaired(shape, reasons)


def _polygon_of(collection: shapely.Geometry) -> shapely.Geometry:
    """What a collection of nothing but polygons is; other collections stay as they are."""
    members = shapely.get_parts(shapely.get_parts(collection))
    polygons = len(members) and (shapely.get_type_id(members) == 3).all()
    return shapely.union_all(members) if polygons else collection


def _note(reasons: NDArray[np.object_], where: NDArray[np.bool_], reason: str) -> None:
    first = where & np.array([reason_so_far is None for reason_so_far in reasons], dtype=bool)
    reasons[first] = reason


def _out_of_place(bounds: NDArray[np.float64], crs: pyproj.CRS) -> str | None:
    """Why these bounds cannot be meant in this reference system, as far as the numbers alone tell."""
    here, turned = shapely.box(*bounds), shapely.box(bounds[1], bounds[0], bounds[3], bounds[2])
    if not crs.is_geographic:
        if _NETHERLANDS.contains(here) or _NETHERLANDS.contains(turned):
            return f"coordinates look like degrees, but the file or descriptor says {crs.name}"
        if _RD.contains(turned) and not _RD.contains(here) and crs.to_epsg() == 28992:
            return "RD x and y look swapped"
        return None
    if shapely.box(-180, -90, 180, 90).contains(here):
        return "longitude and latitude look swapped" if _NETHERLANDS.contains(turned) else None
    if _RD.contains(here):
        return "coordinates look like RD metres, but the file or descriptor says degrees"
    if shapely.box(-180, -90, 180, 90).contains(turned):
        return "longitude and latitude look swapped"
    return "coordinates lie outside -180 to 180 and -90 to 90 degrees"


def _to_lonlat(shape: NDArray[np.object_], crs: pyproj.CRS) -> NDArray[np.object_]:
    if crs.is_geographic:
        return shape
    transformer = pyproj.Transformer.from_crs(crs, LONLAT, always_xy=True)
    return shapely.transform(shape, lambda c: np.column_stack(transformer.transform(c[:, 0], c[:, 1])))


def _far_away(shape: NDArray[np.object_], crs: pyproj.CRS) -> NDArray[np.bool_]:
    use = crs.area_of_use
    if use is None or crs.is_geographic:
        return np.zeros(len(shape), dtype=bool)
    west, south, east, north = shapely.bounds(shape).T
    return (
        (west < use.west - MARGIN)
        | (south < use.south - MARGIN)
        | (east > use.east + MARGIN)
        | (north > use.north + MARGIN)
    )


def _repaired(
    shape: NDArray[np.object_], reasons: NDArray[np.object_]
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
    said = np.full(len(shape), None, dtype=object)
    good = np.array([reason is None for reason in reasons], dtype=bool)
    broken = np.flatnonzero(good & ~shapely.is_valid(shape))
    why = shapely.is_valid_reason(shape[broken])
    mended = np.array([_polygons(outline) for outline in shapely.make_valid(shape[broken])], dtype=object)
    shape[broken] = mended
    said[broken] = [f"the outline was repaired ({text})" for text in why]
    empty = np.zeros(len(shape), dtype=bool)
    empty[broken] = shapely.is_empty(mended)
    reasons[empty] = "the outline crosses itself and nothing is left of it when repaired"
    said[empty] = None
    return shape, reasons, said


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygon parts of a repaired outline; lines and points that remain over are left out."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == 3])


def _sorted_out(
    delivery: Delivery,
    texts: pd.DataFrame,
    shape: NDArray[np.object_],
    reasons: NDArray[np.object_],
    repaired: NDArray[np.object_],
) -> Outlines:
    fed, lines = _fed(texts, delivery.descriptor), texts.index.to_numpy()
    code = fed["code"].reset_index(drop=True)
    nameless = np.array([value is None for value in code], dtype=bool)
    all_reasons = [
        [reason for reason in (outline, "code: empty, but it is needed" if lacks else None) if reason]
        for outline, lacks in zip(reasons, nameless, strict=True)
    ]
    bad = np.array([bool(row_reasons) for row_reasons in all_reasons], dtype=bool)
    usable = fed[~bad].reset_index(drop=True)
    whole, said = parts.joined(usable, shape[~bad]) if len(usable) else (shape[~bad], None)
    rows = usable.assign(line=lines[~bad], outline=shapely.to_wkb(whole))
    rejected = pd.DataFrame(
        {
            "line": lines[bad],
            "reasons": [row_reasons for row_reasons in all_reasons if row_reasons],
            "row_text": [json.dumps(row, ensure_ascii=False) for row in texts[bad].to_dict("records")],
        }
    )
    return Outlines(rows, rejected, pd.concat([_findings(code, reasons, repaired), said], ignore_index=True))


def _findings(code: pd.Series, reasons: NDArray[np.object_], repaired: NDArray[np.object_]) -> pd.DataFrame:
    said = [
        (kind, code_text, f"{code_text or 'an outline without code'}: {detail}")
        for kind, details in (("repaired", repaired), ("refused", reasons))
        for code_text, detail in zip(code, details, strict=True)
        if detail is not None
    ]
    return pd.DataFrame(said, columns=["kind", "code", "detail"], dtype=object)
