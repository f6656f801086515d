"""The pieces of the page Werkbank. Each draws one part; what is on the bench is in bench.py. Counts nothing."""
