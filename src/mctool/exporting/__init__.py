"""What was awarded, for others: a table for personnel records, and Open Badges. Nobody else's data leaves with it."""
