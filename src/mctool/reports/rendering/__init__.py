"""A report as a page of blocks, and the formats it is written in. Nothing here knows what a report is about."""
