"""Question sheets that people fill in; `loading/sheets.py` reads them back."""
