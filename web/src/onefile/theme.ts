/** The page's colours follow the system's; paper is light at night as well. */

const night = matchMedia("(prefers-color-scheme: dark)");

let printing = false;
let changed: () => void = () => undefined;

function follow(): void {
  const theme = night.matches && !printing ? "dark" : "light";
  document.documentElement.setAttribute("data-theme", theme);
  changed();
}

/** Set the colours before anything is drawn; nothing of the page is needed for it. */
export function followTheme(): void {
  follow();
  night.addEventListener("change", follow);
}

/** Light while the page is printed. */
export function printIn(begins: boolean): void {
  printing = begins;
  follow();
}

/** Called whenever the colours have changed. */
export function onTheme(listener: () => void): void {
  changed = listener;
}
