### Reading files: what was wrong with one, or with a row of it, and what to do.

## The file

file-missing = There is no file { $file }. Check the name and the folder.
file-is-folder = { $file } is a folder. Name the file inside it.
file-elsewhere = { $file } is not a file on this machine. Download it first, then pass the path of the download.
file-not-readable = { $file } may not be opened. Ask its owner for the right to read it.
file-empty = { $file } is empty. Export it again.
file-truncated = { $file } breaks off in the middle. Copy or download it again.
file-too-large = { $file } holds { $mib } MiB, more than one file may. Split it by district.
file-too-large-to-read = { $file } needs more memory than a file may take. If it is a table, delete the empty rows and columns far below and to the right and save it again; otherwise split it by district.
file-too-slow = { $file } was not read within { $seconds } s, so reading was stopped. Split it by district, or save it as GeoPackage.
file-unreadable = { $file } could not be read: { $detail ->
    [pbf] it is not in one of its blocks what PBF is
    [geo] what it says of its geometry is incomplete
   *[other] { $detail }
}. Open it in the program that made it and save it again.
file-not-text = { $file } is in no known text encoding. Save it as UTF-8.
file-type-unknown = { $file } is of no kind gridmap reads. Save it as GeoPackage, GeoJSON, Shapefile, GeoParquet, OSM, CSV or Excel.
file-is-web-archive = { $file } is the archive of a web page. Open it in Excel or WPS and save it as xlsx.
file-type-mismatch = { $file } is in truth { $kind }; it was read as that. Rename it to avoid confusion.
file-only-refers = { $file } holds no data, it only points to other files. Save the data itself, for example as GeoPackage.
file-is-osm = { $file } is an OpenStreetMap extract; only buildings, streets, gates and landcover are read from those. Pass another file.
file-not-osm = { $file } is { $kind }, not an OpenStreetMap extract. Pass an .osm.pbf or .osm file.
file-no-records = { $file } has no records. Export it again with its rows.

## Archives, databases and other containers

archive-bomb = { $file } would swell to { $mib } MiB when unpacked; it was not opened. Unpack it yourself if you trust it, and pass the file inside.
archive-entries = { $file } holds { $entries } files, more than an archive may. Pass the one map file only.
archive-encrypted = { $file } is locked with a password. Unpack it and pass the file inside.
archive-no-map = { $file } holds no map file. Put a shapefile with its companions, a GeoPackage or a GeoJSON into it.
archive-several = { $file } holds several map files: { $names }. Pass the one you mean.
xml-dtd = { $file } defines its own document type or entities, which maps have no use for; it was not read. Export it again without.
geopackage-views = { $file } has a view in place of one of its own tables ({ $views }); it was not read. Save the layer as a new GeoPackage.
layer-none = { $file } has no layer that fits. Save the layer you mean as a file of its own; views are not read.
layer-several = { $file } has several layers: { $layers }. Save the one you mean as a file of its own.
parquet-encoding = { $file } writes its geometry as { $encoding }. Write it as WKB, the usual way of GeoParquet.

## Tables

table-no-header = { $file } has no header line. Put the names of the columns into the first row.
table-too-wide = { $file } has { $columns } columns, more than a table may. Delete those you don't need.
row-too-long = There are { $cells } cells more than in the header; they were not read. Check for a stray separator.
column-missing = { $file } has no column for "{ $column }". It has: { $known }. Name it with --column { $column }=… (in Python columns={"{"}"{ $column }": "…"{"}"}).
columns-none = { $file } has no columns at all, and "{ $column }" is needed.
column-unknown = { $file } has no column "{ $column }". It has: { $known }.
column-not-standard = "{ $column }" is not a column gridmap reads. It reads: { $known }.
column-is-id-number = Column "{ $column }" of { $file } holds ID numbers, which gridmap does not take in. Choose another column.
places-missing = { $file } has no geometry. It needs columns for longitude and latitude or one with WKT; it has: { $known }.
place-unreadable = The coordinates can't be read. Write decimal degrees or metres, or WKT.

## Personal data

id-numbers-dropped = Column "{ $column }" holds ID numbers and was not imported; { $rows } rows come in all the same.
id-numbers-blanked = Column "{ $column }" had ID numbers in { $count } cells; they were blanked, the rows come in all the same.
paper-numbers-dropped = Column "{ $column }" holds numbers of papers or cards and was not imported; { $rows } rows come in all the same.
phones-blanked = Column "{ $column }" had phone numbers in { $count } cells; they were taken out, the rows come in all the same. Give phones a column of their own: landlord's phone, phone of premises.
control-list-header = { $file }, column "{ $column }": lists by "{ $word }" are for control, not for service; gridmap does not take them in. Delete the column and import the rest.
control-list-refused = { $file }, row { $row }, column "{ $column }": "{ $word }" sorts people for control, not for service; gridmap does not take it in. Delete these entries and import the rest.

## Coordinates

crs-unknown = "{ $crs }" is no known coordinate system. Pass an EPSG code such as "EPSG:4547", WKT, or the path of a .prj file.
crs-unreadable = { $file } names a coordinate system that can't be understood: { $crs }. Say it with --crs EPSG:… (in Python crs="EPSG:…").
crs-file-missing = There is no file { $file } with a coordinate system. Check the path.
crs-overridden = { $file } says { $said }, you passed { $passed }; yours was used.
crs-metres-as-degrees = { $file } is declared in degrees, but its coordinates ({ $sample }) are metres. Say the system it was drawn in, for example --crs { $guess } (in Python crs="{ $guess }").
crs-degrees-as-metres = { $file } is declared in metres ({ $crs }), but its coordinates ({ $sample }) are degrees. Say --crs EPSG:4326 or EPSG:4490 (in Python crs="EPSG:4326").
crs-outside-its-area = In { $crs }, { $file } would lie at { $sample } (longitude, latitude), far from where that system is used. Say the system it was drawn in with --crs (in Python crs=).
coordinates-swapped = { $file } has latitude before longitude ({ $sample }). Export it with longitude first; in a table, exchange the two with --column lon=… --column lat=… (in Python columns={"{"}"lon": "…", "lat": "…"{"}"}).

## Geometry, row by row

geometry-missing = There is no geometry, so the row was left out. Draw it, or delete the row.
geometry-wrong-kind = The geometry is of another kind than needed, so the row was left out. Draw it as an outline.
geometry-unusable = The outline has no area, so the row was left out. Draw it again.
geometry-off-earth = The place lies beyond the Earth's longitudes and latitudes, so the row was left out. Check its coordinates.
geometry-curved = The geometry is drawn with arcs, which are not read, so the row was left out. Turn them into straight pieces (in QGIS: "Segmentize") and save it again.
geometry-closed = The outline was not closed; it was closed.
geometry-self-crossing = The outline crosses itself near { $at }; it was repaired. Compare it with the map.
geometry-mended = The outline is faulty near { $at }; it was repaired. Compare it with the map.
geometry-parts-dropped = Several kinds of geometry are mixed; only the fitting parts were kept.
geometry-duplicate = The footprint is that of row { $first } again; the first was kept.

## Areas

area-code-missing = There is no code, so the row was left out. Give the area one.
area-code-duplicate = Code { $area } stands in row { $first } already, so this row was left out. Give each area a code of its own.
area-code-mangled = The code { $area } lost its digits in a spreadsheet, and the row was left out. Format the column as text and export it again.
area-multipart = Area { $area } lies in { $parts } separate parts. It came in; check whether that is meant.
level-not-known = "{ $level }" is no level of area. Pass one of { $known }.
building-ref-duplicate = The id { $ref } stands in row { $first } already; it came in without one. Give each building an id of its own.
level-unknown = "{ $word }" is no known level; it was left open. Write county, subdistrict, community, grid, group or patch.

## Households and visits

do-not-visit-unclear = "{ $word }" under "no visits" is unclear; it was taken as yes.
occupancy-unknown = "{ $word }" is no known occupancy; it was left open. Write occupied, vacant, rented or collective.
outcome-unknown = "{ $word }" is no known outcome, so the visit was left out. Write met, no_answer, no_access, refused, vacant, moved or not_found.
outcome-missing = The visit has no outcome and was left out. Fill in the outcome.
mode-unknown = "{ $word }" is no known way of visiting; it was left open. Write door, phone, chat or elsewhere.
source-unknown = "{ $word }" is no known source; it was left open. Write on_the_spot, later, paper or told.
time-unreadable = The time "{ $word }" can't be read, so the visit was left out. Write it as 2026-03-05 19:30.
time-missing = The visit has no time and was left out. Fill in the time.
time-zone-unknown = "{ $tz }" is no known time zone. Pass one such as "Asia/Shanghai".
household-unplaced = Neither a building nor a place is named, so the household was left out. Fill in one of them.
visit-unplaced = Neither a household nor a building and door is named, so the visit was left out. Fill in one of them.

## OpenStreetMap over the network

osm-place-or-bbox = Pass either a place name or a bbox (west, south, east, north in degrees), not both and not neither.
osm-bbox = { $bbox } is no bbox. Pass west, south, east, north in degrees, west before east and south before north.
osm-place-unknown = OpenStreetMap knows no area named "{ $place }". Write it with its city, or pass a bbox.
osm-unreachable = { $url } could not be reached ({ system-reason }). Check the network or proxy, set another overpass_url in settings.toml, or download an extract and import the file.
osm-busy = { $url } is busy (HTTP { $status }). Wait some minutes, ask for a smaller area, or download an extract and import the file.
osm-refused = { $url } answered HTTP { $status }. Ask for a smaller area or set another overpass_url in settings.toml.
osm-answer = { $url } did not send a whole OpenStreetMap answer ({ $detail }). Ask for a smaller area, or try again later.
listed-nameless = It has no number, address or name, so nobody knows which building it is. Fill one of them in.
listed-again = { $count ->
    [one] One more row names
   *[other] { $count } more rows name
 } "{ $what }"; it is one building.
picture-is-pdf = This is a PDF. Export the page as a picture (JPEG or PNG), or take a screenshot, and send that.
picture-unreadable = This file is no picture that can be read. Send it as JPEG, PNG or WebP.
picture-too-large = The picture is too large: { $most } megapixels at most. Make it smaller and send it again.
