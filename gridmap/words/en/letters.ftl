## Letters and cards for households

cli-plan-letters = Print a letter to each household that changes leader (PDF).
cli-letter-template = The text, with fields in braces; the office's own by default, or the one that is shipped.
cli-letter-paper = A4 has one letter a page, A5 two, to be cut.
cli-letter-language = Language of the letters.
cli-letter-address = Where phones find this server; needed for the code that checks a badge.
cli-letter-text = Show the text of the letters, or keep one of the office's own.
cli-letter-keep = Keep this as the office's own.
cli-letter-out = Write it to this file, to be changed and kept with --keep.
cli-letter-fields = Braces may hold: { $fields }
cli-letters-printed = { $letters ->
        [one] 1 letter
       *[other] { $letters } letters
    } on { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }: { $file }
sheet-letter-home = home
sheet-letter-before = before
sheet-letter-after = after
sheet-letter-old-leader = old leader
sheet-letter-new-leader = new leader
sheet-letter-day = day
sheet-letter-phone = phone
sheet-letter-office = office
sheet-letter-today = today
sheet-letter-none-yet = not named yet
sheet-letter-first = From { $day } { $home } belongs to { $after }, whose contact answers for it from then on.
sheet-letter-some-day = ____________
sheet-letter-draft = Draft: the plan is not approved, do not send
sheet-letter-badge = Is a visitor genuine? Scan this and type the letters and digits on the badge.
sheet-letter-file = letters
place-joint = { " · " }
card-call = Call
card-badge-check = Check a visitor
card-no-visits = No visits
card-notice-1 = We keep door, head count, how visits went; no ID numbers.
card-notice-2 = To see or erase it, scan the right code or call.
card-cut = { $place } · cut along the marks, one card a door

letter-unreadable = { $file } is not a text file. Save it as plain text and try again.
letter-not-kept = { $file } cannot be written. Look whether the disk is full and the folder may be written to.
letter-empty = The letter has no text.
letter-long = A letter has { $most } characters at most.
letter-field-unknown = There is no field “{ $name }”. Braces may hold: { $known }.
letter-brace = Line { $number } has a brace that is not closed, or was never opened: “{ $line }”. Put { "{" } before the field and { "}" } after it.
letters-none = No household changes leader by plan { $name }: there is nobody to write to.
letters-too-many = These are { $letters } letters; the browser prints { $most } at once. Use gridmap plan letters on the server.

sheet-change-leaves = Hands over
sheet-change-comes = Takes over
sheet-change-kept = Stays
sheet-change-other = Border on the other map
sheet-change-way = From → to
sheet-change-figures = { $before } → { $after } households · hands over { $leaves } · takes over { $comes }
sheet-change-alt = { $title }, { $when }: its border, and the buildings that change hands
sheet-change-whole-alt = { $title }, { $when }: the borders of all areas, and the buildings that change hands
sheet-change-handed = Changes hands
sheet-change-between = Between areas
sheet-change-piece = { $title } · map { $number }
sheet-change-buildings = Buildings
sheet-change-file = before-and-after

changes-none = Nothing changes hands by plan { $name }: there is nothing to print.
changes-too-many = These are { $sheets } sheets; the browser prints { $most } at once. Use gridmap plan sheets on the server.
cli-plan-sheets = Print what a plan changes: today beside the proposal, a sheet an area (PDF).
