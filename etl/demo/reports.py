"""The text columns of reports, as each of four suppliers would export them. Plants no dirt and writes no file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo import words
from etl.demo.papers import degrees
from etl.demo.stock import Stock
from etl.demo.streams import streams
from etl.demo.tables import decimals, in_json, numbered, quoted, stamps
from etl.demo.tables import words as pick

JITTERS = 4
"""Points near an address repeat: a supplier writes the same few of them again and again."""


@dataclass(frozen=True)
class Lists:
    """Ready texts per spot, so that a row only looks them up. Lists of several forms are laid end to end."""

    spots: int
    street: np.ndarray
    town: np.ndarray
    postcode: list[str]
    number: list[str]
    addition: list[str]
    complex: np.ndarray
    lon: pa.Array
    lat: pa.Array
    x: pa.Array
    y: pa.Array
    crossing: np.ndarray
    categories: np.ndarray
    severity: np.ndarray


def lists(stock: Stock) -> Lists:
    """Every way in which the addresses and points of the stock are written."""
    spots, streets = stock.spots, stock.streets
    row = spots["street"].to_numpy()
    four, two = streets["postcode"].str[:4].to_numpy()[row], streets["postcode"].str[4:].to_numpy()[row]
    number, addition = spots["number"].astype(str).to_numpy(), spots["addition"].to_numpy()
    dash = np.where(addition == "", "", "-")
    away = np.random.default_rng(3).uniform(-9, 9, (2, JITTERS, len(spots)))
    away[:, 0] = 0
    x, y = np.round(spots["x"].to_numpy() + away[0], 1).ravel(), np.round(spots["y"].to_numpy() + away[1], 1).ravel()
    lon, lat = degrees(x, y)
    names = pd.Series(list(zip(streets["town"], streets["name"], strict=True)))
    table = streams()
    lower = [letter.lower() for letter in addition]
    return Lists(
        spots=len(spots),
        street=streets["name"].to_numpy()[row],
        town=streets["town"].to_numpy()[row],
        postcode=[*(four + two), *(four + " " + two), *np.char.lower((four + two).astype(str))],
        number=[*number, *(number + addition), *(number + dash + np.array(lower, dtype=object))],
        addition=[*addition, *[""] * (2 * len(spots))],
        complex=np.array([*stock.complexes, ""], dtype=object)[spots["complex"]],
        lon=decimals(lon, 6), lat=decimals(lat, 6), x=decimals(x, 1, comma=True), y=decimals(y, 1, comma=True),
        crossing=names.duplicated(keep=False).to_numpy()[row],
        categories=table["category"].to_numpy(),
        severity=table["severity"].to_numpy(),
    )  # fmt: skip


def _written(
    events: pd.DataFrame, lists: Lists, share: float, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Per row in which of three forms its address is written, and whether only the street is known (a share)."""
    form = draw.choice(3, len(events), p=(0.6, 0.25, 0.15))
    street_only = (draw.random(len(events)) < share) & ~lists.crossing[events["spot"]]
    return form, street_only


def _address(events: pd.DataFrame, lists: Lists, form: np.ndarray, hidden: np.ndarray) -> dict[str, pa.Array]:
    """postcode, number and addition; empty where hidden."""
    index = np.where(hidden, -1, form * lists.spots + events["spot"].to_numpy())
    return {
        "postcode": pick(lists.postcode, index),
        "number": pick(lists.number, index),
        "addition": pick(lists.addition, index),
    }


def _free(events: pd.DataFrame, draw: np.random.Generator) -> dict[str, pa.Array]:
    """What no column may feed: names, telephone numbers, mailboxes, free text."""
    who = draw.integers(0, len(words.people()), len(events))
    said = words.sentences()
    return {
        "name": pick(words.people(), who),
        "phone": pick(words.telephones(), np.where(draw.random(len(events)) < 0.5, who, -1)),
        "mail": pick(words.mailboxes(), np.where(draw.random(len(events)) < 0.4, who, -1)),
        "said": pick(said, draw.integers(0, len(said), len(events))),
    }


def complaints(events: pd.DataFrame, number: np.ndarray, lists: Lists, draw: np.random.Generator) -> pa.Table:
    """The corporation's own system: addresses, a reporter's number, a case; dates as 31-12-2025 23:59."""
    form, street_only = _written(events, lists, 0.03, draw)
    bare = (form == 0) & (draw.random(len(events)) < 0.15) & ~street_only
    spot = events["spot"].to_numpy()
    free, address = _free(events, draw), _address(events, lists, form, street_only)
    closed = events["closed"].to_numpy()
    return pa.table({
        "meldnummer": numbered("M", number, 8),
        "melder_naam": free["name"],
        "telefoon": free["phone"],
        "e-mail": free["mail"],
        "omschrijving": quoted(free["said"]),
        "soort": pick(lists.categories, events["stream"].to_numpy()),
        "kanaal": pick(words.CHANNELS, draw.choice(len(words.CHANNELS), len(events), p=words.CHANNEL_SHARES)),
        "meldernummer": _reporter(events["reporter"].to_numpy()),
        "gemeld_op": stamps(events["at"].to_numpy(), "%d-%m-%Y"),
        "afgehandeld_op": stamps(closed, "%d-%m-%Y"),
        "gewijzigd_op": stamps(events["changed"].to_numpy(), "%d-%m-%Y"),
        "status": pick((words.STATUS_OPEN, words.STATUS_CLOSED), (closed >= 0).astype(int)),
        "zaaknummer": _case(events["case"].to_numpy()),
        "postcode": address["postcode"],
        "huisnummer": address["number"],
        "toevoeging": address["addition"],
        "straat": pick(lists.street, np.where(bare, -1, spot)),
        "plaats": pick(lists.town, np.where(bare, -1, spot)),
    })  # fmt: skip


def _case(number: np.ndarray) -> pa.Array:
    """Every third case has no number: then the loader must tell what belongs together."""
    return pc.if_else(pa.array(number % 3 == 0), "", numbered("Z", number, 7))


def _reporter(spot: np.ndarray) -> pa.Array:
    return pc.if_else(pa.array(spot < 0), "", numbered("00", np.where(spot < 0, 0, spot) * 7 + 1001, 6))


def _points(
    events: pd.DataFrame, lists: Lists, missing: np.ndarray, draw: np.random.Generator, metres: bool
) -> tuple[pa.Array, pa.Array]:
    index = draw.integers(0, JITTERS, len(events)) * lists.spots + events["spot"].to_numpy()
    x, y = (lists.x, lists.y) if metres else (lists.lon, lists.lat)
    rows, gone = pa.array(index), pa.array(missing)
    return pc.if_else(gone, "", x.take(rows)), pc.if_else(gone, "", y.take(rows))


def incidents(
    events: pd.DataFrame, number: np.ndarray, lists: Lists, draw: np.random.Generator, metres: bool
) -> pa.Table:
    """Public order: points, in older years as degrees, later as RD metres with a decimal comma; few have an address."""
    missing = draw.random(len(events)) < 0.05
    x, y = _points(events, lists, missing, draw, metres)
    spot = events["spot"].to_numpy()
    street = np.where(missing | (draw.random(len(events)) < 0.5), spot, -1)
    free, address = _free(events, draw), _address(events, lists, np.zeros(len(events), int), ~missing)
    date_form = "%d-%m-%Y" if metres else "%Y-%m-%d"
    at = events["at"].to_numpy()
    return pa.table({
        "incidentnr": numbered("OOV-", number, 7),
        "betrokkene": free["name"],
        "toelichting": quoted(free["said"]),
        "type": pick(lists.categories, events["stream"].to_numpy()),
        "voorgevallen": stamps(at - draw.integers(0, 90, len(events)), date_form),
        "geregistreerd": stamps(at, date_form),
        "x" if metres else "lon": quoted_unless_empty(x) if metres else x,
        "y" if metres else "lat": quoted_unless_empty(y) if metres else y,
        "straat": pick(lists.street, street),
        "huisnummer": address["number"],
        "toevoeging": address["addition"],
        "plaats": pick(lists.town, street),
        "ernst": pick([str(grade) for grade in range(6)], lists.severity[events["stream"]]),
    })  # fmt: skip


def quoted_unless_empty(column: pa.Array) -> pa.Array:
    """Decimal commas in a file of commas need quotes."""
    return pc.if_else(pc.equal(column, ""), "", quoted(column))


def observations(events: pd.DataFrame, number: np.ndarray, lists: Lists, draw: np.random.Generator) -> pa.Table:
    """What staff saw: in a street, in a complex, at an address; with a severity."""
    spot = events["spot"].to_numpy()
    form, _ = _written(events, lists, 0.0, draw)
    how = draw.choice(3, len(events), p=(0.4, 0.3, 0.3))
    how = np.where(lists.crossing[spot] & (how == 0), 2, how)
    address, free = _address(events, lists, form, how != 2), _free(events, draw)
    street = np.where(how == 1, -1, spot)
    severity = np.clip(lists.severity[events["stream"]] + draw.integers(-1, 2, len(events)), 1, 5)
    return pa.table({
        "nummer": numbered("W", number, 6),
        "datum": stamps(events["at"].to_numpy(), "%Y-%m-%d"),
        "medewerker": pick(words.STAFF, draw.integers(0, len(words.STAFF), len(events))),
        "onderwerp": pick(lists.categories, events["stream"].to_numpy()),
        "ernst": pick([str(grade) for grade in range(6)], severity),
        "straat": pick(lists.street, street),
        "plaats": pick(lists.town, street),
        "complex": pick(lists.complex, np.where(how == 1, spot, -1)),
        "postcode": address["postcode"],
        "huisnummer": address["number"],
        "toevoeging": address["addition"],
        "toelichting": free["said"],
    })  # fmt: skip


def public_space(events: pd.DataFrame, number: np.ndarray, lists: Lists, draw: np.random.Generator) -> pa.Table:
    """The city's reports in public space, values written as JSON: points only, the words of its own categories."""
    lon, lat = _points(events, lists, np.zeros(len(events), bool), draw, metres=False)
    free, closed = _free(events, draw), events["closed"].to_numpy()
    return pa.table({
        "id": in_json(numbered("SIG-", number, 7)),
        "created_at": in_json(stamps(events["at"].to_numpy(), "%Y-%m-%d", "T")),
        "updated_at": in_json(stamps(events["changed"].to_numpy(), "%Y-%m-%d", "T")),
        "closed_at": in_json(stamps(closed, "%Y-%m-%d", "T")),
        "main_category": in_json(pick(lists.categories, events["stream"].to_numpy())),
        "state": in_json(pick(("in behandeling", "afgehandeld"), (closed >= 0).astype(int))),
        "lon": lon,
        "lat": lat,
        "text": in_json(free["said"]),
        "reporter_email": in_json(free["mail"]),
    })  # fmt: skip
