### What a sentence says instead to somebody in a browser, who has a form and no command line.
### Each is named as that sentence, with -in-browser behind, and uses no other facts.

area-level-unclear-in-browser = { $count ->
    [one] One code does not tell its level by its length
   *[other] { $count } codes do not tell their level by their length
 } ({ $codes }). Choose the level of the areas, or add a column level. Nothing was imported.
area-unknown-in-browser = There is no area with the code { $code }. Look for it by name.
column-missing-in-browser = Which column of { $file } is "{ $column }"? Choose it; the file has: { $known }.
coordinates-swapped-in-browser = { $file } has latitude before longitude ({ $sample }). Export it with longitude first; in a table, exchange the two columns when you choose them.
crs-degrees-as-metres-in-browser = { $file } is declared in metres ({ $crs }), but its coordinates ({ $sample }) are degrees. Choose EPSG:4326 or EPSG:4490 as its coordinate system.
crs-metres-as-degrees-in-browser = { $file } is declared in degrees, but its coordinates ({ $sample }) are metres. Choose the system it was drawn in, for example { $guess }.
crs-missing-in-browser = { $file } does not say its coordinate system. Choose the one it was drawn in.
crs-outside-its-area-in-browser = In { $crs }, { $file } would lie at { $sample } (longitude, latitude), far from where that system is used. Choose the system it was drawn in.
crs-unknown-in-browser = "{ $crs }" is no known coordinate system. Write an EPSG code such as EPSG:4547, or paste what is in the .prj file.
crs-unreadable-in-browser = { $file } names a coordinate system that can't be understood: { $crs }. Choose the one it was drawn in.
shifted-areas-in-browser = { $off } % of the buildings stand outside every area, but only { $without } % if the areas' coordinates are { $datum }. If they were drawn on a Chinese web map, import them again with { $datum } as their coordinates.
shifted-buildings-in-browser = { $off } % of the buildings stand outside every area, but only { $without } % if their coordinates are { $datum }. If they come from a Chinese web map, import them again with { $datum } as their coordinates.
upload-too-large-in-browser = { $file } is larger than { $most } MB, the most that is taken here. Bring it in in parts, or ask those who look after the server to bring it in there.
tiles-failed-in-browser = The map could not be drawn ({ system-reason }). The server tries again in five minutes.
division-building-heavy-in-browser = { $building } alone has { $load }, more than the { $high } that one may have. Share it between { $parts } by unit or floor, on the panel of the building.
division-across-border-in-browser = { $count ->
    [one] One building stands
   *[other] { $count } buildings stand
} across the border of the community. Grids end at the border and cut them; correct one of the two on the map.
division-footprints-overlap-in-browser = { $count ->
    [one] One pair of buildings lies
   *[other] { $count } pairs of buildings lie
} in one another. No border can run around both; correct them on the map.
division-grounds-overlap-in-browser = { $count ->
    [one] Two communities or grids overlap
   *[other] { $count } pairs of communities or grids overlap
}: { $examples }. The first has the ground that both claim; correct a border on the map.
division-grids-missing-in-browser = There is nothing here to rebalance yet. Divide from nothing instead.
division-load-zero-in-browser = Every building has 0 by this load ({ $column }), so there is nothing to balance. Choose another load, or bring the ledger in first.
division-locked-astray-in-browser = { $count ->
    [one] One locked building is
   *[other] { $count } locked buildings are
} in no grid of their own community. Unlock, or hand over to a grid there first.
plan-unknown-in-browser = There is no plan { $name } any more. Go back to the list.
