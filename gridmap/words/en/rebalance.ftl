# Dividing and rebalancing grids.
division-nothing = There is not one building here to divide.
division-geometry-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no place: { $examples }. Draw them, or leave them out.
division-load-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no number in "{ $column }": { $examples }. Fill it in; 0 where nobody lives.
division-load-negative = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} less than 0 in "{ $column }": { $examples }. Correct it; 0 where nobody lives.
division-load-zero = Every building has 0 in "{ $column }", so there is nothing to balance. Fill it in, or name another column with load=.
division-zone-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} nothing in "{ $column }": { $examples }. Fill it in, or pass zone=None to divide all of it as one.
division-grids-missing = No building has a grid in "{ $column }". Name the column with current=, or start from nothing with divide().
division-bounds = Bounds go from a lower to a higher number above 0; these go from { $low } to { $high }.
division-tolerance = A tolerance is a share from 0 up to 1, such as 0.05; this is { $tolerance }.
division-parts = { $parts } grids cannot be made: the smallest zone has { $buildings ->
    [one] one building
   *[other] { $buildings } buildings
}. Ask for at least one grid and no more than that.
division-edges = { $count ->
    [one] One row of edges does
   *[other] { $count } rows of edges do
} not name two buildings by position and the metres they share: { $examples }.
division-locked-unknown = { $count ->
    [one] One locked building is
   *[other] { $count } locked buildings are
} not in the index of buildings: { $examples }.
division-locked-astray = { $count ->
    [one] One locked building cannot stay: it has
   *[other] { $count } locked buildings cannot stay: they have
} no grid, or one of another zone: { $examples }. Unlock them, or give them a grid of their zone.
division-zone-unknown = { $count ->
    [one] One zone is
   *[other] { $count } zones are
} not among those of the buildings: { $examples }.
division-grid-unknown = { $count ->
    [one] One grid does
   *[other] { $count } grids do
} not exist: { $examples }. Check how they are called.
division-add-zone = { $add ->
    [one] One new grid was
   *[other] { $add } new grids were
} asked for, but there are { $zones } zones. Say how many in which zone.
division-merge-across = These grids lie in different zones and cannot be merged: { $examples }.
division-home-elsewhere = The leader of { $grid } is said to live in { $building }, which is not in that grid. Name a building of the grid, or unlock it.
division-locks-contradict = { $grid } cannot be kept and changed at once: it, or something locked in it, is also to be removed or merged, or it is named twice. Take one of the two back.
division-ground-missing = { $count ->
    [one] One zone has
   *[other] { $count } zones have
} no outline: { $examples }. Draw it, or leave within= out.
workload-unreadable = "{ $formula }" cannot be read as a workload. Write it with numbers, names of columns, + - * / and brackets, such as households + 2 * key_groups.
workload-column-unknown = The workload asks for "{ $name }", which is not there. There is: { $known }.

division-linked = { $count ->
    [one] One building or group of buildings lies
   *[other] { $count } buildings or groups of buildings lie
} apart from the others of the zone, and was linked to the nearest one.
division-footprints-alike = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} the same footprint as another one. They count as neighbours.
division-footprints-overlap = { $count ->
    [one] One pair of footprints overlaps
   *[other] { $count } pairs of footprints overlap
}: { $examples }. Outlines cannot go round both; correct them on the map.
division-grids-across = { $count ->
    [one] One grid reaches
   *[other] { $count } grids reach
} into several zones: { $examples }. It stays in the zone where most of its households are; the others change hands.
division-in-pieces = Today's grids lie in { $count ->
    [one] one piece
   *[other] { $count } pieces
} too many. Every grid keeps its largest piece, what is locked aside.
division-without-grid = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no grid of the zone yet, and got one.
division-building-heavy = { $building } alone is { $load }, more than the { $high } of a grid. Split it into { $parts } parts, by unit or floor.
