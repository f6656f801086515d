"""The pieces of the page Werkbank. Each draws one part; what is on the bench is in session_panel.py. Counts nothing."""
