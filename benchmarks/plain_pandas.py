"""The same job written straightforwardly with pandas and geopandas: an analyst's script as a yardstick.

It writes what the build writes of such a delivery: reports with their place and case, rejected rows with all reasons,
and counts per area and month, per hexagon and month, of two years with different reporters, and of the last weeks. It
leaves out what the build does besides: addresses written in other ways, checks, what is kept for the next build.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import geopandas as gpd
import h3
import pandas as pd

YEAR = pd.DateOffset(years=1)


def main(raw: Path, target: Path) -> None:
    """Reads raw/complaints, addresses and areas; writes reports, rejected rows and counts as Parquet in target."""
    target.mkdir(parents=True, exist_ok=True)
    rows = pd.concat([read(path) for path in sorted((raw / "complaints").glob("klachten_*.csv"))], ignore_index=True)
    rows["registered_at"] = pd.to_datetime(rows["gemeld_op"], format="%d-%m-%Y %H:%M", errors="coerce")
    rows["closed_at"] = pd.to_datetime(rows["afgehandeld_op"], format="%d-%m-%Y %H:%M", errors="coerce")
    reasons = wrong(rows)
    bad = reasons.any(axis=1)
    rejected = rows[bad].assign(reasons=[", ".join(row.index[row]) for _, row in reasons[bad].iterrows()])
    rejected.to_parquet(target / "rejected.parquet")
    rows = rows[~bad].drop_duplicates("meldingnummer", keep="last")
    themes = pd.read_csv(raw / "complaints" / "klachten.categories.csv")
    rows = rows.merge(themes, left_on="soort", right_on="category", how="left")
    rows[["theme", "subtheme"]] = rows[["theme", "subtheme"]].fillna("unknown")
    years = rows["registered_at"].dt.year.astype(str)
    rows["reporter_key"] = [
        hashlib.sha256(f"key|{year}|{who}".encode()).hexdigest()[:16]
        for year, who in zip(years, rows["huurder"], strict=True)
    ]
    rows = rows.merge(located(raw), on=["postcode_key", "number_key"], how="left")
    rows["month"] = rows["registered_at"].dt.to_period("M").dt.to_timestamp()
    rows["opens_case"] = opens_case(rows)
    keep = [
        "meldingnummer",
        "registered_at",
        "closed_at",
        "subtheme",
        "kanaal",
        "status",
        "reporter_key",
        "buurtcode",
        "hexagon",
        "month",
        "opens_case",
    ]
    rows[keep].to_parquet(target / "signal.parquet")
    counted(rows, ["buurtcode", "theme", "subtheme", "month"]).to_parquet(target / "area_month.parquet")
    rows.groupby(["hexagon", "theme", "month"]).size().to_frame("reports").to_parquet(target / "hexagon_month.parquet")
    two_years(rows).to_parquet(target / "area_period.parquet")
    recent(rows).to_parquet(target / "recent.parquet")


def wrong(rows: pd.DataFrame) -> pd.DataFrame:
    """One column per reason to reject a row, true where it holds."""
    return pd.DataFrame(
        {
            "number is missing": rows["meldingnummer"].isna(),
            "registered_at is no date": rows["registered_at"].isna(),
            "closed_at is no date": rows["closed_at"].isna() & rows["afgehandeld_op"].notna(),
            "closed_at lies before registered_at": rows["closed_at"] < rows["registered_at"],
            "lies in the future": (rows["registered_at"] > pd.Timestamp.now())
            | (rows["closed_at"] > pd.Timestamp.now()),
        }
    )


def counted(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Reports and cases of each group."""
    return rows.groupby(by).agg(reports=("meldingnummer", "size"), cases=("opens_case", "sum")).reset_index()


def two_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Reports, reporters and cases of the last twelve whole months and of the twelve before, by theme and all."""
    until = rows["month"].max()
    found = []
    for period, end in (("last_12", until), ("previous_12", until - YEAR)):
        part = rows[(rows["month"] >= end - YEAR) & (rows["month"] < end)]
        for by in (["buurtcode", "theme"], ["buurtcode"]):
            who = part.groupby(by)["reporter_key"].nunique().to_frame("reporters").reset_index()
            found.append(counted(part, by).merge(who, on=by).assign(period=period))
    return pd.concat(found)


def recent(rows: pd.DataFrame) -> pd.DataFrame:
    """Reports of the last week and month and of the ones before, by theme and all."""
    ago = (rows["registered_at"].max() - rows["registered_at"]).dt.days
    found = []
    for window, first, last in (("week", 0, 7), ("week_before", 7, 14), ("month", 0, 30), ("month_before", 30, 60)):
        part = rows[(ago >= first) & (ago < last)]
        for by in (["buurtcode", "theme"], ["buurtcode"]):
            found.append(part.groupby(by).size().to_frame("reports").reset_index().assign(window=window))
    return pd.concat(found)


def read(path: Path) -> pd.DataFrame:
    """One delivered file as text, with the keys by which addresses are matched."""
    rows = pd.read_csv(path, sep=";", dtype=str).drop(columns="omschrijving")
    return with_keys(rows)


def with_keys(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds postcode and number as they are compared."""
    rows["postcode_key"] = rows["postcode"].str.replace(" ", "").str.upper()
    rows["number_key"] = rows["huisnummer"] + rows["toevoeging"].fillna("").str.upper()
    return rows


def located(raw: Path) -> pd.DataFrame:
    """Every address with the area it lies in."""
    addresses = with_keys(pd.read_csv(raw / "addresses" / "adressen.csv", sep=";", dtype=str))
    points = gpd.points_from_xy(addresses["x"].astype(float), addresses["y"].astype(float), crs=28992)
    areas = gpd.read_file(raw / "areas" / "buurten.gpkg")
    placed = gpd.sjoin(gpd.GeoDataFrame(addresses, geometry=points), areas, how="left", predicate="intersects")
    placed = placed.drop_duplicates(["postcode_key", "number_key"])
    at = placed.geometry.to_crs(4326)
    placed["hexagon"] = [h3.latlng_to_cell(lat, lon, 9) for lon, lat in zip(at.x, at.y, strict=True)]
    return placed[["postcode_key", "number_key", "buurtcode", "hexagon"]]


def opens_case(rows: pd.DataFrame) -> pd.Series:
    """False for a report on a place and subtheme while the case that an earlier one opened had not ended."""
    ordered = rows.sort_values("registered_at")
    until = ordered["closed_at"].fillna(ordered["registered_at"] + pd.Timedelta(days=30))
    matter = ordered.groupby(["postcode_key", "number_key", "subtheme"], dropna=False).ngroup()
    opens, ends = [], {}
    for number, at, end in zip(matter, ordered["registered_at"], until, strict=True):
        opens.append(number not in ends or at > ends[number])
        if opens[-1]:
            ends[number] = max(at, end)
    return pd.Series(opens, index=ordered.index).reindex(rows.index)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
