"""The only shared code that knows Streamlit. Knows no SQL and no figures."""
