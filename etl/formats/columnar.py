"""Parquet, as text. Times with a zone become Dutch wall-clock time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from buurtbeeld.clock import DUTCH
from buurtbeeld.errors import FileRefused
from etl.blanks import trimmed
from etl.descriptors.read import Delivery
from etl.descriptors.schema import Field
from etl.formats import header, values
from etl.formats.relation import Rows, own_file
from etl.quoting import identifier, literal


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """Careful rows; line is the number of the row."""
    try:
        schema = pq.read_schema(delivery.path)
    except pa.ArrowException as error:
        raise FileRefused(
            f"{delivery.path.name} should be Parquet; it cannot be opened: {error}. Ask for it again."
        ) from error
    header.places(delivery, schema.names)
    path = delivery.path
    if set("*?[{") & set(str(path)):
        path = Path(shutil.copyfile(path, own_file(workspace, ".source.parquet")))
    names = {trimmed(name): name for name in schema.names}
    columns = ", ".join(
        f"{_text(identifier(name), schema.field(name).type, field)} as {identifier(field.name)}"
        for field in delivery.descriptor.named
        for name in [names[trimmed(field.name)]]
    )
    return Rows(
        f"(select {columns}, file_row_number + 1 as line, cast(null as varchar) as broken"
        f" from read_parquet({literal(path.as_posix())}, file_row_number = true))"
    )


def _text(column: str, kind: pa.DataType, field: Field) -> str:
    if pa.types.is_timestamp(kind) and kind.tz:
        column = f"timezone('{DUTCH.key}', {column})"
    if (pa.types.is_timestamp(kind) or pa.types.is_date(kind)) and (written := values.pattern(field)):
        return f"strftime({column}, {literal(written)})"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        whole = (
            f"regexp_replace(cast({column} as varchar), '\\.0$', '')"
            if pa.types.is_floating(kind)
            else f"cast({column} as varchar)"
        )
        return f"replace({whole}, '.', {literal(field.decimalChar)})" if field.decimalChar != "." else whole
    if pa.types.is_nested(kind):
        return f"cast(to_json({column}) as varchar)"
    return f"cast({column} as varchar)"
