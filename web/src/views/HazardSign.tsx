import { type Hazard, SIGNS } from "../domain/hazards.ts";

/** A hazard's triangle, as on the map. */
export function HazardSign(props: {
  hazard: Pick<Hazard, "category" | "state">;
  overdue?: boolean;
  size?: number;
}) {
  const { hazard, overdue = false, size = 30 } = props;
  const kind = hazard.state === "handled" ? "handled" : overdue ? "over" : "open";
  return (
    <svg
      class={`hazard-sign ${kind}`}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path class="hazard-shape" d="M16 4.500L29 27.500H3z" stroke-linejoin="round" />
      <text x="16" y="24.500" text-anchor="middle">
        {hazard.category ? SIGNS[hazard.category] : "!"}
      </text>
      {overdue && (
        <>
          <circle class="hazard-clock" cx="26" cy="7" r="5" />
          <path class="hazard-hands" d="M26 4.500V7.200h2" />
        </>
      )}
    </svg>
  );
}
