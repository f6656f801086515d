"""What left the corporation: every export, with what was shown and hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the log, which only grows. Frozen here: disclosures.py may move on."""
    op.create_table(
        "disclosure_log",
        sa.Column("export_id", sa.Uuid, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("profile", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(160), nullable=False),
        sa.Column("areas", sa.String(400), nullable=False),
        sa.Column("period", sa.String(60), nullable=False),
        sa.Column("format", sa.String(10), nullable=False),
        sa.Column("cells_shown", sa.Integer, nullable=False),
        sa.Column("cells_hidden", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"create trigger disclosure_log_no_{change} before {change} on disclosure_log "
                "begin select raise(abort, 'The log of exports only grows.'); end"
            )


def downgrade() -> None:
    """Takes the log away, with all that is in it."""
    op.drop_table("disclosure_log")
