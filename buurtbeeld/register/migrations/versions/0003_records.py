"""All other records of the register; the audit may be emptied of what is pruned, and is guarded on PostgreSQL too."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _column(name: str, kind: sa.types.TypeEngine[Any], to: str = "", empty: bool = False) -> tuple[Any, ...]:
    return name, kind, to, empty


# Frozen here: the records may move on, what this revision makes does not.
TABLES: dict[str, Sequence[tuple[Any, ...]]] = {
    "approach": (
        _column("area_id", sa.String(120)),
        _column("name", sa.String(80)),
        _column("kind", sa.String(40)),
        _column("starts_at", sa.Date()),
        _column("ends_at", sa.Date(), empty=True),
        _column("mechanism", sa.String(2000), empty=True),
        _column("expected_effect", sa.String(2000), empty=True),
        _column("partners", sa.JSON()),
        _column("cost", sa.Integer(), empty=True),
    ),
    "case": (
        _column("area_id", sa.String(120)),
        _column("kind", sa.String(40)),
        _column("theme", sa.String(60)),
        _column("subtheme", sa.String(60), empty=True),
        _column("severity", sa.Integer(), empty=True),
        _column("opened_at", sa.Date()),
        _column("closed_at", sa.Date(), empty=True),
        _column("result", sa.String(40), empty=True),
        _column("reference", sa.String(40), empty=True),
        _column("story", sa.String(2000), empty=True),
        _column("confidential", sa.Boolean()),
    ),
    "consultation": (
        _column("area_id", sa.String(120), empty=True),
        _column("kind", sa.String(40)),
        _column("held_at", sa.Date()),
        _column("partners", sa.JSON()),
        _column("story", sa.String(2000), empty=True),
    ),
    "focus_area": (
        _column("code", sa.String(40)),
        _column("name", sa.String(80)),
        _column("outline", sa.JSON(), empty=True),
        _column("members", sa.JSON()),
    ),
    "goal": (
        _column("area_id", sa.String(120)),
        _column("vision", sa.String(80)),
        _column("text", sa.String(300)),
        _column("set_at", sa.Date()),
        _column("indicator", sa.String(80), empty=True),
        _column("target", sa.Double(), empty=True),
        _column("review_at", sa.Date(), empty=True),
        _column("state", sa.String(40)),
    ),
    "initiative": (
        _column("area_id", sa.String(120)),
        _column("title", sa.String(80)),
        _column("idea_by", sa.String(40)),
        _column("proposed_at", sa.Date()),
        _column("decided_at", sa.Date(), empty=True),
        _column("decision", sa.String(40), empty=True),
        _column("granted", sa.Integer(), empty=True),
        _column("done_at", sa.Date(), empty=True),
        _column("spent", sa.Integer(), empty=True),
        _column("participants", sa.Integer(), empty=True),
        _column("result", sa.String(300), empty=True),
        _column("looked_back_at", sa.Date(), empty=True),
        _column("look_back", sa.String(300), empty=True),
    ),
    "mediation": (
        _column("area_id", sa.String(120)),
        _column("referred_by", sa.String(40)),
        _column("referred_at", sa.Date()),
        _column("suitable", sa.Boolean(), empty=True),
        _column("ended_at", sa.Date(), empty=True),
        _column("outcome", sa.String(40), empty=True),
        _column("weeks", sa.Integer(), empty=True),
        _column("cost", sa.Integer(), empty=True),
        _column("share_landlord", sa.Integer(), empty=True),
        _column("share_municipality", sa.Integer(), empty=True),
        _column("share_other", sa.Integer(), empty=True),
    ),
    "note": (
        _column("area_id", sa.String(120)),
        _column("kind", sa.String(40)),
        _column("text", sa.String(2000)),
        _column("confidential", sa.Boolean()),
    ),
    "observation": (
        _column("area_id", sa.String(120)),
        _column("seen_at", sa.Date()),
        _column("theme", sa.String(60), empty=True),
        _column("subtheme", sa.String(60), empty=True),
        _column("severity", sa.Integer(), empty=True),
        _column("clean", sa.Integer(), empty=True),
        _column("intact", sa.Integer(), empty=True),
        _column("safe", sa.Integer(), empty=True),
        _column("remark", sa.String(300), empty=True),
        _column("confidential", sa.Boolean()),
    ),
    "override": (
        _column("area_id", sa.String(120)),
        _column("lens", sa.String(40)),
        _column("column", sa.String(40)),
        _column("month", sa.Date()),
        _column("mark", sa.Double()),
        _column("instead_of", sa.Double(), empty=True),
        _column("reason", sa.String(300)),
    ),
    "partner": (
        _column("name", sa.String(80)),
        _column("kind", sa.String(40)),
        _column("contact_role", sa.String(80), empty=True),
        _column("covenant_until", sa.Date(), empty=True),
        _column("norm_days", sa.Integer(), empty=True),
        _column("norm_kind", sa.String(40)),
    ),
    "placement": (
        _column("area_id", sa.String(120)),
        _column("quarter", sa.String(7)),
        _column("target_group", sa.String(40)),
        _column("count", sa.Integer()),
    ),
    "approach_freeze": (
        _column("approach_id", sa.Uuid(), to="approach"),
        _column("number", sa.Integer()),
        _column("hash", sa.String(64)),
        _column("content", sa.JSON()),
    ),
    "commitment": (
        _column("consultation_id", sa.Uuid(), to="consultation", empty=True),
        _column("area_id", sa.String(120), empty=True),
        _column("partner_id", sa.Uuid(), to="partner", empty=True),
        _column("own_role", sa.String(40), empty=True),
        _column("text", sa.String(300)),
        _column("made_at", sa.Date()),
        _column("due", sa.Date()),
        _column("kept_at", sa.Date(), empty=True),
    ),
    "goal_review": (
        _column("goal_id", sa.Uuid(), to="goal"),
        _column("at", sa.Date()),
        _column("state", sa.String(40)),
        _column("value", sa.Double(), empty=True),
        _column("story", sa.String(2000), empty=True),
    ),
    "hand_over": (
        _column("area_id", sa.String(120)),
        _column("theme", sa.String(60)),
        _column("severity", sa.Integer(), empty=True),
        _column("case_id", sa.Uuid(), to="case", empty=True),
        _column("source", sa.String(80), empty=True),
        _column("source_id", sa.String(80), empty=True),
        _column("partner_id", sa.Uuid(), to="partner"),
        _column("consultation_id", sa.Uuid(), to="consultation", empty=True),
        _column("question", sa.String(300), empty=True),
        _column("handed_at", sa.Date()),
        _column("acknowledged_at", sa.Date(), empty=True),
        _column("first_action_at", sa.Date(), empty=True),
        _column("fed_back_at", sa.Date(), empty=True),
        _column("closed_at", sa.Date(), empty=True),
        _column("outcome", sa.String(40), empty=True),
        _column("reason", sa.String(300), empty=True),
        _column("norm_days", sa.Integer(), empty=True),
        _column("norm_kind", sa.String(40)),
        _column("confidential", sa.Boolean()),
    ),
    "photo": (
        _column("observation_id", sa.Uuid(), to="observation"),
        _column("picture", sa.LargeBinary()),
        _column("width", sa.Integer()),
        _column("height", sa.Integer()),
    ),
    "route": (
        _column("theme", sa.String(60)),
        _column("from_severity", sa.Integer()),
        _column("partner_id", sa.Uuid(), to="partner"),
        _column("way", sa.String(40)),
        _column("norm_days", sa.Integer(), empty=True),
        _column("norm_kind", sa.String(40)),
    ),
    "step": (
        _column("case_id", sa.Uuid(), to="case"),
        _column("ladder", sa.String(40)),
        _column("kind", sa.String(40)),
        _column("rung", sa.Integer()),
        _column("at", sa.Date()),
        _column("by_role", sa.String(40)),
        _column("outcome", sa.String(40), empty=True),
        _column("remark", sa.String(300), empty=True),
    ),
}
ONCE = {
    "approach_freeze": ["approach_id", "number"],
    "focus_area": ["code"],
    "partner": ["name"],
    "route": ["theme", "from_severity"],
    "override": ["area_id", "lens", "column", "month"],
    "placement": ["area_id", "quarter", "target_group"],
}
GROWS = "The audit only grows."
FIXED = "What was frozen stays."


def upgrade() -> None:
    """Makes the tables, says who made each mark, and lets prune empty lines of the audit but nobody change one."""
    for name, columns in TABLES.items():
        _make(name, columns)
    op.add_column("known_warning", sa.Column("created_by", sa.String(120), nullable=False, server_default=""))
    mark, line = sa.table("known_warning", sa.column("id"), sa.column("created_by")), _audit()
    first = sa.select(line.c.by).where(line.c.record_id == mark.c.id).order_by(line.c.id).limit(1).scalar_subquery()
    op.execute(mark.update().values(created_by=sa.func.coalesce(first, "")))
    op.create_index("ix_audit_record_id", "audit", ["record_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop trigger audit_no_update")
    _guard("audit", "update", GROWS, unless=_EMPTIED)
    _guard("approach_freeze", "update", FIXED)
    if op.get_bind().dialect.name == "postgresql":
        _guard("audit", "delete", GROWS)


def downgrade() -> None:
    """Takes the tables away, with all that is in them; marks and audit stay."""
    for name, change in (("audit", "update"), ("approach_freeze", "update"), ("audit", "delete")):
        _unguard(name, change)
    op.drop_index("ix_audit_record_id", "audit")
    op.drop_column("known_warning", "created_by")
    for name in reversed(TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name == "sqlite":
        _guard("audit", "update", GROWS)


def _make(name: str, columns: Sequence[tuple[Any, ...]]) -> None:
    made = [
        sa.Column(column, kind, *([sa.ForeignKey(f"{to}.id", name=f"{name}_{column}")] if to else []), nullable=empty)
        for column, kind, to, empty in columns
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Uuid, primary_key=True),
        *made,
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
    )
    for column, _kind, to, _empty in columns:
        if to:
            op.create_index(f"ix_{name}_{column}", name, [column])
    if name in ONCE:
        living = sa.text("deleted_at is null")
        op.create_index(f"{name}_once", name, ONCE[name], unique=True, sqlite_where=living, postgresql_where=living)


def _audit() -> sa.TableClause:
    return sa.table("audit", *(sa.column(name) for name in ("id", "by", "record_id")))


_SAME = ("id", "at", "by", "verb", "record", "record_id", "version")
_EMPTIED = " and ".join(
    ['new."before" is null', 'new."after" is null', *(f'new."{name}" = old."{name}"' for name in _SAME)]
)
"""The one change that a line of audit knows: what was in the record goes, that it was done stays."""


def _guard(table: str, change: str, sentence: str, unless: str = "") -> None:
    """Lets the database itself refuse a change of rows, whoever asks."""
    name, when = f"{table}_no_{change}", f"when (not ({unless}))" if unless else ""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"create trigger {name} before {change} on {table} {when} begin select raise(abort, '{sentence}'); end"
        )
        return
    op.execute(
        f"create function {name}() returns trigger language plpgsql as "
        f"$$ begin raise exception '{sentence}' using errcode = 'integrity_constraint_violation'; end $$"
    )
    op.execute(f"create trigger {name} before {change} on {table} for each row {when} execute function {name}()")


def _unguard(table: str, change: str) -> None:
    name = f"{table}_no_{change}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"drop trigger {name} on {table}")
        op.execute(f"drop function {name}()")
    elif change == "update":
        op.execute(f"drop trigger {name}")
