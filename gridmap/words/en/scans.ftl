## Photos and scans of ticked sheets

scans-not-installed = This server lacks the part that reads pictures. Ask whoever runs it to install it: pip install 'gridmap[scans]'. Until then, key the sheet in by hand.
scan-missing = No picture arrived. Choose one and send it.
scan-too-heavy = The file is too large: { $most } MB at most.
scan-unreadable = This file cannot be opened. Send a JPEG, PNG or TIFF picture, or a PDF.
scan-locked = This PDF is locked with a password. Open it, save or print it as a PDF without one, and send that.
scan-too-large = The picture is too large: { $most } megapixels at most. Make it smaller and send it again.
scan-too-many-pages = This file has { $pages } pages; { $most } at a time at most. Send it in parts.
scan-too-dark = Too dark to read. Take it again where there is more light.
scan-blurred = Too blurred to read. Hold still and take it again.
scan-cut-off = The page is cut off: only { $found } of its corner marks can be seen. Take the whole page.
scan-two-pages = More than one page is in the picture. Take one page at a time.
scan-no-marks = The black and white marks in the corners were not found. Lay the page flat and take all of it; a sheet without marks is keyed in by hand.
scan-does-not-fit = The page does not match its print: the boxes are not where they should be. Lay it flat and take it again, or key it in by hand.
scan-page-twice = This page was there before.
scan-unknown-print = Nothing with this code was printed here ({ $code }).
scan-foreign = This sheet was printed by another office; it is keyed in there.
scan-no-boxes = This page has no boxes to tick.
