/** What the first picture of the page does without. */
export { HazardPanel } from "./HazardPanel.tsx";
export { Keys } from "./Keys.tsx";
export { PolygonPanel } from "./PolygonPanel.tsx";
export { RecordsPanel } from "./RecordsPanel.tsx";
export { Report } from "./Report.tsx";
