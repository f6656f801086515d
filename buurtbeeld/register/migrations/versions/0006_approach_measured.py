"""What an approach aims at, by which measure, and how large a drop is expected."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the columns; approaches of before aim at everything and are measured by facts and residents."""
    op.add_column("approach", sa.Column("expected_drop", sa.Integer))
    op.add_column("approach", sa.Column("themes", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
    measure = sa.Column("measure", sa.String(40), nullable=False, server_default="facts_residents")
    op.add_column("approach", measure)


def downgrade() -> None:
    """Takes the columns away, with what is in them."""
    for name in ("measure", "themes", "expected_drop"):
        op.drop_column("approach", name)
