/** What the drawing tools on the map say. */
export const drawing = {
  hint: (shape: "point" | "line" | "polygon" | "upright" | "turned", points: number): string => {
    switch (shape) {
      case "point":
        return "Press the place on the map";
      case "line":
        return points < 2 ? "Press along the line" : "Press on, or finish";
      case "polygon":
        return points < 3
          ? "Press the corners one by one"
          : "Press on, or finish at the first corner";
      case "upright":
        return points === 0 ? "Press one corner" : "Now the opposite corner";
      case "turned":
        if (points === 0) return "Press one corner of the building";
        return points === 1 ? "Now the other end of this side" : "Now how deep it is";
    }
  },
  area: (squareMetres: number): string =>
    squareMetres < 100_000
      ? `${new Intl.NumberFormat("en").format(Math.round(squareMetres))} m²`
      : `${(squareMetres / 1_000_000).toFixed(2)} km²`,
  crossing: "The outline crosses itself. Take a corner back.",
  finish: "Finish",
  back: "Take back",
  cancel: "Cancel",
  snapping: "Snap",
  keys: "By keyboard: arrows move the map under the cross, Enter sets a point, twice in one place finishes, Backspace takes one back, Esc cancels.",
};

export type DrawingWords = typeof drawing;
