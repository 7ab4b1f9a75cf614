/** The house of the front end: what stands lower knows nothing of what stands above it. */
const floor = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^src/${from}/`, pathNot: "\\.test\\.tsx?$" },
  to: { path: to },
});

export default {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: "\\.(d|test)\\.tsx?$" },
      to: {},
    },
    {
      name: "no-development-packages",
      severity: "error",
      from: { path: "^src", pathNot: "\\.test\\.tsx?$" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        // Types of GeoJSON: they vanish when the page is built.
        pathNot: "@types/geojson",
      },
    },
    floor(
      "domain-reckons",
      "Figures, bands, addresses, snapping: no screen, no server, no disk.",
      "domain",
      "preact|leaflet|idb|openapi-fetch|^src/(?!domain/)",
    ),
    floor(
      "words-stand-alone",
      "Catalogues are sentences: they may name what the domain names, and nothing else.",
      "words",
      "node_modules|^src/(?!words/|domain/)",
    ),
    floor(
      "sync-has-no-screen",
      "Outbox and live events: no page, no views, no state of theirs.",
      "sync",
      "preact|leaflet|^src/(?!sync/|domain/)",
    ),
    floor(
      "api-only-asks",
      "The typed client: what it hands over are the domain's things and the outbox's.",
      "api",
      "preact|leaflet|^src/(?!api/|domain/|sync/)",
    ),
    floor(
      "map-is-an-engine",
      "It draws what it is told: no Preact, no server, no sentences of its own.",
      "map",
      "preact|idb|openapi-fetch|^src/(?!map/|domain/)",
    ),
    {
      name: "leaflet-behind-one-file",
      severity: "error",
      from: { path: "^src", pathNot: "^src/map/leaflet\\.ts$|\\.d\\.ts$" },
      to: { path: "node_modules/(@types/)?leaflet" },
    },
    floor(
      "state-has-no-views",
      "What is loaded and chosen, as signals: it knows no element and no map.",
      "state",
      "leaflet|^src/(?!state/|sync/|api/|domain/)",
    ),
    floor(
      "views-leave-setup-lazy",
      "Setting up comes only when asked for.",
      "views",
      "^src/onefile",
    ),
    floor(
      "entry-stands-before-the-app",
      "Signing in, joining, badges: nothing of what comes behind the door.",
      "entry",
      "leaflet|idb|^src/(?!entry/|state/|api/|domain/|words/|look/)",
    ),
    floor(
      "setup-is-beside-views",
      "Pages of setting up stand beside the map page, not on it.",
      "setup",
      "^src/(views|people|onefile)/",
    ),
    floor(
      "people-are-beside-views",
      "Pages of the organisation stand beside the map page as well, on the parts of setting up.",
      "people",
      "^src/(views|entry|onefile)/",
    ),
    floor(
      "plan-is-beside-views",
      "The planner's studio stands beside the map page too, on the parts of setting up.",
      "plan",
      "^src/(views|people|entry|onefile)/",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
