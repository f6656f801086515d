"""The descriptors of the suppliers' files: their columns, dialects and names. Holds no reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.demo.papers import RD, descriptor, field

_COMMON = {"refresh": "maandelijks", "personal_data": True}
CATEGORIES = {
    "openbare_orde": ("incidenten", "oov_export"),
    "klachten": ("meldingen", "meldingen_met_titel"),
    "wijkbeheer": ("waarnemingen",),
    "openbare_ruimte": ("meldingen",),
}


@dataclass(frozen=True)
class TextForm:
    """How a supplier writes text: where a short line ends, which column has no quotes in a long one."""

    delimiter: str
    encoding: str
    cut_at: int
    spill: str


COMPLAINTS = TextForm(";", "cp1252", 6, "omschrijving")
INCIDENTS = TextForm(",", "utf-8", 4, "toelichting")


def complaint_file(year: int, years: list[int]) -> tuple[str, tuple[str, ...]]:
    """Name of a year's file and the lines above its header; one year, a third of the way, came from another export."""
    if year == titled(years):
        return f"export_{year}.csv", ("Overzicht meldingen leefbaarheid", f"Periode: 01-01-{year} t/m 31-12-{year}", "")
    return f"meldingen_{year}.csv", ()


def titled(years: list[int]) -> int:
    """The year whose file has title lines."""
    return years[len(years) // 3]


def in_metres(year: int, years: list[int]) -> bool:
    """From the middle of the years on, public order delivers RD metres instead of degrees."""
    return year >= years[len(years) // 2]


def describe(folder: Path, source: str, years: list[int]) -> None:
    """Writes the descriptors of one source of reports."""
    {
        "openbare_orde": _incidents,
        "klachten": _complaints,
        "wijkbeheer": _observations,
        "openbare_ruimte": _public_space,
    }[source](folder, years)


def _complaints(folder: Path, years: list[int]) -> None:
    moment = {"kind": "datetime", "format": "%d-%m-%Y %H:%M"}
    fields = [
        field("meldnummer", "source_id"),
        field("melder_naam"),
        field("telefoon"),
        field("e-mail"),
        field("omschrijving"),
        field("soort", "category"),
        field("kanaal", "channel"),
        field("meldernummer", "reporter"),
        field("gemeld_op", "registered_at", **moment),
        field("afgehandeld_op", "closed_at", **moment),
        field("gewijzigd_op", "version_at", **moment),
        field("status", "status"),
        field("zaaknummer", "case_id"),
        field("postcode", "postcode"),
        field("huisnummer", "number"),
        field("toevoeging", "addition"),
        field("straat", "street"),
        field("plaats", "town"),
    ]
    common = _COMMON | {"supplier": "De corporatie (verzonnen)", "encoding": "cp1252", "format": "csv"}
    for name, path, rows in (("meldingen", "meldingen_*.csv", [1]), ("meldingen_met_titel", "export_*.csv", [4])):
        dialect = {"delimiter": ";", "quoteChar": '"', "headerRows": rows}
        descriptor(folder, name, path, "complaint", fields, dialect=dialect, **common)


def _incidents(folder: Path, years: list[int]) -> None:
    common = _COMMON | {"supplier": "Openbare orde en veiligheid (verzonnen)", "encoding": "utf-8", "format": "csv"}
    common |= {"dialect": {"delimiter": ",", "quoteChar": '"'}}
    degrees = _incident_fields("%Y-%m-%d %H:%M", ("lon", "lat"), {"kind": "number"})
    metres = _incident_fields("%d-%m-%Y %H:%M", ("x", "y"), {"kind": "number", "decimalChar": ","})
    descriptor(folder, "incidenten", "incidenten_*.csv", "incident", degrees, crs="OGC:CRS84", **common)
    descriptor(folder, "oov_export", "oov_export_*.csv", "incident", metres, crs=RD, **common)


def _incident_fields(form: str, points: tuple[str, str], number: dict) -> list[dict]:
    return [
        field("incidentnr", "source_id"),
        field("betrokkene"),
        field("toelichting"),
        field("type", "category"),
        field("voorgevallen", "occurred_at", kind="datetime", format=form),
        field("geregistreerd", "registered_at", kind="datetime", format=form),
        field(points[0], "x", **number),
        field(points[1], "y", **number),
        field("straat", "street"),
        field("huisnummer", "number"),
        field("toevoeging", "addition"),
        field("plaats", "town"),
        field("ernst", "severity", kind="integer"),
    ]


def _observations(folder: Path, years: list[int]) -> None:
    fields = [
        field("nummer", "source_id"),
        field("datum", "registered_at", kind="datetime"),
        field("medewerker"),
        field("onderwerp", "category"),
        field("ernst", "severity", kind="integer"),
        field("straat", "street"),
        field("plaats", "town"),
        field("complex", "complex"),
        field("postcode", "postcode"),
        field("huisnummer", "number"),
        field("toevoeging", "addition"),
        field("toelichting"),
    ]
    dialect = {"sheetName": "Waarnemingen", "headerRows": [3]}
    common = _COMMON | {"supplier": "Wijkbeheer (verzonnen)", "format": "xlsx"}
    descriptor(folder, "waarnemingen", "waarnemingen_*.xlsx", "observation", fields, dialect=dialect, **common)


def _public_space(folder: Path, years: list[int]) -> None:
    moment = {"kind": "datetime"}
    fields = [
        field("id", "source_id"),
        field("created_at", "registered_at", **moment),
        field("updated_at", "version_at", **moment),
        field("closed_at", "closed_at", **moment),
        field("main_category", "category"),
        field("state", "status"),
        field("lon", "x", "number"),
        field("lat", "y", "number"),
        field("text"),
        field("reporter_email"),
    ]
    common = _COMMON | {"supplier": "Gemeente, openbare ruimte (verzonnen)", "format": "jsonl", "crs": "OGC:CRS84"}
    descriptor(folder, "meldingen", "meldingen_*.jsonl", "complaint", fields, **common)
