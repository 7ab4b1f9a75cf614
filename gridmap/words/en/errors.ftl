crs-missing = { $file } does not say its coordinate system. Say it with --crs EPSG:4326, or the system it was drawn in (in Python crs="EPSG:4326"), or put the .prj file beside it.
