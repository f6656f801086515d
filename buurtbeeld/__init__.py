"""What pages and ETL share. Knows no page and no source."""
