sign-in-needed = Sign in first.
not-yours = { $area } is not among your areas. Whoever leads there can help.
beyond-yours = That lies outside your areas.
not-your-role = Your office does not { $act ->
    [change] change
   *[see] show
 } { $data ->
    [ground] the ground
    [figures] figures
    [doors] single doors
    [visits] visits
    [cases] cases
    [key_groups] this key group
    [register] the register
    [people] people
    [placing] buildings without a place
    [setting_up] how areas and buildings are set up
    [accounts] accounts
   *[audit] who looked at what
 }. If you need it, ask whoever gave you your account.
visit-not-yours = This door is in { $area }, which was not yours on { $day }. The visit stays on your phone; show it to your community.
visit-row-not-yours = { $what }: this door is outside your areas, so the row was left out.
group-too-few = Too few households to tell.
