## Printed sheets

sheet-page = Page { $page } of { $pages }
sheet-continued = { $title }, continued
sheet-continued-coded = { $title } ({ $code }), continued
sheet-foot = This map shows addresses: hand it back after use, share no photos of it.
sheet-code-label = Scan to open this area
sheet-code-back = Scan when keying in
sheet-buildings = { $buildings ->
        [one] 1 building
       *[other] { $buildings } buildings
    } · { $households ->
        [one] 1 household
       *[other] { $households } households
    }
sheet-nobody = No household is recorded in this area: there is no door to go to.
sheet-nobody-left = No door in this area is left to go to.
sheet-left = { $untouched } not visited · { $partly } in part
sheet-as-of = Data of { $day }
sheet-printed-by = Printed by { $who } on { $day } · version { $version }
sheet-printed = Printed on { $day } · version { $version }
sheet-walked-by = Walked by
sheet-day = Day
sheet-scale = Scale 1 : { $scale } (print at full size)
sheet-ruler = 1 cm = { $metres } m
sheet-metres = { $metres } m
sheet-north = N
sheet-where = Where this lies
sheet-map-alt = Map of { $title }; { $buildings } buildings numbered in walking order
sheet-untouched = Not visited
sheet-partly = In part
sheet-done = Visited, or no need
sheet-border = Border
sheet-way = The way
sheet-gate = Gate
sheet-neighbour = Other buildings
sheet-between = Map edge
sheet-path = Path
sheet-water = Water
sheet-not-again = ✓ no need
sheet-column-number = No.
sheet-column-address = Address
sheet-column-units = Units
sheet-column-households = Homes
sheet-column-tries = Tries 1 2 3
sheet-column-notes = Notes
sheet-hazard-mark = Hazard
sheet-hazard-number = At no.
sheet-hazard-what = What
sheet-hazard-handled = Handled
sheet-hazard-by = By / on
sheet-matrix-to-go = to visit, tick when settled
sheet-matrix-no-need = no need
sheet-matrix-title = No. { $number }  { $address } · { $households ->
        [one] 1 household
       *[other] { $households } households
    }
sheet-unit = Unit { $unit }
sheet-floor = Fl. { $floor }
sheet-by-door = door by door
sheet-stretch = Map { $number } ({ $numbers })
sheet-stretch-title = { $title } · map { $number } ({ $numbers })
sheet-span = { $first }–{ $last }
sheet-from-to = { $first } to { $last }
sheet-column-map = Map
sheet-column-numbers = Nos.
sheet-column-from-to = Where
sheet-column-left = To visit
sheet-column-houses = Houses
sheet-column-to-go = Doors
sheet-number = no. { $number }
sheet-numbers = nos. { $numbers }
sheet-leader-door = Door
sheet-leader-met = Met
sheet-leader-nobody = No one
sheet-leader-leave = Leave
sheet-leader-no-need = no need
sheet-duty-phone = Call: { $phone }
sheet-heard = What you heard:
sheet-file = sheets
sheet-column-page = Page
sheet-round-title = { $title } · round
sheet-to-go = { $doors ->
        [one] 1 door to go to
       *[other] { $doors } doors to go to
    }
sheet-walk = about { $metres } m on foot
sheet-hazards-title = { $title } · hazards
sheet-hazards-open = { $open ->
        [one] 1 open hazard
       *[other] { $open } open hazards
    }
sheet-hazards-worst = { $severe } severe · { $overdue } overdue
sheet-hazard-where = Where
sheet-hazard-since = Reported
sheet-hazard-due = Due
sheet-index-title = { $title } · addresses
poster-coverage-title = { $title } · visits so far
sheet-level = { $level ->
    [county] counties
    [subdistrict] subdistricts
    [community] communities
    [grid] grids
    [group] groups
    [patch] patches
   *[other] areas
}
poster-load-title = { $title } · households of its { sheet-level }
poster-areas = { $areas ->
        [one] 1 area
       *[other] { $areas } { sheet-level }
    }
poster-areas-and-few = { $areas } { sheet-level }; { $few } more have too few households to be shown
poster-met = met { $met } of { $target } households ({ $rate })
poster-load = { $households } households in its { sheet-level } · { $mean } on average
poster-column-met = Met / to visit
poster-column-rate = Rate
poster-column-off = Off mean
poster-far-below = over { $percent } % below
poster-below = { $least }–{ $most } % below
poster-near = within { $percent } %
poster-above = { $least }–{ $most } % above
poster-far-above = over { $percent } % above
poster-none-below = { $code } has no areas below it to put on a poster. Name an area further up.
sheet-column-area = Area
sheet-destroy-by = Tells who serves here: hand back to be destroyed by { $day }, share no photos of it.
sheet-ticking = Tick the try at which you met; note no one, or refused.
