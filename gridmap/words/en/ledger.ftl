### The office's ledger: reading it, what waits for a person, what goes out.

## Reading

ledger-not-a-table = { $file } is { $kind }. A ledger is a workbook (xlsx, xls, ods) or a text table (csv).
ledger-nowhere = { $file } has no column that says where a dwelling is. It has: { $known }. Say which column is the address, or building and door.
sheet-too-large = Sheet "{ $sheet }" of { $file } reaches over { $rows } rows and { $columns } columns. Delete what lies far below or to the right of the table, and save it again.
sheet-locked = { $file } is locked with a password. Take the password off in Excel and save it again.
sheet-hidden = Sheet "{ $sheet }" is hidden and was not read. Show it and import again if it belongs to the ledger.
sheet-without-header = Sheet "{ $sheet }" has no header that says where dwellings are; it was not read.
row-is-footer = "{ $what }…" is a total or a remark below the table; it was not read.
names-blanked = { $count } names of people in “{ $column }” were left out; all else came in.
names-not-kept = Columns with people's names or phones were not imported: { $columns }.
control-list-title = { $file } is titled by "{ $word }": lists for control are not for service; gridmap does not take them in.
door-was-a-day = { $count } doors or buildings had been turned into days by the spreadsheet (3-1 into 1 March); they were read as numbers again.
registration-unknown = "{ $word }" says nothing known of registration; it was left open. Write 人户一致, 人在户不在 or 户在人不在.
count-unreadable = "{ $word }" is no number of people ({ $column }); it was left open.
phone-unreadable = The phone number can't be read; it was left open.
day-unreadable = "{ $word }" is no day; it was left open. Write it as 2026-03-05.
day-month-only = “{ $word }” has no day; the first of the month is kept.
day-lunar = “{ $word }” is of the lunar calendar and was left out. Write it as 2026-03-05.
layout-is-no-unit = { $count } cells such as 两梯四户 tell how a floor is laid out; none is taken for a unit.
column-guessed = The header “{ $column }” is not known; from its cells it was read as { $meaning ->
    [address] address
    [estate] estate
    [number] house number
    [group] group
    [building] building
    [unit] unit
    [floor] floor
    [door] door
    [occupancy] how it is lived in
    [registration] registration
    [people] people
    [resident_kind] registered here or migrant
    [confirmed_on] day confirmed
   *[name] name
 }. Say what it is if that is wrong.
ledger-building-untold = No column is known for the building or the address, so every row waits for a person. Say once which column it is; the next ledger with these headers remembers.
formulas-without-result = { $count } cells hold an error or a formula without a result and were read as empty. Open the file in Excel, save it and import again.
ledger-columns-are = What each column was taken for, and its first cells:
columns-not-read = These columns were not used: { $columns }.
ledger-handed-back = These are rows left out before and mended: only they come in, and no other door counts as missing.
day-in-future = The confirmed day lies in the future; it was left open.
rows-are-people = The ledger has one row a person: { $rows } rows made { $dwellings } dwellings, their people counted. Names were not kept.
external-id-shared = { $count } rows share their id with another dwelling; they were placed by their address instead.
ledger-row-nowhere = Nothing says where it is. Fill in the address, or building and door.

## Placing

ledger-address-unsure = It is not clear which building "{ $what }" means. It waits on the review list.
ledger-address-door = The building of “{ $what }” is clear and its unit is not: it waits for a person.
ledger-address-unknown = No building here is called "{ $what }". It waits on the review list.
ledger-unit-untold = No unit is told, and other rows of this building tell theirs: it came in as written, look which unit it is.
ledger-door-missing = It has no door number, and its building has other rows. Fill in the door.
ledger-row-not-yours = Its building lies outside your areas, so the row was left out.
premises-twice = These premises stand in an earlier row already; the first row counts.
changes-ledger = Ledger: { $read ->
    [one] 1 row
   *[other] { $read } rows
 } read
changes-unclear = { $count } wait for somebody to say which building they mean: gridmap ledger review
changes-premises = { $count } of them premises

## Review

review-unknown = There is no row { $row } on the review list.
review-settled = This row was settled already.
review-not-yours = This row is not among yours.
review-door = known: { $door }
review-candidate = { $building } ({ $score } %)

## Columns of what goes out

column-external-id = gridmap id
column-building-ref = Building id
column-community = Community
column-grid = Grid
column-patch = Patch
column-leader = Neighbour leader
column-estate = Estate
column-address = Address
column-building = Building
column-unit = Unit
column-floor = Floor
column-door = Door
column-occupancy = Occupancy
column-people = People
column-registered = Registered people
column-migrant = Migrant people
column-registration = Registration
column-landlord-phone = Landlord's phone
column-key-groups = Key groups
column-do-not-visit = No visits
column-manager = Property management
column-confirmed-on = Confirmed on
column-premises-name = Premises
column-premises-kind = Kind of premises
column-premises-phone = Phone of premises
column-status = Placing
column-reason = Reason
column-row = Row

occupancy-occupied = Owner-occupied
occupancy-rented = Rented
occupancy-vacant = Vacant
occupancy-collective = Collective
registration-both = Lives and registered here
registration-lives-here = Lives here only
registration-registered-here = Registered here only
ledger-yes = Yes
ledger-sheet-dwellings = Dwellings
ledger-sheet-premises = Premises
ledger-sheet-about = How to fill it in
ledger-sheet-rejected = Left out
ledger-file = ledger
ledger-template-file = ledger-template
ledger-rejected-file = left-out
ledger-appended-file = with-grid
ledger-status-placed = Placed
ledger-status-waiting = Waits on the review list
ledger-status-out = Left out
ledger-about-one = One row a dwelling. Only the address is needed: in one cell, or in parts.
ledger-about-two = Write doors as they stand on the door (301). Names and ID numbers are not needed and are not taken in.
ledger-about-three = Numbers of people only; the landlord's phone is sealed. Lists offer the words for occupancy and registration.
ledger-about-four = Shops and bodies go on the second sheet.
book-not-xlsx = { $file } is { $kind }. Only an xlsx workbook can be handed back with its formats kept: save it as xlsx first.
book-too-strange = { $file } is built in a way that nothing can be added to safely ({ $detail ->
    [signed] it is signed
    [twice] it holds one part twice
    [sheet] a sheet has no part of its own
    [room] there is no room to the right
    [cells] cells do not say where they are
   *[other] its XML
}). Save it again in Excel.
ledger-row-decided = This row was left out before and was not asked about again. To be asked, see gridmap ledger review --left-out.
ledger-row-decided-in-browser = This row was left out before and was not asked about again.
ledger-unknown = There is no ledger { $ledger } here. See gridmap ledger list.
ledger-unknown-in-browser = There is no such ledger, or somebody else brought it in.
ledger-taken-back = { $ledger } was taken back already.
ledger-too-old = { $ledger } came in too long ago: what it changed is no longer kept, and it cannot be taken back. Bring in a right one, and it is followed.
review-incomplete = To settle a row name it with --row, and one of --building, --drop and --left-out.

## Commands

cli-import-ledger = Bring in the office's ledger of dwellings and premises (台账).
cli-rejected = Write the rows that were left out, with their reasons, to this xlsx file
cli-ledger = Hand the ledger out, and settle the rows that wait.
cli-ledger-template = Write an empty ledger with lists to choose from.
cli-ledger-export = Write the register as a workbook; bringing it in again changes nothing.
cli-ledger-review = List the rows of ledgers that wait for a person, or settle one.
cli-ledger-output = Write to this file
cli-ledger-within = Only this area, by its code
cli-ledger-personal = With leaders' names, phones and key groups
cli-ledger-row = The row to settle, by the id that stands before it
cli-ledger-building = The building it means, by its id
cli-ledger-drop = Leave the row out
cli-ledger-list = List the ledgers that came in.
cli-ledger-undo = Take a ledger back: the register is as it was before, but for what others changed since. Of several the last goes first.
cli-ledger-which = The ledger to take back, by the id that stands first in gridmap ledger list
cli-a-ledger = LEDGER
cli-ledger-is-kept = { $rows } rows, can be taken back
cli-ledger-is-old = { $rows } rows, too old to be taken back
cli-ledger-is-back = { $rows } rows, taken back
cli-ledger-undoing = Taking the ledger back
cli-ledger-undone = Took { $ledger } back: { $count } entries of the register are as they were before.
cli-ledger-undone-kept = { $count } entries stay as they are: somebody changed them since, or recorded a visit.
cli-ledger-undone-later = { $count } later ledgers still stand: what they changed stays. To have all as before, take them back from the last one.
cli-ledger-door = The door it is there (id); without it, a door of its own
cli-a-door = DOOR
cli-ledger-asks-door = The building of { $count } rows is clear now; which door they mean is not. They stay on the list.
cli-ledger-left-out = List the rows left out for good; with --row the next ledger asks again
cli-ledger-asked-again = The next ledger with this row asks again.
cli-a-row = ROW
cli-a-building = BUILDING
cli-ledger-exporting = Gathering the register
cli-ledger-written = Wrote { $file }.
cli-ledger-placed = { $count ->
    [one] 1 row
   *[other] { $count } rows
 } came in.
cli-ledger-dropped = The row is off the list.
cli-ledger-waiting = { $count ->
    [0] No row waits.
    [one] 1 row waits. Settle it with --row … --building … or --drop.
   *[other] { $count } rows wait. Settle one with --row … --building … or --drop.
 }
cli-ledger-append = Write your own workbook with grid, leader and state appended, its formats kept.
