"""The layouts of learning platforms: each is recognised by its headings, never by a file name or by position."""
