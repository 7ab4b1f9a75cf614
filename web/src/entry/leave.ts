import { ofStreet } from "../state/screen.ts";

const ONWARD = ofStreet(window, "gridmap.onward");

/** Goes on into the app, to where the address leads: nothing that was read as another is kept. */
export function comeIn(address = location.hash): void {
  history.replaceState(null, "", address || "#/");
  location.reload();
}

/** Leaves for another site that sends the browser back; `address` is where it was to go on here. */
export function goOut(url: string, address: string): void {
  try {
    sessionStorage.setItem(ONWARD, address);
  } catch {
    // Then the way back ends at the start.
  }
  location.assign(url);
}

/** Where somebody who comes back was to go on. */
export function onward(): string {
  try {
    const address = sessionStorage.getItem(ONWARD) ?? "";
    sessionStorage.removeItem(ONWARD);
    return address;
  } catch {
    return "";
  }
}
