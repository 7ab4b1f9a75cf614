/** Goes on into the app, to where the address leads: nothing that was read as another is kept. */
export function comeIn(address = location.hash): void {
  history.replaceState(null, "", address || "#/");
  location.reload();
}
