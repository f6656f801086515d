"""Early warnings that somebody knows about, and the audit of every change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes both tables. Frozen here: tables.py may move on, what this revision makes does not."""
    _make_known_warning()
    _make_audit()


def downgrade() -> None:
    """Takes both tables away, with all that is in them."""
    op.drop_table("audit")
    op.drop_table("known_warning")


def _make_known_warning() -> None:
    op.create_table(
        "known_warning",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("area_id", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("remark", sa.String(300), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
    )
    living = sa.text("deleted_at is null")
    op.create_index(
        "known_warning_once",
        "known_warning",
        ["area_id", "kind", "theme"],
        unique=True,
        sqlite_where=living,
        postgresql_where=living,
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("verb", sa.String(40), nullable=False),
        sa.Column("record", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
    # Other databases say this by what a role is granted; SQLite knows no roles.
    if op.get_bind().dialect.name != "sqlite":
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger audit_no_{change} before {change} on audit "
            "begin select raise(abort, 'The audit only grows.'); end"
        )
