/** What the first picture of the page does without. */
export { AccountMenu } from "./AccountMenu.tsx";
export { AccountPage } from "./AccountPage.tsx";
export { AreaPanel } from "./AreaPanel.tsx";
export { BuildingPanel } from "./BuildingPanel.tsx";
export { HazardList } from "./HazardList.tsx";
export { HazardPanel } from "./HazardPanel.tsx";
export { Keys } from "./Keys.tsx";
export { More } from "./More.tsx";
export { PagesHost } from "./PagesHost.tsx";
export { PolygonPanel } from "./PolygonPanel.tsx";
export { Record } from "./Record.tsx";
export { RecordsPanel } from "./RecordsPanel.tsx";
export { Report } from "./Report.tsx";
export { Settings } from "./Settings.tsx";
export { Gaps } from "./start/Gaps.tsx";
export { RoleStart } from "./start/RoleStart.tsx";
