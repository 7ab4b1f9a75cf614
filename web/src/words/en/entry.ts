import type { Asking, LookActName, OfficeName, RoleName } from "../../domain/offices.ts";

/** Sentences of signing in, of the pages anybody may open, and of each role's own start. */
export interface EntryWords {
  readonly product: string;
  readonly otherLanguage: string;
  readonly listed: (things: readonly string[]) => string;
  readonly back: string;
  readonly again: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly roles: Readonly<Record<RoleName, string>>;
  readonly offices: Readonly<Record<OfficeName, string>>;
  readonly signIn: {
    readonly title: string;
    readonly ended: string;
    readonly login: string;
    readonly password: string;
    readonly code: string;
    readonly codeHint: string;
    readonly enter: string;
    readonly byLink: string;
    readonly or: string;
    readonly outside: string;
    readonly demo: string;
    readonly demoHint: string;
  };
  readonly firstAdmin: {
    readonly title: string;
    readonly hint: string;
    readonly name: string;
    readonly make: string;
  };
  readonly password: {
    readonly title: string;
    readonly hint: string;
    readonly former: string;
    readonly fresh: string;
    readonly rule: string;
    readonly set: string;
    readonly kept: string;
  };
  readonly factor: {
    readonly title: string;
    readonly hint: string;
    readonly scan: string;
    readonly byHand: string;
    readonly code: string;
    readonly take: string;
    readonly codesTitle: string;
    readonly codesHint: string;
    readonly written: string;
    readonly offer: string;
    readonly there: string;
    readonly orWritten: string;
    readonly drop: string;
  };
  readonly join: {
    readonly title: (name: string | null) => string;
    readonly as: (offices: string) => string;
    readonly enter: string;
    readonly until: (moment: string) => string;
    readonly wechat: string;
    readonly gone: string;
    readonly goneHint: string;
  };
  readonly badge: {
    readonly yes: string;
    readonly today: (day: string) => string;
    readonly serves: (community: string, offices: string) => string;
    readonly no: string;
    readonly noHint: string;
    readonly rights: string;
    readonly rightsHint: string;
    readonly ask: string;
    readonly askHint: string;
    readonly code: string;
    readonly check: string;
  };
  readonly request: {
    readonly title: Readonly<Record<Asking, string>>;
    readonly button: Readonly<Record<Asking, string>>;
    readonly hint: Readonly<Record<Asking, string>>;
    readonly which: string;
    readonly others: string;
    readonly address: string;
    readonly addressHint: string;
    readonly contact: string;
    readonly contactHint: Readonly<Record<Asking, string>>;
    readonly community: string;
    readonly communityHint: string;
    readonly send: string;
    readonly sent: string;
    readonly sentHint: string;
    readonly number: (uid: string) => string;
  };
  readonly account: {
    readonly title: string;
    readonly nobody: string;
    readonly nobodyHint: string;
    readonly offices: string;
    readonly large: string;
    readonly signOut: string;
    readonly signOutOutside: string;
    readonly waiting: (count: string) => string;
    readonly everywhere: string;
    readonly devices: string;
    readonly here: string;
    readonly seen: (moment: string) => string;
    readonly unknownDevice: string;
    readonly looks: string;
    readonly looksHint: string;
    readonly noLooks: string;
    readonly lookActs: Readonly<Record<LookActName, string>>;
    readonly tokens: string;
    readonly tokensHint: string;
    readonly noTokens: string;
    readonly tokenName: string;
    readonly tokenScopes: string;
    readonly acts: { readonly see: string; readonly change: string };
    readonly data: (name: string) => string;
    readonly makeToken: string;
    readonly tokenMade: string;
    readonly until: (day: string) => string;
    readonly revoke: string;
    readonly revoked: string;
    readonly password: string;
    readonly factor: string;
  };
  readonly start: {
    readonly myGrids: string;
    readonly myPatch: string;
    readonly doorsLeft: (count: string) => string;
    readonly nextDoor: (door: string) => string;
    readonly allVisited: string;
    readonly allVisitedHint: string;
    readonly record: string;
    readonly report: string;
    readonly reportHint: string;
    readonly contacts: string;
    readonly contact: (link: string) => string;
    readonly linked: (count: string) => string;
    readonly linkedHint: string;
    readonly reach: (name: string) => string;
    readonly noLinks: string;
    readonly vacant: string;
    readonly overloaded: string;
    readonly orphaned: string;
    readonly organise: string;
    readonly people: string;
    readonly setUp: string;
    readonly ledger: string;
    readonly sent: string;
    readonly sentHint: string;
    readonly requests: (count: string) => string;
  };
}

const DATA: Readonly<Record<string, string>> = {
  ground: "the ground",
  figures: "figures",
  doors: "doors",
  visits: "visits",
  cases: "cases",
  key_groups: "key groups",
  register: "the ledger",
  people: "people",
  placing: "listed buildings",
  setting_up: "setting up",
  accounts: "accounts",
  audit: "looks",
};

export const entry: EntryWords = {
  product: "Grid map",
  otherLanguage: "中文",
  listed: (things) => things.join(", "),
  back: "Back",
  again: "Try again",
  loading: "Loading",
  unreachable: "The server is out of reach. Nothing is lost.",
  roles: {
    leader: "Neighbour leader",
    worker: "Grid worker",
    cadre: "Community cadre",
    planner: "Planner",
    department: "Department",
    admin: "Administrator",
  },
  offices: {
    cadre: "Cadre",
    grid_lead: "Grid lead",
    grid_worker_full: "Grid worker",
    grid_worker_part: "Grid worker, part-time",
    grid_cadre: "Cadre of the grid",
    group_lead: "Group lead",
    patch_leader: "Neighbour leader",
    building_lead: "Building lead",
    member_household: "Party member household",
    service_post: "Community service post",
    planner: "Planner",
    department_officer: "Department officer",
    admin: "Administrator",
  },
  signIn: {
    title: "Sign in",
    ended:
      "Your sign-in has ended. Sign in again to go on where you were; what you noted is kept on this device.",
    login: "Login",
    password: "Password",
    code: "Code",
    codeHint: "Six digits from your app, or one of your codes on paper.",
    enter: "Sign in",
    byLink: "No password? Scan the code that your community gave you.",
    or: "or",
    outside: "With the office's own sign-in",
    demo: "Look around the demo as",
    demoHint: "Invented people. Only a demo shows these.",
  },
  firstAdmin: {
    title: "Make the first administrator",
    hint: "From then on everybody signs in. Until then all is open on this machine, and only here.",
    name: "Name",
    make: "Make it",
  },
  password: {
    title: "Set a password",
    hint: "At a shared desk a link is not enough.",
    former: "Password until now",
    fresh: "New password",
    rule: "At least 10 characters; a short sentence does well.",
    set: "Set password",
    kept: "Set. Other devices are signed out.",
  },
  factor: {
    title: "Add a second factor",
    hint: "Whoever finds your password still needs your phone.",
    scan: "Scan this with an authenticator app.",
    byHand: "Or type this key:",
    code: "Code that the app shows",
    take: "Go on",
    codesTitle: "Write these down",
    codesHint: "Each lets you in once without your phone. They are not shown again.",
    written: "Written down",
    offer: "Show a new code to scan",
    there:
      "A code is asked for at sign-in. For another phone, take it away first, then add it again.",
    orWritten: "Without the phone, one of those written down.",
    drop: "Take it away",
  },
  join: {
    title: (name) => (name ? `Welcome, ${name}` : "Welcome"),
    as: (offices) => `You serve as ${offices}.`,
    enter: "Come in",
    until: (moment) => `The link holds until ${moment}.`,
    wechat:
      "You are in WeChat. You stay signed in here only. For your own browser: … at the top right, then open in browser; the link works there for a day.",
    gone: "This link no longer holds",
    goneHint:
      "It was used more than a day ago, or another was made. Ask your community for a new one.",
  },
  badge: {
    yes: "This visitor is genuine",
    today: (day) => `Valid today, ${day}`,
    serves: (community, offices) => `${offices}, ${community}`,
    no: "This badge does not count today",
    noHint:
      "Keep your door closed. You may call your community and ask. A code can also be mistyped: scan it once more.",
    rights: "It is your door",
    rightsHint: "Nobody has to open. You need not say why.",
    ask: "Is this visitor genuine?",
    askHint: "Ask for the badge, and type the letters below its code, or scan that code.",
    code: "12 letters and digits on the badge",
    check: "Check",
  },
  request: {
    title: {
      no_visits: "No visits",
      see: "See what is kept",
      erase: "Erase what is kept about us",
    },
    button: {
      no_visits: "I want no visits",
      see: "See what is kept about us",
      erase: "Erase what is kept about us",
    },
    hint: {
      no_visits: "Nobody will knock any more. You can change your mind at any time.",
      see: "Your community shows you what is written down about your home.",
      erase: "Notes, groups and phones of your home go. That a visit took place stays as a number.",
    },
    which: "What would you like?",
    others: "See or erase what is kept",
    address: "Your address",
    addressHint: "7 Meiyuan Lane, unit 2, 301",
    contact: "How to reach you",
    contactHint: {
      no_visits: "Only if you want an answer.",
      see: "So that you can be shown it.",
      erase: "Only if you want an answer.",
    },
    community: "Code of your community",
    communityHint: "12 digits, on its leaflets.",
    send: "Send",
    sent: "Your community has it",
    sentHint: "It answers within 15 days.",
    number: (uid) => `Number ${uid}`,
  },
  account: {
    title: "Account",
    nobody: "Nobody signs in yet",
    nobodyHint: "Whoever sits at this machine may do everything.",
    offices: "Offices",
    large: "Large type",
    signOut: "Sign out",
    signOutOutside: "Sign out here and at the office",
    waiting: (count) => `${count} records wait to be sent. They stay here, for you only.`,
    everywhere: "Sign out everywhere",
    devices: "My devices",
    here: "this one",
    seen: (moment) => `used ${moment}`,
    unknownDevice: "A browser",
    looks: "My looks",
    looksHint: "What you opened of people's data, as it was written down.",
    noLooks: "You opened nobody's data.",
    lookActs: {
      key_groups: "Key groups of a door",
      group_figures: "How far a key group is",
      landlord: "A landlord's phone",
      phone: "A phone",
      ledger_out: "Ledger taken out",
      ledger_in: "Ledger brought in",
      sheets: "Sheets printed",
      ledger_back: "Ledger taken back",
      request: "A resident's request",
      export: "All that is kept of somebody",
      erase: "Erased",
      retention: "Retention",
      rights: "Rights changed",
    },
    tokens: "API tokens",
    tokensHint: "By which a program acts for you. Give it no more than it needs.",
    noTokens: "There are none.",
    tokenName: "What it is for",
    tokenScopes: "What it may do",
    acts: { see: "See", change: "Change" },
    data: (name) => DATA[name] ?? name,
    makeToken: "Make a token",
    tokenMade: "Copy it now, it is not shown again.",
    until: (day) => `until ${day}`,
    revoke: "Revoke",
    revoked: "revoked",
    password: "Change password",
    factor: "Second factor",
  },
  start: {
    myGrids: "My grids",
    myPatch: "My patch",
    doorsLeft: (count) => `${count} still to visit`,
    nextDoor: (door) => `Next: ${door}`,
    allVisited: "All visited",
    allVisitedHint: "Every door of yours has an outcome.",
    record: "Record a visit",
    report: "Tell of a hazard",
    reportHint: "Blocked stairs, wires, gas",
    contacts: "Who helps me",
    contact: (link) => (link === "cadre" ? "My cadre" : "Leads my grid or group"),
    linked: (count) => `My leaders · ${count}`,
    linkedHint: "by area",
    reach: (name) => `Reach ${name}`,
    noLinks: "No leader is linked to you yet.",
    vacant: "Vacant offices",
    overloaded: "Too large or too small",
    orphaned: "Nobody answers for",
    organise: "Who serves where",
    people: "People",
    setUp: "Set up",
    ledger: "Ledger",
    sent: "Sent to us",
    sentHint: "Those past their limit first",
    requests: (count) => `${count} residents ask for something`,
  },
};
