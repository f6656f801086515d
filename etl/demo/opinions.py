"""What staff and residents think, and invented key figures: scores, survey waves, indicators. Draws no report."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import numpy as np

from etl.demo import papers, scenario
from etl.demo.dirt import Tally
from etl.demo.papers import field
from etl.demo.town import Town

TEAMS = ("Wijkbeheer", "Sociaal beheer")
ASPECTS = {
    "clean": ("surroundings",),
    "intact": ("vandalism", "maintenance"),
    "safe": ("safety", "drugs"),
    "nuisance": ("nuisance",),
    "togetherness": (),
}
QUESTIONS = {
    "veiligheid": ("safety",),
    "overlast": ("nuisance",),
    "netheid": ("surroundings",),
    "samenhang": (),
    "thuisgevoel": ("nuisance", "safety"),
}
SECRET = "-99997"
SCORES_TWICE = 20
_SEMICOLONS = {"format": "csv", "dialect": {"delimiter": ";"}}


def deliver(raw: Path, town: Town, until: date, draw: np.random.Generator) -> dict[str, Tally]:
    """Writes raw/wijkbeheer/scores.csv and raw/onderzoek; one tally per file."""
    (raw / "onderzoek").mkdir(parents=True)
    lived = np.flatnonzero(town.facts["homes"].to_numpy() >= 50)
    return (
        _scores(raw / "wijkbeheer" / "wijkscores.csv", town, lived, until, draw)
        | _surveys(raw / "onderzoek", town, lived, until, draw)
        | _figures(raw / "onderzoek" / "kerncijfers.csv", town, until, draw)
    )


def burden(town: Town, themes: tuple[str, ...]) -> np.ndarray:
    """How much there truly is of these themes, shape (buurten, months); 1 is the level of an average buurt."""
    level = np.repeat(town.facts["level"].to_numpy()[:, None], scenario.MONTHS, axis=1)
    for effect in scenario.effects():
        if effect.level == "buurt" and (not effect.themes or set(effect.themes) & set(themes)):
            level[town.position(effect.area), scenario.MONTHS + effect.since : scenario.MONTHS + effect.until] *= (
                effect.factor
            )
    return level


def _scores(path: Path, town: Town, lived: np.ndarray, until: date, draw: np.random.Generator) -> dict[str, Tally]:
    """Report marks per month, buurt, team and aspect; some rows come twice, two are wrong."""
    rows = _marks(town, lived, until, draw)
    wrong = [(*rows[0][:2], "Wijkraad", "clean", "11,0"), (*rows[0][:2], "Wijkraad", "clean", "goed")]
    header = ["buurt", "maand", "team", "aspect", "cijfer"]
    papers.table(path, header, [*rows, *rows[:SCORES_TWICE], *wrong], ";")
    fields = [field(*pair) for pair in zip(header[:1] + header[2:4], ("area_code", "team", "aspect"), strict=True)]
    fields += [field("maand", "month", "date"), field("cijfer", "score", "number", decimalChar=",")]
    common = {"supplier": "Wijkbeheer (verzonnen)", "refresh": "maandelijks", "personal_data": False}
    papers.one_file(path, "staff_scores", fields, common | _SEMICOLONS)
    faults = {"same row twice": SCORES_TWICE, "score above 10": 1, "score in words": 1}
    tally = Tally(len(rows) + SCORES_TWICE + 2, len(rows), SCORES_TWICE, 2, faults=faults)
    return {f"wijkbeheer/{path.name}": tally}


def _marks(town: Town, lived: np.ndarray, until: date, draw: np.random.Generator) -> list[tuple[str, ...]]:
    """Marks of two teams; they follow the true burden three months late, and one team is stricter."""
    months = [papers.month(until, offset).isoformat() for offset in range(-scenario.MONTHS, 0)]
    codes, rows = town.facts["buurtcode"].to_numpy()[lived], []
    for number, (aspect, themes) in enumerate(ASPECTS.items()):
        felt = np.log(burden(town, themes))[lived]
        delayed = np.concatenate([felt[:, :3], felt[:, :-3]], axis=1)
        for team, strict in zip(TEAMS, (0.0, 0.4), strict=True):
            marks = 6.9 - 0.15 * number - strict - 2.2 * delayed + draw.normal(0, 0.35, delayed.shape)
            shown = np.clip(np.round(marks * 2) / 2, 1, 10).ravel().tolist()
            pairs = itertools.product(codes, months)
            texts = [f"{mark:.1f}".replace(".", ",") for mark in shown]
            rows += [(*pair, team, aspect, text) for pair, text in zip(pairs, texts, strict=True)]
    return sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def _surveys(folder: Path, town: Town, lived: np.ndarray, until: date, draw: np.random.Generator) -> dict[str, Tally]:
    """Every second spring; the newest wave has one column per question, the older ones a row."""
    first = papers.month(until, -scenario.MONTHS)
    waves = [year for year in range(first.year, until.year + 1) if year % 2 == 0 and first <= date(year, 4, 1) < until]
    codes, homes = town.facts["buurtcode"].to_numpy(), town.facts["homes"].to_numpy()
    long, wide = [], []
    for wave in waves:
        month = (wave - first.year) * 12 + 4 - first.month
        answers = {
            name: 7.2 - 1.5 * np.log(burden(town, themes))[:, month] + draw.normal(0, 0.15, len(codes))
            for name, themes in QUESTIONS.items()
        }
        for buurt in lived:
            n = int(draw.binomial(homes[buurt], 0.16))
            means = [f"{np.clip(answers[name][buurt], 1, 10):.2f}" for name in QUESTIONS]
            wide.append((codes[buurt], str(wave), *means, str(n), "1.80"))
            long += [
                (codes[buurt], str(wave), name, mean, str(n), "1.80")
                for name, mean in zip(QUESTIONS, means, strict=True)
            ]
    newest = str(waves[-1])
    long, wide = [row for row in long if row[1] != newest], [row for row in wide if row[1] == newest]
    papers.table(folder / "bewoners_eerder.csv", ["buurt", "golf", "vraag", "gemiddelde", "n", "sd"], long)
    papers.table(folder / "bewoners_laatste.csv", ["buurt", "golf", *QUESTIONS, "n", "sd"], wide)
    _describe_surveys(folder)
    return {
        "onderzoek/bewoners_eerder.csv": Tally(len(long), len(long)),
        "onderzoek/bewoners_laatste.csv": Tally(len(wide), len(wide)),
    }


def _describe_surveys(folder: Path) -> None:
    common = {
        "supplier": "Bewonersonderzoek (verzonnen)",
        "refresh": "tweejaarlijks",
        "personal_data": False,
        "format": "csv",
    }
    key = [field("buurt", "area_code"), field("golf", "wave")]
    size = [field("n", "n", "integer"), field("sd", "sd", "number")]
    long = [*key, field("vraag", "question"), field("gemiddelde", "mean", "number"), *size]
    wide = [*key, *(field(name, f"value:{name}", "number") for name in QUESTIONS), *size]
    papers.one_file(folder / "bewoners_eerder.csv", "surveys", long, common)
    papers.one_file(folder / "bewoners_laatste.csv", "surveys", wide, common)


def _figures(path: Path, town: Town, until: date, draw: np.random.Generator) -> dict[str, Tally]:
    """Invented key figures per year, one column each; small buurten are secret, a few cells are empty."""
    names = ("inwoners", "huishoudens", "gemiddeld_inkomen", "aandeel_65_plus", "aandeel_eenpersoons")
    homes, level = town.facts["homes"].to_numpy(), town.facts["level"].to_numpy()
    rows = []
    for year in range(until.year - 6, until.year):
        households = (homes * 1.9 + 60 + draw.normal(0, 10, len(homes))).astype(int).clip(5)
        values = [households * 2.1, households, 31.5 - 5 * np.log(level) + draw.normal(0, 0.4, len(homes))]
        values += [23 + draw.normal(0, 1.5, len(homes)), 36 + 8 * np.log(level) + draw.normal(0, 1, len(homes))]
        for buurt, code in enumerate(town.facts["buurtcode"]):
            shown = [
                f"{values[0][buurt]:.0f}",
                f"{values[1][buurt]:.0f}",
                *(f"{value[buurt]:.1f}".replace(".", ",") for value in values[2:]),
            ]
            if homes[buurt] == 0:
                shown[2:] = [SECRET] * 3
            shown[3] = "" if (buurt + year) % 23 == 0 else shown[3]
            rows.append((f"{code}  ", str(year), *shown))
    papers.table(path, ["gebied", "jaar", *names], rows, ";")
    fields = [field("gebied", "area_code"), field("jaar", "vintage")]
    fields += [field(name, f"value:{name}", "number", decimalChar=",") for name in names]
    common = {"supplier": "Kerncijfers (verzonnen)", "refresh": "jaarlijks", "personal_data": False}
    papers.one_file(path, "indicators", fields, common | _SEMICOLONS)
    return {f"onderzoek/{path.name}": Tally(len(rows), len(rows))}
