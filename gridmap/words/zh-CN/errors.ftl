crs-missing = { $file } 没有写明坐标系。用 --crs EPSG:4326 或制图时用的坐标系写明（Python 里是 crs="EPSG:4326"），或把 .prj 文件放在旁边。
