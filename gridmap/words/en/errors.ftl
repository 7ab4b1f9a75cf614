crs-missing = { $file } does not say its coordinate system. Say it with --crs EPSG:4326, or the system it was drawn in (in Python crs="EPSG:4326"), or put the .prj file beside it.
system-reason = { $reason ->
    [PermissionError] no permission
    [FileNotFoundError] it is not there
    [FileExistsError] something of that name is there already
    [IsADirectoryError] it is a folder, not a file
    [NotADirectoryError] a part of the path is not a folder
    [TimeoutError] no answer for too long
    [Timeout] no answer for too long
    [ConnectionRefusedError] nothing answers there
    [ConnectionError] the connection broke off
    [SSLCertVerificationError] its certificate cannot be trusted
    [SSLError] no encrypted connection came about
    [gaierror] no such name is known
    [HTTPException] its answer is not HTTP
    [ENOSPC] the disk is full
    [EDQUOT] this account's share of the disk is used up
    [EROFS] the disk can only be read
    [EIO] the disk failed
    [EBUSY] another program is using it
    [ENAMETOOLONG] the name is too long
    [EMFILE] too many files are open
    [EADDRINUSE] another program is using it
    [EADDRNOTAVAIL] this machine does not have that address
    [ENETUNREACH] there is no network
    [EHOSTUNREACH] the network does not lead there
   *[other] { $reason }
}
wanted-something = it is missing, and is needed
wanted-nothing = nothing of that name is known here; look at its spelling
wanted-names = each value needs a name
wanted-object = a set of named values is needed
wanted-json = JSON is needed that says each thing once
wanted-text = text is needed
wanted-more-letters = characters needed: { $least } or more
wanted-fewer-letters = characters allowed: { $most } or fewer
wanted-pattern = it has to match { $words }
wanted-characters = half a character is in it; take that out
wanted-file = the file itself is needed
wanted-list = a list is needed
wanted-more-items = entries needed: { $least } or more
wanted-fewer-items = entries allowed: { $most } or fewer
wanted-yes-or-no = it is either true or false
wanted-whole = a whole number is needed
wanted-number = a number is needed
wanted-at-least = it is { $least } or more
wanted-at-most = it is { $most } or less
wanted-above = it has to be more than { $least }
wanted-below = it has to be less than { $most }
wanted-one-of = it is one of { $words }
wanted-day = a day such as 2026-03-02 is needed
wanted-moment = a time with its zone is needed, such as 2026-03-02T19:30:00+08:00
wanted-moment-near = it has to lie between 1900 and 2200
wanted-uuid = a UUID is needed, 32 hexadecimal digits
wanted-one-place = give one of point, footprint and building
wanted-other = it is not what is asked for here; compare it with the description of the API
