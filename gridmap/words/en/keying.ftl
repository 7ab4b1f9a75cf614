## Sheets that come back

sheet-code-unreadable = "{ $code }" is no code of a sheet. It stands at the head of the sheet, a number and a letter: 217-L.
sheet-unknown = No sheet { $code } was printed here. Read the code at the head of the sheet again.
sheet-code-wrong = There is no sheet { $code } here. The nearest is { $meant }: read the code at the head of the sheet again. If it does say { $code }, the sheet is another office's.
keyed-in-future = { $day } ({ $half ->
        [morning] morning
       *[afternoon] afternoon
    }) is still to come. Set the day somebody walked.
keyed-before-print = This sheet was printed on { $printed }, nobody walked with it on { $day }. Set the day somebody walked.
keying-taken-back = These marks were taken back. Open the sheet anew to key them in again.
key-unreadable = "{ $token }" is not understood. Write a number; n behind it is no answer, r is refused.
key-unknown-number = No. { $number } is not on this sheet.
key-unknown-door = No. { $number } has no door { $door } on this sheet.
key-door-by-door = No. { $number } has { $doors } doors: name each, such as { $write }.
key-several-units = Door { $door } is in several units of no. { $number }: write { $write }.
key-several-doors = Several doors are called { $door }: write { $write } for the first of them.
key-ambiguous = { $token } may be a number or a door of no. { $number }: write { $write } for the door, { $other } for the number.
key-name-or-result = { $token } may be a door's name, or { $name } with its result: write { $write } for the name, { $other } for the result.
key-nobody-there = No. { $number } has no doors on this sheet.
key-twice = { $token } contradicts { $before }, which was taken.
key-door-gone = No. { $number } { $door } is no longer there; nothing was recorded.
key-no-visits = No. { $number } { $door } wants no visits; nothing was recorded.
key-not-yours = No. { $number } { $door } is another area's by now; nothing was recorded.
