// The same buildings as one GeoJSON, the way Leaflet draws it without further ado.
// The address says the renderer and where to look: ?renderer=canvas#16/40.717/-73.743
const [zoom, lat, lon] = location.hash.slice(1).split("/").map(Number);
const renderer = new URLSearchParams(location.search).get("renderer") === "svg" ? L.svg() : L.canvas();
const map = L.map("map", { center: [lat, lon], zoom, renderer, zoomControl: false });
const fill = { none: "#dfddd4", untouched: "#b03c00", partly: "#f3cba2", done: "#ffffff" };
const style = ({ properties: { status } }) => ({
  color: status === "done" ? "#82989f" : "#ffffff",
  weight: 1,
  fillColor: fill[status],
  fillOpacity: 1,
});

const buildings = await (await fetch("buildings.geojson")).json();
const layers = new Map();
L.geoJSON(buildings, {
  style,
  renderer,
  onEachFeature: ({ properties }, layer) => layers.set(properties.uid, layer),
}).addTo(map);

// What another part of the page would call when a visit came in.
window.recolour = (uid) => layers.get(uid).setStyle(style({ properties: { status: "done" } }));
// Leaflet paints its canvas in the next frame; after one more, it is on the screen.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("gridmap:drawn")));
