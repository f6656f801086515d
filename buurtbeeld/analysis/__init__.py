"""Questions to the warehouse and to the analysts' file: the catalogue of queries, the data dictionary, the sandbox."""
