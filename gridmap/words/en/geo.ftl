# Datums, coordinate systems, and the tables handed to the library.
datum-unknown = There is no datum called "{ $datum }". Use one of { $known }.
extent-empty = There is not one usable coordinate here, so no metric coordinate system can be chosen for it.
word-unknown = "{ $word }" is not { $what ->
    [outcome] an outcome of a visit
    [mode] a way of visiting
   *[source] a source of a record
}. Use one of { $known }.

frame-crs-missing = { $frame } does not say its coordinate system. Set it with { $frame }.set_crs("EPSG:4326"), or the system the data was made in.
frame-crs-nowhere = The coordinate system of { $frame } ({ $crs }) is one of its own that leads nowhere on the earth. Transform it to one that does, such as EPSG:4547.
frame-not-table = { $frame } is no table. Pass a DataFrame; as edges the edges of contiguity().
frame-column-twice = { $frame } has more than one column "{ $column }". Rename or drop the others.
frame-column-lists = The column "{ $column }" of { $frame } has lists in it, which cannot be told apart. Write one text or number in each cell.
frame-column-missing = { $frame } has no column "{ $column }". Rename the column that holds it, or add it.
frame-households-twice = { $count ->
    [one] One household id stands
   *[other] { $count } household ids stand
} twice in the index of households: { $examples }. Give every household its own id.
frame-visits-astray = { $count ->
    [one] One visit is to a household that is
   *[other] { $count } visits are to households that are
} not in the index of households: { $examples }. Add the households, or leave these visits out.
frame-outcome-missing = { $count ->
    [one] One visit has
   *[other] { $count } visits have
} no outcome and corrects nothing: { $examples }. Fill in the outcome, or name the visit it takes back in "corrects".
frame-time-unreadable = This is not a date or a time: { $why }. Write 2026-03-02, 2026-03-02 19:30, or with a time zone 2026-03-02T11:30Z.
period-backwards = The period ends ({ $end }) before it starts ({ $start }). Swap the two; the end is the day after the last one.
read-summary = { $file }: { $read } records read, { $left_out } left out, { $mended } worth a look. Each with its reason in .attrs["findings"].
frame-keys-mixed = The column "{ $column }" mixes texts and numbers, which have no order. Make them all text, for example with .astype(str).
frame-not-shape = { $name } is no shape: { $given }. Pass one of shapely, for example areas.geometry.iloc[0].
frame-not-text = { $name } is no text: { $given }. Pass it as text, in quotes.
frame-not-geo = { $frame } has no geometry. Pass a GeoDataFrame.
frame-cell-unclear = The column "{ $column }" of { $frame } holds "{ $given }", which is neither text nor a whole number. Write it as text; read long codes as text (dtype=str), or they lose their last digits.
frame-cells-empty = The column "{ $column }" of { $frame } is empty in { $count ->
    [one] one row
   *[other] { $count } rows
}. Fill it in, or leave { $count ->
    [one] that row
   *[other] those rows
} out.
atlas-nobody = Not one building is of any of these areas: column "{ $column }" of buildings holds { $codes }, column "code" of areas { $areas }. Write the same codes in both, or name the right column with by=.
atlas-codes-twice = Several areas have the same code: { $codes }. Give each its own, or make one of those that belong together: areas.dissolve("code").reset_index().
