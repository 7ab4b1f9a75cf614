"""The library face: the main job for people who work with (Geo)DataFrames.

Indexes are preserved, coordinate systems required and never guessed, nothing handed in is changed.
What is public is named in ``gridmap/__init__.pyi``.
"""
