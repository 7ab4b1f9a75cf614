"""What gridmap hands out: the one-file map and the coverage tables."""
