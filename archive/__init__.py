"""The core of Broadside: articles in, cleaned, kept, indexed and found. Knows no window and no language."""
