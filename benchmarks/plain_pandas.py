"""The same job written straightforwardly with pandas and geopandas: an analyst's script as a yardstick."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd


def main(raw: Path, target: Path) -> None:
    """Reads raw/complaints, addresses and areas; writes reports, rejected and counts per area and month as Parquet."""
    target.mkdir(parents=True, exist_ok=True)
    rows = pd.concat([read(path) for path in sorted((raw / "complaints").glob("klachten_*.csv"))], ignore_index=True)
    rows["registered_at"] = pd.to_datetime(rows["gemeld_op"], format="%d-%m-%Y %H:%M", errors="coerce")
    rows["closed_at"] = pd.to_datetime(rows["afgehandeld_op"], format="%d-%m-%Y %H:%M", errors="coerce")
    bad = rows["meldingnummer"].isna() | rows["registered_at"].isna() | (rows["closed_at"] < rows["registered_at"])
    bad |= rows["closed_at"].isna() & rows["afgehandeld_op"].notna()
    rows[bad].to_parquet(target / "rejected.parquet")
    rows = rows[~bad].drop_duplicates("meldingnummer", keep="last")
    themes = pd.read_csv(raw / "complaints" / "klachten.categories.csv")
    rows = rows.merge(themes, left_on="soort", right_on="category", how="left")
    rows["subtheme"] = rows["subtheme"].fillna("unknown")
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
        "month",
        "opens_case",
    ]
    rows[keep].to_parquet(target / "signal.parquet")
    counts = rows.groupby(["buurtcode", "subtheme", "month"]).agg(
        reports=("meldingnummer", "size"), cases=("opens_case", "sum")
    )
    counts.reset_index().to_parquet(target / "area_month.parquet")


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
    return placed.drop_duplicates(["postcode_key", "number_key"])[["postcode_key", "number_key", "buurtcode"]]


def opens_case(rows: pd.DataFrame) -> pd.Series:
    """False for a report on a place and subtheme of which an earlier report was still open."""
    ordered = rows.sort_values("registered_at")
    until = ordered["closed_at"].fillna(ordered["registered_at"] + pd.Timedelta(days=30))
    matter = [ordered["postcode_key"], ordered["number_key"], ordered["subtheme"]]
    latest = until.groupby(matter).cummax()
    earlier = latest.groupby(matter).shift()
    return ~(ordered["registered_at"] <= earlier).reindex(rows.index)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
