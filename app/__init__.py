"""The Streamlit pages, the `scrutiny` command, and the one place where objects are built."""
