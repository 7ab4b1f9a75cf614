# Between the items of a list.
list-joint = { ", " }

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
map-label-new-grid = New grid { $number }
map-label-new-patch = New patch { $number }

map-of-target = of { $target } households met
map-knocked = Door tried at { $attempted } of { $target } households, { $rate }.
map-left-out = Not counted: { $excluded } (vacant, no visits wanted).
map-share-met = Share met
map-band-first = under { $under }%
map-band-last = { $from }% and up

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
map-open-severe = Severe
map-overdue = Overdue
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
map-as-of = As of { $day }

## Tables

table-code = Code
table-name = Name
table-level = Level
table-target = Target
table-target-estimated = Of these estimated
table-attempted = Tried
table-reached = Met
table-settled = Settled
table-rate = Met %
table-attempted-rate = Tried %
table-no-answer = Not in
table-no-access = No access
table-refused = Refused
table-vacant = Vacant
table-moved = Moved
table-not-found = Not found
table-untried = Not tried
table-excluded-vacant = Left out: vacant
table-excluded-do-not-visit = Left out: no visits
table-excluded = Left out
table-total = All
table-count = { $count }
table-period = Period: { $period }.
table-always = all visits
table-since = since { $day }
table-until = until { $day }
table-as-of = As of { $day }.
table-meaning = Households. Met % = met / target; tried % = door tried / target. Left out: vacant, no visits wanted.

sheet-figures = Coverage
sheet-about = About

meaning-code = Administrative code of the area.
meaning-name = Name of the area.
meaning-level = Level of the area.
meaning-target = Households to visit, without those left out.
meaning-target-estimated = Of the target, households estimated from buildings, not yet in the register.
meaning-attempted = Of the target, households whose door somebody tried. Phone calls and chats do not count.
meaning-reached = Of the target, households where somebody was met at the door.
meaning-settled = Of the target, households nobody need go to again: met, refused, or tried three times on different half-days.
meaning-rate = Met / target. Empty where the target is 0.
meaning-attempted-rate = Tried / target. Empty where the target is 0.
meaning-no-answer = Not met: nobody came to the door.
meaning-no-access = Not met: no way to the door.
meaning-refused = Not met: the household refused. Respected, and held against nobody.
meaning-vacant = Not met: found vacant at the door.
meaning-moved = Not met: moved away.
meaning-not-found = Not met: no such household there.
meaning-untried = Nobody has been there yet.
meaning-excluded-vacant = Not in the target: vacant in the register.
meaning-excluded-do-not-visit = Not in the target: wants no visits.
meaning-excluded = Not in the target, in all.

severity-error = Error
severity-warning = Warning
severity-note = Note
findings-row = Row
findings-severity = Kind
findings-message = What is wrong and what to do

paper-unknown = There is no paper { $paper }. Known: { $known }.
sheet-numbers-twice = Column number has the same number twice. Give each building one of its own, or leave the column out to number them in walking order.
sheet-area-no-ground = An area is its outline, a polygon or several, not a { $given }.
sheet-too-long = The sheet of { $code } would have { $pages } pages, and one has { $most } at most. Print the areas below it one by one.
sheet-numbers-unclear = Column number holds something other than whole numbers from 1 to { $most }. Give each building one, or leave the column out to number them in walking order.
sheet-too-wide = The buildings and the area lie more than { $most } km apart, too far for one sheet. Look for one whose coordinates are wrong.
language-unknown = There are no sheets in the language { $asked }. Known: { $known }.
address-not-web = "{ $given }" is no web address. Write it in full, with http:// or https:// and the name of the server: https://map.example.cn
sheet-count-unclear = Column { $column } holds "{ $given }". Write whole numbers from 0 to { $most }, or leave the cell empty.
sheet-status-unknown = Column status holds "{ $given }". Write one of { $known }, or leave the cell empty.
sheet-hazards-strange = Column category of hazards holds { $given }: drawn as other hazards, and listed in these words. Those with a sign of their own: { $known }.
link-too-long = The link of the square code has { $letters } letters, more than a phone reads off paper. Take a shorter address: with what follows it, at most { $most } letters.
