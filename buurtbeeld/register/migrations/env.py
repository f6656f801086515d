"""How Alembic reaches the register: always through a connection that the store hands over, in its transaction."""

from alembic import context

from buurtbeeld.register import all_kinds
from buurtbeeld.register.tables import metadata

# So that the list holds every table.
all_kinds.every()
# transactional_ddl: SQLite can undo the making of a table; Alembic only believes it when told.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
