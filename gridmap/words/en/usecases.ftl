workspace-exists = There is a workspace in { $home } already. Use it, or name another folder with --home.
workspace-missing = There is no workspace in { $home }. Make one with `gridmap init --home { $home }`, or name its folder with --home.
workspace-not-demo = { $home } holds a workspace of your own, and the demo keeps its hands off it. Name another folder with --home.
demo-outgrown = What lies in { $home } was made by an earlier gridmap, and this one cannot go on with it. If it is a demo, delete the folder and it is built anew; or name another folder with --home.
settings-unreadable = { $file } cannot be read as TOML: { system-reason }. Mend that line and try again.
settings-head = Settings of this workspace. Take the # away in front of what you change; GRIDMAP_… variables win.
settings-db = Database: postgresql+psycopg://user@host/name; without it gridmap.gpkg beside this file
settings-hosts = Names and addresses that browsers elsewhere ask for this server by
settings-keys = File of the keys that names and phones are sealed with; without it the file “keys” beside this one
settings-name = Name of the workspace
settings-tz = Time zone of its days
settings-code-pattern = Code lengths by level of area; local standards differ below the community
settings-overpass-url = Overpass API to ask for OpenStreetMap data
settings-case-days = Days in which a hazard is to be handled
setting-wrong = The setting { $name } does not fit: { $reason }. Look into settings.toml and the GRIDMAP_… variables.
settings-text-wanted = text in quotation marks is needed
settings-hosts-wrong = a list is needed, such as ["grid.example.cn", "192.168.1.8"]
settings-no-zone = there is no time zone { $given }; write one such as Europe/London
settings-at-line = line { $line } is not understood from character { $column } on
settings-at-end = it ends in the middle of a setting
settings-not-utf8 = it is not in UTF-8
code-pattern-unreadable = "{ $word }" in the code pattern "{ $pattern }" does not read as level:length. Write for example "community:12 grid:15 patch:17,18".
code-pattern-ambiguous = In the code pattern "{ $pattern }" one length stands for two levels. Give each level lengths of its own.
output-folder-missing = There is no folder { $folder } to write to. Make it first, or name another.
output-unwritable = { $file } cannot be written: { system-reason }. Name another file.
column-unreadable = "{ $given }" does not read as NAME=COLUMN. Write for example --column code=网格编号.
osm-one-source = Name one source: an .osm.pbf or .osm file, --place, or --bbox.
bbox-unreadable = "{ $bbox }" does not read as an extent. Write west,south,east,north in degrees, for example 113.13,27.84,113.16,27.86.

area-unknown = There is no area with the code { $code }. `gridmap coverage --by grid` lists the codes in use.
area-level-unclear = { $count ->
    [one] The code { $codes } does not tell its level by its length. Say it
   *[other] { $count } codes do not tell their level by their length ({ $codes }). Say it
 } with --level, or put it in a column named level. Nothing was imported.
area-parent-unknown = The file names { $count ->
    [one] a parent that nobody knows: { $codes }
   *[other] { $count } parents that nobody knows: { $codes }
 }. Import these areas first, or mend the parent column. Nothing was imported.
area-parent-finer = Row { $row }: { $code } cannot lie in { $parent }, which is of the same level or a finer one. Mend the parent or the level. Nothing was imported.
area-ancestor-made = The file has no { $level } { $code }, though codes begin with it: it was made without a name. Import it to give it one.
area-code-off-pattern = The code { $code } does not look like a { $level } code ({ $pattern }). It came in as it is; if local codes differ, set code_pattern in settings.toml.
area-unnamed = { $code } ({ $level }) has no name. Import areas with a name column to give it one.
tiling-overlap = { $areas } overlap by { $area_m2 } m². Buildings there go to the lowest code; redraw the border.
tiling-gap = A gap of { $area_m2 } m² is left by { $areas }. Buildings in it belong to nobody; redraw the border.
tiling-invalid = The outline of { $areas } crosses itself or is broken. Redraw it.
tiling-multipart = { $areas } is in several pieces; { $area_m2 } m² lie apart from the largest. Fine if it is meant so.
tiling-outside-parent = { $areas } reaches { $area_m2 } m² beyond the area above. Redraw one of the two.
part-orphan = { $building } stands in no area, so nobody answers for { $households ->
    [one] its one household
   *[other] its { $households } households
 }. Extend an area around it.
part-outside-outline = { $building } belongs to { $area } but stands outside its outline. Redraw the outline, or hand the building over.
shifted-buildings = { $off } % of the buildings stand outside every area, but only { $without } % if their coordinates are { $datum }. If they come from a Chinese web map, import them again with --datum { $datum }.
shifted-areas = { $off } % of the buildings stand outside every area, but only { $without } % if the areas' coordinates are { $datum }. If they were drawn on a Chinese web map, import them again with --datum { $datum }.
polygon-unusable = The drawn polygon cannot be used: { $reason ->
    [self-intersection] its edge crosses itself
    [ring-self-intersection] its edge touches itself
    [hole-lies-outside-shell] a hole lies outside it
    [holes-are-nested] a hole lies in a hole
    [interior-is-disconnected] holes cut it apart
    [nested-shells] one part lies within another
    [duplicate-rings] one part is there twice
    [too-few-points-in-geometry-component] it has too few corners
    [off-earth] its coordinates are not on the Earth
   *[other] it encloses no area
}. Draw it again without crossing its own edge.

building-unknown = There is no building { $building } in this workspace.
building-ambiguous = This footprint overlaps known buildings without plainly being one of them. Look at the place, then give it the known building's id, or close that building first.

household-unknown = There is no household { $household } in this workspace.
household-building-unknown = { $what } means no building here, or more than one. Name the building by its reference or full address, or give a point inside its footprint.
household-twice = { $what } is in the file twice; the first row counts.
visit-unknown = There is no visit { $visit } to correct.
visit-in-future = The visit lies in the future ({ $at }). Mend the time.
visit-without-outcome = A visit needs an outcome. Leave it out only to say that a visit you correct never took place.
visit-id-taken = Another visit has the id { $visit } already. Send this one with an id of its own.
visit-corrected-already = Visit { $visit } was corrected already, by { $by }. Correct that one.
visit-household-unknown = No household fits { $what }. Mend its id, or the building, unit and door.
visit-row-in-future = The visit lies in the future ({ $what }). Mend the time.
visit-row-id-taken = Another visit has the id { $what } already. Give this one an id of its own.
visit-row-twice = The visit { $what } is in the file twice; it counts once.
visit-row-corrects-unknown = There is no visit { $what } to correct.
visit-row-corrected-already = Visit { $what } was corrected already. Correct the correction.

case-unknown = There is no case { $case } in this workspace.
case-placeless = A case needs a place: a point on the map, or a building.
case-in-future = The case lies in the future ({ $at }). Mend the time.
case-moved-on = Somebody has moved this case meanwhile: it is { $state } now. Look at it, then decide.
hazard-uncategorised = A hazard needs a category, such as fire or gas.
visit-row-corrects-in-circle = Correcting { $what } leads back to this row itself. Name the visit that was wrong at first.

area-level-stands = { $code } is known as a { $level }, and the file has it as a { $given }: it stays a { $level }. Mend the file, or give what is really another area a code of its own.
part-in-divided-area = { $building } belongs to { $area }, which is divided, and to none of its parts, so nobody answers for { $households ->
    [one] its one household
   *[other] its { $households } households
 }. Hand it to one of its parts, or draw one around it.
key-group-unknown = Nobody is in a key group "{ $name }". Known: { $known }.
case-id-taken = Another case has the id { $case } already. Send this one with an id of its own.

upload-unknown = This file is no longer here: files wait a day at most, and only while the server runs. Choose it again.
upload-in-use = { $file } belongs to an import. Discard the import first.
import-unknown = This import is no longer known; perhaps the server was started again. Nothing of it was kept. Import the file again.
import-not-ready = This cannot be done now: the import { $state ->
    [waiting] is waiting
    [reading] is being read
    [done] is not applied yet
    [failed] failed
    [applying] is being applied
    [applied] is applied already
   *[discarded] was discarded
 }.
import-source = Name one source: a file, or for OpenStreetMap a place or an extent.
import-option-unfit = { $kind ->
    [areas] Areas
    [buildings] Buildings
    [households] Households
    [visits] Visits
    [osm] OpenStreetMap
   *[list] A list
 } cannot be imported with { $option }. Leave it out.
import-unforeseen = Something went wrong on the server; nothing was imported. Its log has the details.
imports-full = { $most } imports are waiting already. Wait for one to end.
settings-oidc-issuer = Address of the office's own sign-in provider (OpenID Connect)
settings-oidc-client-id = What that provider calls this server. Its secret goes into GRIDMAP_OIDC_SECRET or the file “oidc-secret” beside this one, never in here
settings-oidc-intranet = Whether the provider may be at a private address
settings-upload-mb = Largest file that can be handed in from a browser, in MB

listed-unknown = There is no building { $listed } on any list.
listed-placeless = Nobody said where the building is. Tap a place, or draw its footprint.
listed-placed = This building is on the map already. Take that back first to put it elsewhere.
listed-stands-there = Another building stands here. Choose "It is this one" if it is the same, else another place.
listed-known = The map has a building with this reference already. Choose "It is this one".
listed-by-number-only = It has a number but no address or name: it is listed, though hard to recognise.
footprint-of-no-building = The footprint has { $area_m2 } m², which is no building. Draw it again.

area-drawn = Drew { $code }: { $buildings ->
    [one] 1 building
   *[other] { $buildings } buildings
 }, { $households ->
    [one] 1 household
   *[other] { $households } households
 }.{ $m2 ->
    [0] { "" }
   *[other] {" "}{ $m2 } m² were cut away: they are another area's, or beyond the area above.
 }
area-redrawn = Redrew { $code }: { $buildings ->
    [one] 1 building
   *[other] { $buildings } buildings
 }, { $households ->
    [one] 1 household
   *[other] { $households } households
 }.{ $count ->
    [one] { "" }
   *[other] {" "}Its neighbours followed.
 }{ $m2 ->
    [0] { "" }
   *[other] {" "}{ $m2 } m² were cut away.
 }
area-split = Split { $code } into { $count } pieces; the one with most households keeps the code.
area-undone = Taken back.
area-level-not-below = A { $level } cannot lie in { $parent }, which is a { $above }. Choose another area above, or another level.
area-code-taken = Another area has the code { $code }. Choose another, or leave it empty to get the next number.
area-code-unusable = This code will not do: at most { $most } characters, no slash. Leave it empty to get the next number.
area-code-needed = There is no next number for this { $level }. Give it a code.
area-name-too-long = The name is too long; { $most } characters at most.
area-divided = { $code } is divided into finer areas. Redraw those.
area-undrawn = { $code } has no outline to split. Draw one first.
area-swallowed = Drawn like this, nothing is left of { $code }. Draw it smaller.
area-not-of-today = { $code } was not drawn today, so it cannot be taken back. Redraw its outline.
area-in-use = Somebody has an office in { $code }, so it cannot be taken back.
outline-too-detailed = The line is too detailed; { $most } points at most. Draw it more simply.
outline-without-ground = What was drawn has no area. Draw around the ground once more.
outline-elsewhere = What was drawn is not in { $parent }. Draw elsewhere, or choose another area above.
outline-all-taken = All this ground is other areas' already. Redraw those, or draw elsewhere.
split-line-unusable = A line to split along needs two different points. Draw it again.
split-line-misses = This line does not cross { $code }. Draw from one side to the other.
bbox-needed = An extent is needed: bbox=west,south,east,north in degrees.
bbox-too-large = The extent is too large: at most { $most }° wide and high. Look closer.

backdrop-unknown = There is no backdrop { $backdrop }.
pins-many = { $most } pins at most. Take one away first.
pin-outside = One of the pins is not on the picture, which is { $width } by { $height } pixels, or not on the Earth.
pins-near-in-picture = Two pins are too near each other in the picture. Move one to another corner.
pins-near-on-ground = Two pins are too near each other on the map. Choose places farther apart.
pins-in-line = The three pins lie almost in a line, so the picture would lie askew. Move one to the side.
pins-mirrored = Pinned like this, the picture would be mirrored: two pins are probably swapped. Compare them.
settings-bands = Per cent at which the colours of coverage part: two to five numbers, rising
settings-basemap-url = Map tiles to show beneath, such as https://tile.example.org/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png; none is needed
settings-basemap-datum = Datum of these tiles: wgs84 or gcj02 (AMap, Tencent)
settings-duty-phone = Whom neighbour leaders call; printed on their sheets in large type
settings-destroy-days = Days after which sheets with names and phones are to be destroyed; printed on them
settings-map-stamp = What printed maps say at their foot: for internal use, or the number of their approval
settings-basemap-attribution = Whom to name for these tiles
settings-bands-wrong = bands are two to five rising whole numbers from 1 to 100, such as [40, 60, 80, 95]
settings-basemap-address = it has to be an http:// or https:// address without spaces
settings-basemap-template = it needs {"{"}z{"}"}, {"{"}x{"}"} and {"{"}y{"}"} once each in its path, and nothing else in braces
settings-basemap-bd09 = BD-09 tiles are cut along another grid than all others and cannot be shown beneath; take wgs84 or gcj02 tiles
near-unreadable = "{ $place }" does not read as a place. Write longitude,latitude in degrees, for example 113.147,27.852.
area-without-outline = { $code } has no outline, so there is nothing to draw. Import one, or draw it.
area-too-large = { $code } and its surroundings have { $buildings } buildings, more than { $most }. Look at a smaller area, or at the map of everything.
buildings-far = The buildings and the areas are { $km } km apart or more. Check the coordinates, or import the areas that belong to these buildings.

atlas-level-above = There is no level { $level } below { $code }. Take a smaller level, or leave --level out.
font-unreadable = { $file } is no font that can be used. Take a .ttf or .otf file.
characters-boxed = No font here has { $characters }; paper shows a box instead. Print with one that has: --font FILE (in Python font=).
cards-without-address = The codes on contact cards open pages of this server. Say where phones find it (--address https://…).
print-going = Another print of yours is being drawn: { $drawn } of { $sheets } sheets. Wait for it, or stop it first.
prints-full = { $most } prints are waiting already. Try again in a few minutes.
print-unknown = This print is over, and nothing of it is kept. Start it again.
print-not-ready = { $drawn } of { $sheets } sheets are drawn so far. The file comes once all are.
print-unforeseen = The print broke off. What happened is in the server's log; nothing was noted as printed.
