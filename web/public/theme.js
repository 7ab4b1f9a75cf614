// Day or night before the first paint, so that no white page flashes up on a night round; and how
// large the type is, so that nothing moves under a finger.
(() => {
  let chosen = null;
  let large = null;
  try {
    chosen = localStorage.getItem("gridmap.theme");
    large = localStorage.getItem("gridmap.large");
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const night = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = chosen === "dark" || (chosen !== "light" && night);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.toggleAttribute("data-large", large === "yes");
})();
