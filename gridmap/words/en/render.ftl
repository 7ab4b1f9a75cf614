## One-file map

map-leaflet-missing = { $file } is missing: the front end has not been built. Run "make setup" in the checkout, or install gridmap from a built wheel.
map-geometry-missing = { $file } has no geometry column, so there is nothing to place on the map. Pass a GeoDataFrame with its geometry set.

map-title = Visit coverage
map-title-plain = Grid map
map-nothing = Nothing to show yet. Import areas and buildings first.
map-attribution = © OpenStreetMap contributors
map-legend = Legend
map-level = Level
map-close = Close
map-zoom-in = Zoom in
map-zoom-out = Zoom out

map-level-county = County
map-level-subdistrict = Subdistrict
map-level-community = Community
map-level-grid = Grid
map-level-group = Group
map-level-patch = Patch
map-label-grid = Grid { $number }
map-label-patch = Patch { $number }

map-of-target = of { $target } households met
map-knocked = Door tried at { $attempted } of { $target } households, { $rate }.
map-left-out = Not counted: { $excluded } (vacant, no visits wanted).
map-share-met = Share met
map-band-first = under { $under }%
map-band-last = { $from } and over

map-met = Met
map-reason-no-answer = Not in
map-reason-no-access = No access
map-reason-refused = Refused
map-reason-vacant = Vacant
map-reason-moved = Moved away
map-reason-not-found = Not found
map-reason-untried = Not tried

map-buildings = Buildings
map-building = Building
map-building-untouched = Not visited
map-building-partly = Partly visited
map-building-done = Visited
map-building-none = Not residential
map-households = { $count } households
map-building-figures = { $reached } of { $target } households met, door tried at { $attempted }.

map-hazards = Hazards
map-hazards-here = { $count } hazards here, among them: { $what }
map-open = Open
map-handled = Handled
map-since = since { $day }
map-severity-minor = Minor
map-severity-serious = Serious
map-severity-severe = Severe
map-hazard-fire = Fire
map-hazard-electric = Electricity
map-hazard-gas = Gas
map-hazard-water = Water
map-hazard-blocked = Blocked stairwell
map-hazard-falling = Falling objects
map-hazard-lift = Lift
map-hazard-fraud = Fraud
map-hazard-noise = Noise
map-hazard-other = Other hazard
map-hazard-mark-fire = F
map-hazard-mark-electric = E
map-hazard-mark-gas = G
map-hazard-mark-water = W
map-hazard-mark-blocked = B
map-hazard-mark-falling = D
map-hazard-mark-lift = L
map-hazard-mark-fraud = S
map-hazard-mark-noise = N
map-hazard-mark-other = !
