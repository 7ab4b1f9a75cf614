import { hazards, report } from "./hazards.ts";
import { print } from "./print.ts";

const many = (amount: string, one: string, more: string) =>
  `${amount} ${amount === "1" ? one : more}`;

/** What the map page says. The Chinese catalogue has the same shape, or does not compile. */
export const map = {
  product: "Grid map",
  /** Puts facts of one thing side by side. */
  joined: (facts: readonly string[]) => facts.join(" · "),
  /** Whole sentences after one another. */
  sentences: (said: readonly string[]) => said.join(" "),
  /** Several things, one after the other. */
  listed: (things: readonly string[]) => things.join(", "),
  /** Between facts that are read out one after the other. */
  pause: ", ",
  account: "Account",
  close: "Close",
  back: "Back",
  again: "Try again",
  cancel: "Cancel",
  more: "More",
  less: "Less",
  notAll: "The nearest are listed.",

  levels: {
    county: "County",
    subdistrict: "Subdistrict",
    community: "Community",
    grid: "Grid",
    group: "Group",
    patch: "Patch",
  },
  /** An area that has no name. */
  areaNamed: (level: string, code: string) => `${level} ${code}`,
  areas: {
    county: "Counties",
    subdistrict: "Subdistricts",
    community: "Communities",
    grid: "Grids",
    group: "Groups",
    patch: "Patches",
  },
  levelLabel: "Level of the map",
  /** The level that goes with the zoom. */
  levelByZoom: (level: string) => `By zoom: ${level.toLowerCase()}`,

  share: { label: "Share shown", met: "Met", attempted: "Knocked" },
  target: {
    label: "Households that count",
    all: "All households",
    unknown: (group: string) => `There is no key group ${group}.`,
    unknownHint: "It may have another name now. All households are counted.",
    notYours: (group: string) => `Figures of ${group} are for those who serve that group.`,
    allCounted: "All households are counted.",
    drop: "Leave it out",
  },
  period: {
    label: "Visits that count",
    all: "All time",
    month: "This month",
    week: "Last 7 days",
    thirty: "Last 30 days",
    from: "First day",
    to: "Last day",
    use: "Use these days",
    impossible: "There are no such days",
    impossibleHint: "The last day comes before the first, or a day is in no calendar.",
    since: (from: string) => `since ${from}`,
    until: (to: string) => `until ${to}`,
    span: (from: string, to: string) => `${from} – ${to}`,
  },
  asOf: (moment: string) => `as of ${moment}`,

  live: {
    live: (time: string) => `Live ${time}`,
    stale: (time: string) => `As of ${time}`,
    connecting: "Connecting",
    offline: "Offline",
    label: "How fresh the figures are",
  },

  search: {
    label: "Search",
    hint: "Address, building, grid code",
    results: (count: string) => many(count, "result", "results"),
    nothing: (words: string) => `Nothing is called ${words}.`,
    nothingHint: "An address, a part of a name or the digits of a code will do.",
    failed: "The search can't be asked just now.",
  },

  figure: {
    met: "households met",
    attempted: "households knocked at",
    of: (target: string, what: string) => `/ ${target} ${what}`,
    reasons: {
      reached: "Met",
      no_answer: "Not in",
      refused: "Refused",
      no_access: "No access",
      vacant: "Vacant",
      moved: "Moved away",
      not_found: "No such door",
      untried: "Not visited",
    },
    excluded: "Left out",
    attemptedNote: (doors: string) => `Knocked at ${many(doors, "door", "doors")}.`,
    excludedNote: (vacant: string, doNotVisit: string) =>
      `Left out: ${vacant} vacant, ${doNotVisit} do not visit.`,
    estimated: (doors: string, target: string) =>
      `${doors} of the ${many(target, "household is", "households are")} estimated.`,
    noTarget: "No households to visit here yet.",
    spoken: {
      met: (done: string, target: string, rate: string) =>
        `${done} of ${target} households met, ${rate}`,
      attempted: (done: string, target: string, rate: string) =>
        `${done} of ${target} households knocked at, ${rate}`,
    },
  },

  overview: {
    title: "Overview",
    worst: "Least met first",
    worstAttempted: "Least knocked first",
    orphans: (doors: string) =>
      `${many(doors, "household belongs", "households belong")} to no area.`,
    orphansLead: "See which",
    failed: "The figures can't be read just now. All records are safe.",
    noBuildings: "No buildings yet",
    noBuildingsHint:
      "Bring in boundaries and buildings, from files or from OpenStreetMap, and the map draws itself.",
    onlyAreasHint: "Areas are here. Bring in buildings, from files or from OpenStreetMap.",
    noAreas: "Buildings are here, but no grids yet",
    noAreasHint: "Draw an area, or bring in its boundaries.",
    placeList: (count: string) =>
      `${many(count, "building of a list waits", "buildings of a list wait")} for a place on the map.`,
    setUp: "Set up",
  },

  area: {
    divide: "Adjust its borders",
    overview: "Overview",
    path: "Areas above",
    buildings: (count: string) => many(count, "building", "buildings"),
    groups: "Key groups",
    few: (groups: string) => `Too few households to tell: ${groups}.`,
    tooFew: "Too few households of this group live here to tell their figures.",
    unserved: (groups: string) => `Told for all time, not for chosen days: ${groups}.`,
    groupSpoken: (reached: string, target: string) => `${reached} of ${target} met`,
    unvisited: "Buildings not visited",
    unvisitedCount: (buildings: string, households: string) =>
      `${many(buildings, "building", "buildings")} · ${many(households, "household", "households")}`,
    partly: "Buildings partly visited",
    partlyCount: (buildings: string, left: string) =>
      `${many(buildings, "building", "buildings")} · ${left} left`,
    nearestFrom: {
      me: "Nearest to you first",
      area: "Nearest to the middle of the area first",
      map: "Nearest to the middle of the map first",
    },
    allVisited: "Every building here has been visited",
    allSettled: "Every door is settled.",
    noHazards: "No open hazards.",
    unknown: "There is no such area",
    unknownHint: "The code may have changed. Search for the name.",
    start: "Start visiting",
    startAt: (place: string) => `Start visiting: ${place}`,
    report: "Report a hazard",
  },

  building: {
    units: (count: string) => many(count, "unit", "units"),
    floors: (count: string) => many(count, "floor", "floors"),
    households: (count: string) => many(count, "household", "households"),
    few: "fewer than 5 households",
    number: (n: string) => `No. ${n}`,
    unnamed: "Building without an address",
    unnamedNumber: (n: string) => `Building ${n}`,
    status: {
      none: "Not residential",
      untouched: "Not visited",
      partly: "Partly visited",
      done: "Visited",
    },
    unit: (unit: string) => `Unit ${unit}`,
    unitLeft: (count: string) => (count === "0" ? "all visited" : `${count} not visited`),
    allFloors: "All floors",
    floor: (floor: string) => `Floor ${floor}`,
    floorSpan: (low: string, high: string) => `floors ${low}–${high}`,
    belongs: (area: string) => `belongs to ${area}`,
    nobody: "belongs to no area",
    doors: "Doors",
    oneDoor: "This house",
    estimatedDoors: "Doors are estimated: no register yet.",
    noDoors: "Nobody lives here, as far as is known.",
    noDoorsHint: "Bring in a register, or correct the kind of building, to change that.",
    door: {
      untried: "Not visited",
      met: "Met",
      no_answer: "Not in",
      no_access: "No access",
      refused: "Refused",
      vacant: "Vacant",
      moved: "Moved away",
      not_found: "No such door",
      excluded: "Left out",
      current: "being recorded",
    },
    unknown: "There is no such building",
    unknownHint: "It may have been closed. Search for the address.",
    hazards: "Hazards here",
  },

  record: {
    title: (door: string) => `Door ${door}`,
    nextDoorIs: (door: string) => `Next door: ${door}`,
    /** Where there is one door only. */
    thisHouse: "Record a visit",
    choose: "Choose a door, or go on with the next.",
    allSettled: "Every door here is settled",
    untried: "nobody has been here",
    outcomes: {
      met: "Met",
      no_answer: "Not in",
      no_access: "No access",
      refused: "Refused",
      vacant: "Vacant",
      moved: "Moved away",
      not_found: "No such door",
    },
    mode: "How",
    modes: { door: "At the door", phone: "By phone", chat: "By chat", elsewhere: "Met elsewhere" },
    onlyDoor: "Only visits at the door count for coverage.",
    recorded: (what: string) => `Noted: ${what}`,
    undo: "Undo",
    undoIn: (seconds: string) => `Undo, ${seconds} s`,
    undone: "Taken back",
    failed:
      "This device keeps nothing just now, so nothing was noted. Free some space, or leave private browsing.",
    what: (door: string, outcome: string) => `${door} ${outcome}`,
  },

  hazards,
  report,

  polygon: {
    title: "Drawn area",
    draw: "Draw an area",
    households: "Counts every household whose building stands inside.",
    drawAgain: "Draw another",
    failed: "This area can't be counted.",
    refusedHint: "Its border crosses itself, or there is no ground inside.",
    nothing: "No households inside.",
  },

  records: {
    title: "Records",
    offline: "Offline",
    waiting: (count: string) => `${count} to upload`,
    sending: (count: string) => `Uploading ${count}`,
    allSent: "All uploaded",
    lastSent: (time: string) => `last synced ${time}`,
    refused: (count: string) => `${count} not accepted`,
    see: "see why",
    upload: "Upload now",
    refusedTitle: "Not accepted",
    waitingTitle: "To upload",
    sentTitle: "Lately uploaded",
    none: "Nothing was noted on this device yet.",
    export: "Save as a file",
    retry: "Send again",
    discard: "Let go",
    visit: "Visit",
    hazard: "Hazard",
    closed: "This browser keeps nothing, so records can't be written down here.",
  },

  settings: {
    title: "More",
    what: "What counts",
    map: "The map",
    look: "Look",
    theme: { label: "Light", system: "As the system", light: "Day", dark: "Night" },
    otherLanguage: "中文",
    setUp: "Set up the workspace",
    keys: "Keys",
    docs: "API docs",
    oneFile: "Map as one file",
    records: "Records of this device",
  },

  layers: { button: "Layers and settings", title: "Layers" },

  map: {
    name: "Map of buildings and areas",
    keys: "Arrows move it, Enter goes into its buildings, Tab on to the next, Escape out of them.",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    locate: "Show where I am",
    locateRefused: "The browser doesn't give away where you are. Its settings can change that.",
    locateNowhere: "This device doesn't know where it is.",
    legend: "Legend",
    areas: (level: string, share: string) => `${level}: ${share.toLowerCase()}`,
    below: (value: string) => `below ${value}%`,
    between: (low: string, high: string) => `${low}–${high}`,
    from: (value: string) => `${value} and more`,
    buildings: "Buildings",
    /** Grey for whoever is told of one area alone. */
    noneOrElsewhere: "Not residential, or not mine to see",
    hazards: "Hazards",
    open: "Open",
    overdue: "Over limit",
    building: (facts: { number: string | null; house: string; street: string; status: string }) =>
      [
        facts.number && `number ${facts.number}`,
        facts.street && `by ${facts.street}`,
        facts.house ? `house number ${facts.house}` : !facts.number && "no number",
        facts.status,
      ]
        .filter(Boolean)
        .join(", "),
    area: (label: string, figure: string) => `${label}, ${figure}`,
    noFigure: "no households to visit",
    basemapGone: "The base map does not answer. Your own streets are drawn instead.",
    /** A house number as the map writes it under a building. */
    house: (number: string) => number,
    tilesBuilding: (progress: string) => `Drawing the map, ${progress}%`,
    tilesStarting: "Drawing the map",
    tilesFailed: "The map can't be drawn.",
    tilesOlder: "The map shows the ground as it was before the last change.",
  },

  tabs: { label: "Sections", overview: "Overview", map: "Map", hazards: "Hazards", more: "More" },
  sheet: {
    up: "Draw the panel up",
    down: "Lower the panel",
    label: "Panel",
  },
  phone: {
    unvisited: (count: string) => `${many(count, "building", "buildings")} not visited`,
    partly: (count: string) => `${many(count, "building", "buildings")} partly visited`,
    allVisited: "all visited",
  },

  fault: {
    unreachable: "The server is out of reach",
    safe: "Records stay on this device until it is back.",
    safeRead: "All records are safe.",
    trouble: "The server has a problem",
    notYours: "Your office does not have this page",
    nowhere: "This address leads nowhere",
    nowhereHint: "Perhaps it was cut off on the way.",
    toStart: "To the overview",
    updated: "gridmap was updated",
    updatedHint: "Open this page again to go on. What was noted is kept.",
    reload: "Open again",
  },
  loading: "Streets and buildings first, figures follow",

  print,

  keys: {
    title: "Keys",
    search: "Search",
    help: "This list",
    outcomes: "Met, not in, no access, refused, vacant",
    undo: "Undo",
    escape: "Close, lower, one step up",
    pan: "Move the map",
    zoom: "Zoom",
    buildings: "Into the buildings of the map, on to the next",
    enter: "Open",
    hazards: "Hazards",
    next: "Next door",
  },
};

export type MapPageWords = typeof map;
