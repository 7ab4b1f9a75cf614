settings-households-per-leader = households that one patch leader should have, least and most
settings-leaders-per-lead = leaders that one group or grid lead should have
settings-leaders-per-cadre = leaders that one cadre should stay in touch with
settings-span-wrong = two whole numbers are needed, the smaller one first, such as [5, 15]

office-called = { $office ->
    [cadre] cadre
    [grid_lead] grid lead
    [grid_worker_full] full-time grid worker
    [grid_worker_part] part-time grid worker
    [grid_cadre] cadre in charge of a grid
    [group_lead] group lead
    [patch_leader] neighbour leader
    [building_lead] building lead
    [member_household] member household
    [service_post] service post
    [planner] planner
    [department_officer] department officer
   *[admin] administrator
 }

person-unknown = There is no person { $person } in this workspace.
person-name = This is no name: at most { $most } characters, and no ID number.
person-phone = This is no phone number. Digits only, with the area code.
person-phone-known = Somebody here has that phone already. Look for them under that number.
person-phone-twice = Another name in this table has the same phone. See which is right.
person-elsewhere = This person serves outside your areas. Their own community can help.
office-own = Nobody gives or takes their own office. Somebody else who may has to do it.
office-area = The office { office-called } is held in an area. Name the area.
office-place = The office { office-called } is not held in { $area }. Choose an area of the level it belongs to.
office-dates = The office would end on { $until }, before it begins on { $since }. Put the dates right.
office-taken = { $area } has somebody in the office { office-called } then. Hand it over, or end theirs first.
office-begun-later = Somebody has been in the office { office-called } in { $area } since { $since }. Hand it over on a later day.
office-held = They hold the office { office-called } in { $area } then already.
office-unknown = Nobody holds the office { office-called } in { $area } then, or not the one you name.
office-giver = Several hold the office { office-called } in { $area }. Say who hands it over.
department-unknown = There is no department { $department }.
department-known = There is a department { $name } already.
team-unknown = There is no team { $team }.
team-known = There is, or was, a team { $name } in this area. Choose another name.
name-blank = The name is blank. Write one.
link-leader = One of those named leads no patch on { $day }. Read the list again.
link-cadre = One of those named is no cadre on { $day }. Read the list again.
contact-elsewhere = One of the households is outside the area of this member household. Choose from that area.
party-community = { $code } is not a community. A party tree belongs to a community.
party-levels = The names of levels must not be blank or repeated.
party-level = “{ $level }” is no level below the one above { $unit }. Use the names of the levels, from the top down.
party-name = A unit called “{ $name }” cannot be here: blank, or there is one of that name.
party-area = { $area } of { $unit } is not in this community.
party-unit-unknown = There is no party unit { $unit } in this community.
party-unit-has-units = { $count ->
    [one] A unit hangs
   *[other] { $count } units hang
 } on { $unit }. Close { $count ->
    [one] it
   *[other] them
 } first.

person-nameless = The name is missing.
person-row-bare = A phone or an office is needed to know who is meant.
person-several = Several people of that name serve there. Write the phone.
office-word-unknown = “{ $word }” is no office known here.
office-handed-over = The office in { $area } is handed over.
roster-department-unknown = There is no department “{ $name }”. Enter it first.
area-name-unknown = No area that this office is held in is called “{ $name }”. Write its code.
area-name-several = { $count } areas are called “{ $name }”. Write the code, or the names above it too, as in “第1网格4邻”, and the community beside it.
since-unreadable = “{ $word }” can't be read as the day an office begins, so the row was left out. Write it as 2026-03-05 or 2026-03.
changes-people = People: { $read } read
roster-name = name
roster-phone = phone
roster-office = office
roster-area = area
roster-community = community
roster-department = department
roster-since = since
roster-sheet = people
roster-area-hint = Code or name. A name that several communities use needs the community beside it.

cli-people = Who serves where: bring in, list, template
cli-people-import = Bring in a table of people and their offices
cli-people-list = List who holds an office today
cli-people-template = Write an empty table to fill in (xlsx)
cli-people-area = code of the area to stay within
cli-people-office = only this office: { $offices }
cli-people-count = { $count ->
    [one] One person
   *[other] { $count } people
 }
cli-an-office = OFFICE
cli-span = How many each leader, lead and cadre answers for, area by area
cli-orphans = What nobody answers for yet: households, parts, patches, leaders
cli-span-area = area
cli-span-households = households per leader ({ $least }–{ $most })
cli-span-leaders = leaders per lead ({ $least }–{ $most })
cli-span-links = leaders per cadre ({ $least }–{ $most })
cli-span-cell = { $mean } ▼{ $under } ▲{ $over }
cli-orphan-household = Households without building: { $count }
cli-orphan-part = Building parts without area: { $count }
cli-orphan-patch = Patches without leader: { $count }
cli-orphan-leader = Leaders without cadre: { $count }
