# Datums, coordinate systems, and the tables handed to the library.
datum-unknown = There is no datum called "{ $datum }". Use one of { $known }.
extent-empty = There is not one usable coordinate here, so no metric coordinate system can be chosen for it.
word-unknown = "{ $word }" is not { $what ->
    [outcome] an outcome of a visit
    [mode] a way of visiting
   *[source] a source of a record
}. Use one of { $known }.
