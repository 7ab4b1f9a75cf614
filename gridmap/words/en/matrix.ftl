# Buildings inside: doors, and towers shared between leaders.

tower-floors-reversed = Floor { $low } lies above floor { $high }. Give the lower one first.
tower-unit-unknown = This building has no unit { $unit }. It has: { $known }.
tower-floors-unknown = This building has no such floors.
tower-already-so = { $area } has all of that already.
tower-not-of-today = Nothing of this building was handed over today, so nothing can be taken back. Hand it over the other way.
tower-built-on = It was split further since. Take that back first, or hand it over the other way.
tower-split = { $moved ->
    [one] { $moved } household changes
   *[other] { $moved } households change
} to { $area }.
tower-undone = As before: { $moved ->
    [one] { $moved } household goes
   *[other] { $moved } households go
} back.
