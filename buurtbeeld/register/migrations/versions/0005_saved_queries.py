"""Analysts' own questions, kept for themselves or for all."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table. Frozen here: tables.py may move on, what this revision makes does not."""
    op.create_table(
        "saved_query",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("sql", sa.String(20_000), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
    )
    op.create_index("saved_query_owner", "saved_query", ["owner", "name"])


def downgrade() -> None:
    """Takes the table away, with all that is in it."""
    op.drop_table("saved_query")
