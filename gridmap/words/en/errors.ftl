crs-missing = { $file } does not say its coordinate system. Pass crs="EPSG:4326" (or the system it was made in), or put the .prj file beside it.
