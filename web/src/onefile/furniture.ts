/** What stands around the map: buttons, scale, attribution, legend; and where the map opens. */

import { hazardIcon } from "../map/draw/hazard.ts";
import type { Box } from "../map/insets.ts";
import { control, type LeafletMap } from "../map/leaflet.ts";
import type { PageData, PageWords } from "./data.ts";

const NARROW = 760;

/** Put zoom buttons, scale, attribution and legend in their places, and open at the extent. */
export function furnish(map: LeafletMap, { extent, words }: PageData): void {
  const foot = document.querySelector(".foot");
  const side = document.querySelector(".side");
  const legend = document.querySelector<HTMLDetailsElement>(".legend");
  const put = (
    made: { addTo(map: LeafletMap): unknown; getContainer(): unknown },
    place: Element | null,
  ) => {
    made.addTo(map);
    const box = made.getContainer();
    if (box instanceof Element) place?.append(box);
  };
  put(control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }), side);
  if (legend) side?.append(legend);
  put(control.scale({ imperial: false }), foot);
  if (words.attribution)
    put(control.attribution({ prefix: false }).addAttribution(words.attribution), foot);
  showSamples(words);
  const narrow = innerWidth <= NARROW;
  if (legend) legend.open = !narrow;
  if (!extent) {
    map.setView([0, 0], 3);
    return;
  }
  const [west, south, east, north] = extent;
  // On a phone the panels run from side to side; on a wide screen the heading leaves room beside it.
  const headings = [...document.querySelectorAll(narrow ? ".over > .card" : ".levels")];
  const below = Math.max(0, ...headings.map((card) => card.getBoundingClientRect().bottom));
  const lowest = narrow ? foot : (legend ?? foot);
  const above = lowest?.getBoundingClientRect().top ?? innerHeight;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    {
      paddingTopLeft: [12, below + 12],
      paddingBottomRight: [12, innerHeight - above + 12],
      maxZoom: 18,
      animate: false,
    },
  );
}

/** The legend shows hazards by the marks that the map has. */
function showSamples(words: PageWords): void {
  for (const item of document.querySelectorAll<HTMLElement>("[data-hazard]")) {
    const state = item.getAttribute("data-hazard") ?? "";
    item.prepend(
      hazardIcon({
        sign: words.hazard_sample,
        handled: state === "handled",
        overdue: state === "overdue",
        severity: state,
      }),
    );
  }
}

/** What panels cover, in pixels of the map. */
export function panelBoxes(map: LeafletMap): Box[] {
  const frame = map.getContainer().getBoundingClientRect();
  const panels = document.querySelectorAll(".over > .card, .side > *, .foot > *");
  return [...panels].map((panel) => {
    const { left, top, right, bottom } = panel.getBoundingClientRect();
    return {
      left: left - frame.left,
      top: top - frame.top,
      right: right - frame.left,
      bottom: bottom - frame.top,
    };
  });
}
