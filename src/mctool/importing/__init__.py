"""LMS tables -> a cohort's results: read, placed by a mapping that people keep in git, merged, written whole."""
