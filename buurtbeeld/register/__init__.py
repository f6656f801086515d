"""What people record, kept apart from the warehouse: tables, migrations and verbs. Knows no page and counts nothing."""
