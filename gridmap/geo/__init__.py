"""Ground measured: datums, coordinate systems, tiling defects, point to polygon.

Numpy and shapely arrays in, the same out; longitude before latitude everywhere.
"""
