# Dividing and rebalancing grids.
division-nothing = There is not one building here to divide.
division-geometry-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no place on the earth: { $examples }. Draw them, or leave them out. Where it is all of them, longitude and latitude may be swapped, or the coordinate system named may not be theirs.
division-far = { $count ->
    [one] One building lies
   *[other] { $count } buildings lie
} more than { $km } km from the others: { $examples }. Correct where they are, or leave them out. Where it is most of them, the coordinate system named may not be theirs.
division-load-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no number in "{ $column }": { $examples }. Fill it in; 0 where nobody lives.
division-load-negative = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} less than 0 in "{ $column }": { $examples }. Correct it; 0 where nobody lives.
division-load-large = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} more in "{ $column }" than can be reckoned with: { $examples }. Correct it.
division-load-zero = Every building has 0 in "{ $column }", so there is nothing to balance. Fill it in, or name another load.
division-zone-missing = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} nothing in "{ $column }": { $examples }. Fill it in, or pass zone=None to divide all of it as one.
division-grids-missing = No building has anything in "{ $column }" today, so there is nothing to rebalance. Divide from nothing instead (divide), or name another column with current=.
division-bounds = Bounds go from a lower to a higher number above 0; these go from { $low } to { $high }.
division-size = Bounds are two numbers, such as (300, 500); this is { $given }.
division-tolerance = A tolerance is a share from 0 up to 1, such as 0.05; this is { $tolerance }.
division-number = { $name } is a number from 0 up; this is { $given }.
division-count = { $name } is a whole number from 0 up; this is { $given }.
division-labels-twice = Some buildings have the same index label, so it is not clear where leaders live. Give each a label of its own.
division-parts = { $parts } grids cannot be made: the smallest zone has { $buildings ->
    [one] one building
   *[other] { $buildings } buildings
}. Ask for at least one grid and no more than that.
division-edges = { $count ->
    [one] One row of edges does
   *[other] { $count } rows of edges do
} not name two buildings by position and the metres they share: { $examples }. Correct them, or leave edges= out and neighbours are found.
division-locked-unknown = { $count ->
    [one] One locked building is
   *[other] { $count } locked buildings are
} not in the index of buildings: { $examples }. Name labels of the index, or a column of true and false.
division-locked-astray = { $count ->
    [one] One locked building cannot stay: it has
   *[other] { $count } locked buildings cannot stay: they have
} no grid, or one of another zone: { $examples }. Unlock them, or give them a grid of their zone.
division-locks-enclose = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} nowhere to go, for the grids beside are locked and take nobody in: { $examples }. Unlock one of those grids, or do not remove the grid that the buildings are in.
division-zone-unknown = New ones were asked for where none of these buildings is: { $examples }. Say in which zone, such as a community of this area, there are to be how many.
division-grid-unknown = { $count ->
    [one] One is
   *[other] { $count } are
} not among those to be divided here: { $examples }. Check how they are called, and at which level they are.
division-add-zone = { $add ->
    [one] One new grid was
   *[other] { $add } new grids were
} asked for, but there are { $zones } zones. Say how many in which zone.
division-merge-across = These grids lie in different zones and cannot be merged: { $examples }. Merge those of one zone.
division-merge-one = It takes two at least to merge; only this is named: { $examples }. List those that are to be one together, the one that stays first.
division-home-elsewhere = The leader of { $grid } is said to live in { $building }, which is not in that grid. Name a building of the grid, or unlock it.
division-locks-contradict = { $grid } cannot be kept and changed at once: it, or something locked in it, is also to be removed or merged, or it is named twice. Take one of the two back.
division-ground-missing = { $count ->
    [one] One zone has
   *[other] { $count } zones have
} no outline: { $examples }. Draw it, or leave within= out.
division-ground-twice = { $count ->
    [one] One zone has
   *[other] { $count } zones have
} several outlines: { $examples }. Make each of them one.
division-locked-column = "{ $column }" is to say which buildings are locked, and has other things in it than true and false. Write nothing else there.
workload-unreadable = "{ $formula }" cannot be read as a workload. Write it with numbers, names of columns, + - * / and brackets, such as households + 2 * hazards.
workload-column-unknown = The workload asks for "{ $name }", which is not there. There is: { $known }.
workload-missing = By "{ $formula }" { $count ->
    [one] one building comes
   *[other] { $count } buildings come
} to no number, as where something is divided by 0. Write it so that there always is one, such as / max(…, 1).
workload-negative = By "{ $formula }" { $count ->
    [one] one building comes
   *[other] { $count } buildings come
} to less than 0. Write it so that none does, such as max({ $formula }, 0).
workload-large = By "{ $formula }" { $count ->
    [one] one building comes
   *[other] { $count } buildings come
} to more than can be reckoned with. Write it smaller.

division-linked = { $count ->
    [one] One building or group of buildings lies apart from the others of the zone, and was
   *[other] { $count } buildings or groups of buildings lie apart from the others of the zone, and were
} linked to one near by: { $examples }. Look whether what bars the way there is right.
division-footprints-alike = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} the same footprint as another one: { $examples }. They count as neighbours; what is there twice had better be deleted.
division-footprints-overlap = { $count ->
    [one] One pair of footprints overlaps
   *[other] { $count } pairs of footprints overlap
}: { $examples }. Outlines cannot go round both; correct them on the map.
division-outlines-apart = { $count ->
    [one] The outline of one grid is
   *[other] The outlines of { $count } grids are
} in pieces: { $examples }. Nothing but a link holds their buildings together, and the ground between is not theirs; outlines of the communities (within) say whose it is.
division-across-border = { $count ->
    [one] One building stands
   *[other] { $count } buildings stand
} across the border of their community or grid: { $examples }. Outlines end at the border and cut them; correct one of the two on the map.
division-grounds-overlap = { $count ->
    [one] Two communities or grids overlap
   *[other] { $count } pairs of communities or grids overlap
}: { $examples }. The first has the ground that both claim, and outlines of the other leave it out; correct a border on the map (gridmap check says where).
division-grids-across = { $count ->
    [one] One grid reaches
   *[other] { $count } grids reach
} into several zones: { $examples }. Each stays in the zone where most of its households are; the others change hands.
division-in-pieces = Today's grids lie in { $count ->
    [one] one piece
   *[other] { $count } pieces
} too many. Every grid keeps its largest piece, what is locked aside.
division-without-grid = { $count ->
    [one] One building has
   *[other] { $count } buildings have
} no grid of the zone yet, and got one.
division-building-heavy = { $building } alone is { $load }, more than the { $high } that one may have. Split it into { $parts } parts, by unit or floor.

# Plans on the command line.
cli-rebalance = Propose to rebalance the grids or patches of an area, few households changing leader.
cli-divide = Propose to divide an area into grids or patches anew.
cli-plan = Plans: show, compare, apply on a day, discard.
cli-a-size = LOW-HIGH
cli-a-formula = FORMULA
cli-a-code-count = [CODE=]N
cli-some-codes = CODE,CODE
cli-a-plan = PLAN
cli-plan-area = Code of the area.
cli-plan-level = What is divided: grid, or patch.
cli-plan-size = Households that each should have, such as 300-500; for patches the settings say it otherwise.
cli-plan-parts = Into how many each community (or grid, for patches) is divided: even shares, unless bounds are given.
cli-plan-tolerance = How far, as a share, one may be from an even share instead, such as 0.05.
cli-plan-load = What is balanced: households, or a formula of households, key_groups, walk_up and hazards.
cli-plan-lock = What stays as it is: a grid or patch by code, a building by id, or a leader's home as ID/UNIT/FLOOR. May be given again.
cli-plan-add = New ones there are to be, by the code of what they lie in. May be given again.
cli-plan-remove = One that is to be no more, its leader retiring. May be given again.
cli-plan-merge = Those to be made one; the first keeps its code. May be given again.
cli-plan-compactness = Households that a metre of border is worth: 0 moves the fewest, more makes rounder grids.
cli-plan-seed = The same seed gives the same plan, unless --seconds is given.
cli-plan-seconds = Search about as long. Ctrl+C ends it with the best so far.
cli-plan-output = Also write areas and moves to this GeoJSON file.
cli-plan-looking = Looking for a division …
cli-plan-stopped = Stopped. This is the best so far.
cli-plan-name = Name of the plan, as gridmap plan list tells it.
cli-plans = Names of the plans.
cli-plan-list = List plans, the newest first.
cli-plan-show = Show a plan: figures, areas, what cannot be met.
cli-plan-json = Its whole account as JSON.
cli-plan-compare = Show plans side by side, and today beside them.
cli-plan-apply = Let a plan hold from a day on. Before that day no figure changes.
cli-plan-on = The day from which it holds.
cli-plan-changes = Write whose leader changes, and who comes instead, as a workbook.
cli-plan-changes-output = The xlsx file to write.
cli-plan-discard = Discard a plan. One whose day has not come is taken back.

plan-head = { $name } · { $area } · { $level } · { $state }
plan-level-grid = grids
plan-level-patch = patches
plan-draft = draft
plan-submitted = waits for approval
plan-approved = holds from { $day }
plan-in-effect = in effect since { $day }
plan-discarded-state = discarded
plan-applies = { $name } holds from { $day }. Until then gridmap plan discard takes it back.
plan-took-effect = { $name } is in effect. A new plan changes it again.
plan-discarded-done = { $name } is discarded.
plan-figure = Figure
plan-today = Today
plan-balanced-size = Balanced: { $load }, { $low } to { $high } each
plan-balanced-even = Balanced: { $load }, even shares ±{ $share } %
plan-balanced = Balanced: { $load }
plan-load-said = { $load ->
    [households] households
    [key_groups] households of key groups
    [walk_up] doors high up without a lift
    [hazards] open hazards
   *[other] { $load }
}
plan-load = Load
plan-low = At least
plan-high = At most
plan-then = Plan
plan-grids = { $level ->
    [grid] Grids
    [patch] Patches
   *[other] Grids or patches
}
plan-outside = Out of bounds
plan-beyond = Load out of bounds
plan-households = Households
plan-moved = { $level ->
    [grid] Households whose grid changes
    [patch] Households whose patch changes
   *[other] Households whose grid or patch changes
}
plan-leaders-changed = Households whose leader changes
plan-buildings-moved = Buildings or parts that change hands
plan-pieces = Pieces too many
plan-border-m = Metres of border
plan-walk-m = Metres to the middle
plan-polsby-popper = Compactness (Polsby–Popper)
plan-of-area = Area
plan-before = Today
plan-after = Plan
plan-leaves = Hands over
plan-reason-too-few = there is too little for so many
plan-reason-too-many = there is too much for so few
plan-reason-heavy = one building is more than one may have
plan-reason-narrow = no whole number lies between the bounds
plan-reason-locked = what is locked stands in the way
plan-reason-too-dear = bringing them in would move too many households
plan-reason-not-found = no way was found
plan-reason-drawn = as they are drawn
plan-infeasible = { $zone }: { $outside } out of bounds, { $reason }. Asked { $low } to { $high }; the nearest found is { $lightest } to { $heaviest }.
plan-possible = {" "}Shared evenly, each has { $share }; { $fitting ->
    [0] no number of them fits these bounds.
   *[other] { $fitting } of them would fit these bounds, { $more } { $way ->
        [more] more
       *[fewer] fewer
    } than there are.
}
plan-in-lumps = {" "}Put together from what stands there, one can have { $least } to { $most } within these bounds.
cli-plan-ask-for = {" "}To ask for that: { $option } (besides what was added already).

plan-size-or-tolerance = Bounds in households and a share around the average exclude one another. Give one of size and tolerance.
plan-size-unreadable = Bounds are written low-high, such as 300-500; this is { $given }.
plan-count-unreadable = Write how many there are to be, such as 430202002001=1; this is { $given }.
plan-level = Only grids and patches are divided, not { $level }.
plan-area-below = { $area } is smaller than what is to be divided. Choose what lies above it, or divide a lower level.
plan-area-alone = { $area } is a single one, so nothing can change hands. Choose what lies above it, or say how many are to be new.
plan-load-private = Where key groups live is seen only by those who call on them, so loads cannot be balanced by key groups. Choose households, high doors without lift, or hazards.
plan-area-empty = { $area } has no buildings to divide. Bring some in, or choose another area.
plan-lock-unknown = { $lock } is neither an area nor a building here, nor a unit and floor of one. Check how it is written.
plan-anew-locked = Dividing from nothing keeps none of what is locked ({ $count }). Begin from today, or set it free.
plan-patches-below = { $area } has patches with leaders already and is not divided from nothing. Begin from today, so that few of them change.
plan-unknown = There is no plan { $name }. gridmap plan list tells what there is.
plan-not-draft = { $title } { $state ->
    [submitted] was submitted and waits for approval. Withdraw it to change it.
    [approved] was approved and takes effect on { $day }. Make another plan, or discard this one first.
    [in-effect] is in effect since { $day }. Make another plan.
   *[discarded] was discarded. Make another plan.
}
plan-not-submitted = { $title } { $state ->
    [draft] is a draft and was not submitted.
    [approved] was approved already and takes effect on { $day }.
    [in-effect] is in effect since { $day }.
   *[discarded] was discarded.
}
plan-own-approval = You submitted this plan yourself. Somebody else has to approve it.
plan-day-past = { $day } is over; today is { $today }. Choose today or a later day.
plan-day-far = { $day } is more than a year ahead, and until its day a plan keeps others from changing the same areas. Choose a day until { $last }.
plan-outdated = { $count ->
    [one] One part or area of { $name } is
   *[other] { $count } parts or areas of { $name } are
} not as the plan found it: somebody changed it since. Make the plan again.
plan-overlaps = { $other }, approved already, changes some of the same areas as { $name }. Discard one of the two, or wait for its day.
plan-in-effect-already = { $name } is in effect since { $day } and cannot be discarded any more. Make a new plan.
plan-changed = { $name } was changed by somebody else since you opened it. Open it again; nothing of theirs was overwritten.
plan-ground-changed = Buildings or areas of { $area } have changed since you opened it. Load it again and go on from there.
plan-assignment = This division does not fit { $area }: another area, another level, or not as many parts as there are.
plan-unassigned = { $count ->
    [one] One building or part is
   *[other] { $count } buildings or parts are
} nobody's yet. Give each to an area first.
plan-across = { $area } would reach across a border that no area crosses. Take back what lies on the other side.
plan-searches-full = { $most } searches are waiting already. Try again in a few minutes.
plan-search-unknown = This search is over and forgotten. Start it again.
plan-search-unforeseen = The search broke off. What happened is in the server's log; nothing was changed.
plan-changes-file = who-changes-leader
plan-changes-sheet = Who changes leader
plan-letters-sheet = Letters
plan-changes-address = Building
plan-changes-unit = Unit
plan-changes-floors = Floors
plan-changes-door = Door
plan-changes-from-day = From
plan-changes-households = Households
plan-changes-from-grid = From grid
plan-changes-from-patch = From patch
plan-changes-from-leader = Leader so far
plan-changes-none-before = none
plan-changes-to-grid = To grid
plan-changes-to-patch = To patch
plan-changes-to-leader = New leader
plan-discarded = { $name } was discarded before.
