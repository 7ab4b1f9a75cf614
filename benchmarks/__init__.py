"""Side-by-side measurements against peers; how they are made is in README.md here."""
