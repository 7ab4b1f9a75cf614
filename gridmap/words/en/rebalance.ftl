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

division-linked = { $count ->
    [one] One building or group of buildings lies
   *[other] { $count } buildings or groups of buildings lie
} apart from the others of the zone, and was linked to the nearest one.
division-footprints-alike = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} the same footprint as another one. They count as neighbours.
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
