import type { BuildingStatus } from "../api/buildings.ts";
import "./building-sign.css";

/** A building's mark as on the map: solid, hatched, hollow; with its number on the sheet. */
export function BuildingSign(props: {
  status: BuildingStatus;
  number?: number | null;
  next?: boolean;
}) {
  const { status, number = null, next = false } = props;
  if (number !== null) {
    return (
      <span class={`building-disc ${status}${next ? " next" : ""}`} aria-hidden="true">
        {number}
      </span>
    );
  }
  return <i class={`building-mark ${status}`} aria-hidden="true" />;
}
