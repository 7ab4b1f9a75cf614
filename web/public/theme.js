// Day or night before the first paint, so that no white page flashes up on a night round.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("gridmap.theme");
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const night = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = chosen === "dark" || (chosen !== "light" && night);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
