"""Who may sign in, with their role and areas."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table. Frozen here: tables.py may move on, what this revision makes does not."""
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("issuer", sa.String(255)),
        sa.Column("subject", sa.String(255)),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("session_epoch", sa.DateTime),
        sa.Column("invited_by", sa.String(120), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    active = sa.text("active")
    op.create_index("person_once", "person", ["email"], unique=True, sqlite_where=active, postgresql_where=active)


def downgrade() -> None:
    """Takes the table away: afterwards nobody can sign in until people are invited again."""
    op.drop_table("person")
