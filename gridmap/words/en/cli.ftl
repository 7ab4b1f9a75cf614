cli-gridmap = Grids, buildings, households and visit coverage for community service work.
cli-arguments = Arguments
cli-options = Options
cli-commands = Commands
cli-record = { $ref }: { $sentence }
cli-row = Row { $row }: { $sentence }
cli-more = and { $count } more of this kind; { $option } has them all
cli-between = {", "}
cli-see-help = `{ $command }` tells how it is used.
cli-unforeseen = Something went wrong in gridmap itself; what was recorded is safe. Report it with the lines above and the command.
cli-report = Write every finding of the import to this CSV file
cli-written = Written to { $file }.
cli-stopped = Stopped.

cli-usage = Usage:{" "}
cli-help = Show this page.
cli-required = [required]
cli-default = [default: { $value }]
cli-environment = [or by { $name }]
cli-some-options = [OPTIONS]
cli-a-command = COMMAND
cli-a-folder = DIR
cli-a-file = FILE
cli-a-day = YYYY-MM-DD
cli-a-level = LEVEL
cli-a-code = CODE
cli-a-group = GROUP
cli-a-kind = KIND
cli-a-format = FORMAT
cli-a-name = NAME
cli-a-number = N
cli-an-address = ADDRESS
cli-a-crs = CRS
cli-a-datum = DATUM
cli-a-column = FIELD=COLUMN
cli-a-bbox = W,S,E,N
cli-first-steps = First steps: "gridmap demo" shows an invented town. With your own data: "gridmap init", then "gridmap import areas FILE", "gridmap import buildings FILE", "gridmap serve".

misuse-missing = { $name } is missing.
misuse-value = { $name } can't be used as given: { $reason }
misuse-number = it is no number.
misuse-whole = it is no whole number.
misuse-least = it is { $least } or more.
misuse-most = it is { $most } or less.
misuse-choice = { $given } is not one of { $known }.
misuse-day = { $given } is no day; write it as 2027-01-01.
misuse-absent = { $given } does not exist.
misuse-folder = { $given } is a folder.
misuse-file = { $given } is a file.
misuse-option = There is no option { $name }.
misuse-command = There is no command "{ $given }". There are: { $known }.
misuse-bare = { $name } needs a value behind it.
misuse-laden = { $name } takes no value.
misuse-extra = There is no place here for { $given }.

cli-demo = Build the demo workspace (an invented town) and serve it.
cli-init = Make a new, empty workspace.
cli-import = Bring in areas, buildings, households, visits or OpenStreetMap data.
cli-import-areas = Bring in areas; those known by their code are updated.
cli-import-buildings = Bring in building footprints or points; known ones are updated.
cli-import-osm = Bring in OpenStreetMap buildings, streets, gates, water and green.
cli-import-households = Bring in a table of dwelling doors; estimates give way to them.
cli-import-visits = Bring in a table of visits; those known already are passed over.
cli-check = Audit areas and responsibility: overlaps, gaps, orphans, odd codes.
cli-coverage = Tell the visit coverage of every area of a level.
cli-map = Draw coverage, buildings and hazards as one HTML file that needs no network.
cli-rebuild = Derive door states and tallies anew from the visits.
cli-serve = Serve one workspace or several to browsers.
cli-backup = Copy the database while it is used, into the folder “backups”.
cli-backup-made = { $file } is made. Keep { $keys } as well, but apart from it: without the keys nobody reads a name in it.
cli-doctor = Tell what this installation and workspace are like.

cli-home = Folder of the workspace (default: { $default })
cli-file = File to read
cli-osm-file = An .osm.pbf or .osm file; or use --place or --bbox
cli-place = Name of a place to ask the Overpass API for
cli-bbox = Extent to ask the Overpass API for, in degrees
cli-crs = Coordinate system of the file, such as EPSG:4547, WKT, or a .prj file
cli-datum = Datum of the coordinates: wgs84, cgcs2000, gcj02 (AMap, Tencent), bd09 (Baidu)
cli-column = Which column holds a field, such as code=网格编号; may be repeated
cli-ledger-columns = Where one is wrong, say it: --column building=HEADER, or --column building= for none. Once brought in so, it is remembered.
cli-dry-run = Show what would change, and change nothing
cli-close-vanished = Close known buildings that the file no longer has
cli-source = Name of the survey that the file's ids belong to (default: the file's name)
cli-level = Level of all areas in the file, such as grid (default: by the length of each code)
cli-by = Level of the rows: county, subdistrict, community, grid, group or patch
cli-from = First day that counts
cli-to = The day after the last one that counts
cli-as-of = Day whose areas and register place the households (default: today)
cli-target = Count only households of this key group, such as 独居老人 (default: all households)
cli-format = How to write it: table, csv, json, geojson or xlsx
cli-check-format = How to write it: table, json or geojson
cli-output = File to write (default: standard output)
cli-map-output = HTML file to write
cli-area = Code of the area to draw (default: everything)
cli-port = Port to listen on
cli-host = Address to listen on; others than this machine need an account and a certificate
cli-no-serve = Build it only

cli-importing = Reading { $file }
cli-checking = Checking
cli-checked = { $count ->
    [0] Nothing to mend.
    [one] 1 finding.
   *[other] { $count } findings.
 }
cli-rebuilding = Deriving states and tallies
cli-rebuilt = States and tallies derived anew for { $count } doors.
cli-reckoning = Reckoning
cli-coverage-orphans = { $count ->
    [one] 1 household has
   *[other] { $count } households have
 } no area to answer for them and stand in no row. `gridmap check` names their buildings.
cli-drawing = Drawing
cli-drawn = Map written to { $file }.
cli-made = Workspace made in { $home }.
cli-demo-building = Building the demo town
cli-demo-built = Demo workspace: { $home }
cli-demo-ledger = A ledger to hand in: { $file }
cli-demo-sign-in =
    Sign in as { $role ->
        [planner] planner
        [cadre] community cadre
        [worker] grid worker
        [leader] neighbour leader
        [department] department officer
       *[admin] administrator
    }: { $login } · { $password }
cli-serving = gridmap is at { $address } (Ctrl+C ends it)

changes-areas = Areas: { $read } read
changes-buildings = Buildings: { $read } read
changes-households = Households: { $read } read
changes-visits = Visits: { $read } read
changes-added = { $count } new
changes-altered = { $count } changed
changes-unchanged = { $count } as known
changes-vanished = { $count } known here but not in the file: { $some }
changes-ambiguous = { $count } overlap known buildings without plainly being one of them, left out: { $some }
changes-rejected = { $count } left out, for the reasons above
changes-placeholders = { $count } placeholder households by estimate
changes-claimed = { $count } in the place of an estimate
changes-estimates-closed = { $count } surplus { $count ->
    [one] estimate
   *[other] estimates
 } closed
changes-streets = { $count } streets
changes-gates = { $count } gates
changes-landcover = { $count } pieces of water and green
changes-dry-run = Dry run: nothing was changed.

doctor-home = Workspace
doctor-database = Database
doctor-schema = Schema
doctor-metric-crs = Measured in
doctor-zone = Time zone
doctor-areas = Areas
doctor-buildings = Buildings
doctor-households = Households
doctor-visits = Visits
doctor-seq = Sequence

cli-close-vanished-areas = End, from today, the areas beside those of the file that it no longer has, with all below them
changes-list = List: { $read } buildings read
changes-known = { $count } on the map already
cli-import-list = Bring in a list of buildings known by address only, to be placed on the map.
cli-version = Show the version.
cli-tiles = Draw the ground for the map in the browser ahead; a served workspace does it by itself.
cli-tiles-drawing = Drawing the map
cli-tiles-ready = The map is drawn as the ground is now.
cli-tiles-nothing = There is nothing to draw yet. Import areas or buildings first.
cli-tiles-elsewhere = Somebody else is drawing it already.
cli-certificate = Certificate of the server (PEM)
cli-certificate-key = Key of the certificate (PEM)
cli-make-certificate = Make a certificate of one's own for these names, or take the one made before
cli-behind-proxy = Address of the proxy that has the certificate; what it says of callers is believed
cli-a-host = NAME
cli-host-name = Name or address that browsers ask for; can be given several times
cli-streets = File that lists the workspaces of several streets, each with its path
cli-certificate-new =
    A certificate of its own is made, good until { $day }; start again within that time and it is renewed.
    Each phone and computer has to trust { $file } once. Bring it there by cable, mail or stick, never the key beside it, and compare the fingerprint:
    { $fingerprint }
    Android: Settings, Security, Encryption and credentials, Install a certificate, CA certificate.
    iPhone: open the file, Settings, Profile downloaded, Install; then General, About, Certificate trust settings, switch it on.
    Windows: double-click, Install, Trusted root certification authorities. WeChat's own browser does not take it: use the phone's browser.
cli-certificate-there = Serving with the certificate made here, good until { $day }. Phones trust it by { $file }.
cli-street-left-out = { $street } is left out. { $reason }

## Printing

cli-atlas = Print the walking sheets of grids and patches (PDF).
cli-atlas-areas = Codes of the areas to print, one or more.
cli-atlas-level = Level of the sheets below them: patch or grid. Without it patches, or grids where there are none.
cli-pdf = PDF file to write; - for standard output.
cli-paper = Size of the paper.
cli-sheet-language = Language of the sheets.
cli-sheet-address = Where phones find this server; with it sheets carry a square code.
cli-font = A font file to use instead; characters it lacks come from our own.
cli-drawing-sheets = Drawing sheets
cli-printed = { $sheets ->
        [one] 1 sheet
       *[other] { $sheets } sheets
    } on { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } written to { $file }
cli-sheet-kind = area: the walking sheet; leader: for neighbour leaders, in large type, a row a door; round: the doors to go to in walking order, with the way; hazards: the open hazards; cards: contact cards for households; coverage, load: a poster of visits, of households.
cli-sheet-names = Print who serves there, with their phones; the sheets then say by when to destroy them.
