"""Whether people recognise figures, and until when a mark of somebody's own holds."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes table and column. Frozen here: the records may move on, what this revision makes does not."""
    op.add_column("override", sa.Column("until", sa.Date))
    op.create_table(
        "recognition",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("area_id", sa.String(120), nullable=False),
        sa.Column("figure", sa.String(40), nullable=False),
        sa.Column("at", sa.Date, nullable=False),
        sa.Column("by_role", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("remark", sa.String(300)),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
    )


def downgrade() -> None:
    """Takes them away, with all that is in them."""
    op.drop_table("recognition")
    op.drop_column("override", "until")
