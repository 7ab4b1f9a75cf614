"""Where a workspace is kept: one SQLite GeoPackage in a folder, or PostgreSQL with PostGIS.

Never open the live GeoPackage with GDAL (pyogrio, geopandas) in a process that also holds it open
here: the second SQLite library in the process drops the file locks of the first, and commits that
were acknowledged vanish. From another process it is safe.
"""
