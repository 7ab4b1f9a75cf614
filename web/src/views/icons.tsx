const PATHS = {
  search: "M10.5 3.5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
  close: "M5 5l14 14M19 5L5 19",
  back: "M15 4l-8 8 8 8",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  warning: "M12 4L2.8 20h18.4zM12 10v5M12 17.5v.6",
  layers: "M12 3l9 5-9 5-9-5zM3 12.5l9 5 9-5M3 16.8l9 5 9-5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  locate: "M12 6.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12 2v4.5M12 17.5V22M2 12h4.5M17.5 12H22",
  calendar: "M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8",
  people:
    "M9 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 5a3.300 3.300 0 0 1 0 6.300M18 14.500c2 .8 3.200 2.600 3.500 5.500",
  person:
    "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c.6-4.300 3.500-6.500 7.500-6.500s6.900 2.200 7.500 6.500",
  check: "M4 12.500l5.500 5.500L20 6.500",
  again: "M19 12a7 7 0 1 1-2-5M19 3v5h-5",
  refused: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M6 6l12 12",
  vacant: "M3.500 12L12 4.500l8.500 7.500M6 10.500V20h12v-9.500",
  lock: "M6 11h12v9.500H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11",
  walk: "M13 4.500a1.300 1.300 0 1 0 .1 0M9 21l2.500-6L14 17l1.500 4M11.500 15l.8-6.500L9 10l-1 3.500M12.300 8.500l2.200 2.500 3 .8",
  phone:
    "M5 3.500h4l1.500 5-2.500 2a12 12 0 0 0 5.500 5.500l2-2.500 5 1.500v4a1.500 1.500 0 0 1-1.500 1.500A16.500 16.500 0 0 1 3.500 5 1.500 1.500 0 0 1 5 3.500",
  offline:
    "M3 9a14 14 0 0 1 7-3.600M21 9a14 14 0 0 0-5-3M6 13a9 9 0 0 1 4-2.400M18 13a9 9 0 0 0-2.500-1.800M12 18.500v.1M4 20L19 4",
  map: "M3.500 6.500l5.500-2.500 6 2.500 5.500-2.500v13.500L15 20l-6-2.500-5.500 2.500zM9 4v13.500M15 6.500V20",
  figures: "M4 20h16M7 16v-5M12 16V6M17 16v-8",
  dots: "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  draw: "M5 18L3.500 20.500 6 19M5 18L17.500 5.500l2 2L7 20zM15 8l2 2",
  up: "M5 15l7-7 7 7",
  moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5",
  door: "M6 21V3.500h12V21M3.500 21h17M14.500 12v1",
  moved: "M4 12h11M11 7.500l4.500 4.500-4.500 4.500M19 5v14",
  unknown: "M8.500 9a3.500 3.500 0 1 1 5 3.200c-1 .6-1.500 1.200-1.500 2.500M12 18v.1",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawn sign; the words beside it, or the button's label, say what it means. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
