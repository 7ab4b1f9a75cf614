/** The floors of the front end: views may use everything below them, never the reverse. */
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
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "words-stand-alone",
      comment: "Catalogues are sentences: no views, no server, no figures.",
      severity: "error",
      from: { path: "^src/words", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^src/words" },
    },
    {
      name: "figures-know-no-views",
      comment: "Reckoning and writing of figures works without a screen.",
      severity: "error",
      from: { path: "^src/figures" },
      to: { path: "preact|^src/(start|look|api)" },
    },
    {
      name: "api-knows-no-views",
      severity: "error",
      from: { path: "^src/api" },
      to: { path: "preact|^src/(start|look|words)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
