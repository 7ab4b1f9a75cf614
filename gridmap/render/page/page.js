// Puts the page together: what is drawn when, what is shown when pressed.
"use strict";

const PAPER = { width: 1060, height: 730 }; // A4 across without its margins (page.css), in CSS pixels

gridmap.map = (id) => {
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  return L.map(id, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    minZoom: 3,
    maxZoom: 20,
    zoomAnimation: moves,
    fadeAnimation: moves,
  });
};

gridmap.start = (map, data) => {
  // So asks a page that frames this one and has a heading of its own.
  document.documentElement.classList.toggle("untitled", location.hash === "#untitled");
  const { words, steps } = data;
  const unpack = (name) => gridmap.features(data.layers[name], steps).filter((f) => f.rings.length);
  const areas = gridmap.features(data.layers.areas, steps);
  for (const area of areas) area.parent ??= -1;
  const [buildings, streets, cover] = [unpack("buildings"), unpack("streets"), unpack("landcover")];
  const borders = unpack("borders");
  const known = {
    anyStatus: buildings.some((building) => building.status !== "n"),
    anyArea: areas.length > 0,
  };
  const levels = gridmap.LEVELS.filter((level) => areas.some((area) => area.level === level));
  openAt(map, data.extent, words);
  let pinned = null;
  let chosen = null;
  let hovered = null;
  let shown = [];

  const level = () => pinned ?? gridmap.levelAt(map.getZoom(), levels);

  const paintGround = (brush, view) => {
    const colour = gridmap.colours();
    brush.fillStyle = colour("paper");
    brush.fillRect(0, 0, view.size.x, view.size.y);
    gridmap.drawCover(brush, view, colour, cover, "green");
    gridmap.drawBands(brush, view, colour, shown);
    // Water above the bands: a river helps to find oneself, and nobody lives on it.
    gridmap.drawCover(brush, view, colour, cover, "water");
    gridmap.drawStreets(brush, view, colour, streets);
    const statuses = gridmap.statusesAt(view.zoom, known);
    if (statuses.includes("n")) gridmap.drawBuildings(brush, view, colour, buildings, "n");
    gridmap.drawBorders(brush, view, colour, borders, level());
    for (const status of "dpu") {
      if (statuses.includes(status)) gridmap.drawBuildings(brush, view, colour, buildings, status);
    }
    gridmap.drawStreetNames(brush, view, colour, streets);
    gridmap.drawNumbers(brush, view, colour, buildings);
  };

  const paintChoice = (brush, view) => {
    const colour = gridmap.colours();
    brush.clearRect(0, 0, view.size.x, view.size.y);
    const outline = (feature, lines) => {
      brush.lineJoin = "round";
      for (const [token, width] of lines) {
        brush.beginPath();
        gridmap.trace(brush, view, feature);
        brush.strokeStyle = colour(token);
        brush.lineWidth = width;
        brush.stroke();
      }
    };
    if (chosen)
      outline(chosen, [
        ["panel", 7],
        ["ink", 3.2],
      ]);
    if (hovered && hovered !== chosen) outline(hovered, [["ink", 2.4]]);
  };

  const pane = (name, order) => {
    map.createPane(name).style.zIndex = order;
    return name;
  };
  shown = gridmap.areasAt(areas, level());
  const ground = new gridmap.Canvas(paintGround, { pane: pane("base", 200), padding: 0.2 }).addTo(
    map,
  );
  const choice = new gridmap.Canvas(paintChoice, { pane: pane("select", 400), padding: 0.2 }).addTo(
    map,
  );
  for (const name of ["base", "select"]) map.getPane(name).style.pointerEvents = "none";

  const labels = new gridmap.Labels(map, (area) => choose(area, gridmap.areaPopup(words, area)));
  const showHazards = (group, at) => popup(at, gridmap.hazardPopup(words, group));
  const hazards = new gridmap.Hazards(
    map,
    gridmap.features(data.layers.hazards, steps),
    words,
    showHazards,
  );

  const popup = (at, content) =>
    L.popup({ maxWidth: 300, minWidth: 264, autoPanPadding: [16, 76] })
      .setLatLng(at)
      .setContent(content)
      .openOn(map);

  const choose = (feature, content, at = null) => {
    const place =
      at ?? (feature.middle ? L.latLng(feature.middle[1], feature.middle[0]) : map.getCenter());
    popup(place, content);
    chosen = feature;
    labels.mark(feature.middle ? feature : null);
    choice.repaint();
  };

  const arrange = () => {
    const now = gridmap.areasAt(areas, level()).filter((area) => area.rings.length);
    if (now.length !== shown.length || now.some((area, i) => area !== shown[i])) {
      shown = now;
      ground.repaint();
    }
    for (const button of document.querySelectorAll(".levels button")) {
      button.setAttribute("aria-pressed", String(button.value === level()));
      button.classList.toggle("pinned", button.value === pinned);
    }
    const size = map.getSize();
    const taken = new gridmap.Cover(size);
    const view = gridmap.view(map, map.containerPointToLayerPoint([0, 0]), size);
    const statuses = gridmap.statusesAt(view.zoom, known);
    for (const building of buildings) {
      if (building.status === "n" || !statuses.includes(building.status) || !view.shows(building))
        continue;
      taken.put(
        view.x(building.west),
        view.y(building.north),
        view.x(building.east),
        view.y(building.south),
        1,
      );
    }
    const frame = map.getContainer().getBoundingClientRect();
    for (const panel of document.querySelectorAll(".over > .card, .side > *, .foot > *")) {
      const box = panel.getBoundingClientRect();
      taken.put(
        box.left - frame.left,
        box.top - frame.top,
        box.right - frame.left,
        box.bottom - frame.top,
        9,
      );
    }
    hazards.place(taken);
    const rank = gridmap.LEVELS.indexOf(level());
    const names =
      rank > 2 ? areas.filter((area) => area.level === "community" && !shown.includes(area)) : [];
    labels.place(shown, names, taken);
  };

  const under = (event) => {
    const [x, y] = gridmap.mercator(event.latlng.lng, event.latlng.lat);
    const statuses = gridmap.statusesAt(map.getZoom(), known);
    const near = 8 / (256 * 2 ** map.getZoom());
    const hit = (building) =>
      building.rings[0].length > 4
        ? gridmap.covers(building, x, y)
        : Math.hypot(building.west - x, building.north - y) < near;
    return (
      buildings.find((building) => statuses.includes(building.status) && hit(building)) ??
      shown.find((area) => gridmap.covers(area, x, y))
    );
  };

  map.on("click", (event) => {
    const feature = under(event);
    if (!feature) return;
    const content = feature.status
      ? gridmap.buildingPopup(words, feature)
      : gridmap.areaPopup(words, feature);
    choose(feature, content, event.latlng);
  });
  map.on("popupopen", ({ popup: opened }) => {
    const close = opened.getElement().querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", words.close);
  });
  map.on("popupclose", () => {
    chosen = null;
    labels.mark(null);
    choice.repaint();
  });
  map.on("mousemove", (event) => {
    const feature = under(event);
    const building = feature?.status ? feature : null;
    if (building === hovered) return;
    hovered = building;
    map.getContainer().classList.toggle("pressable", building != null);
    choice.repaint();
  });
  map.on("moveend", arrange);
  for (const button of document.querySelectorAll(".levels button")) {
    button.addEventListener("click", () => {
      pinned = pinned === button.value ? null : button.value;
      ground.repaint();
      arrange();
    });
  }
  const repaint = () => {
    ground.repaint();
    choice.repaint();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  // Paper is light at night as well, and takes the whole window: its size is that of an A4 page.
  const print = (begins) => () => {
    document.documentElement.classList.toggle("printing", begins);
    const zoom = Math.min(PAPER.width / innerWidth, PAPER.height / innerHeight);
    Object.assign(
      document.body.style,
      begins
        ? { zoom, width: `${innerWidth}px`, height: `${innerHeight}px` }
        : { zoom: "", width: "", height: "" },
    );
    // Only the ground: what is cleared while the browser prints is cleared from the page as well.
    ground.repaint();
  };
  addEventListener("beforeprint", print(true));
  addEventListener("afterprint", print(false));
  document.fonts?.ready.then(arrange);
  arrange();
};

/** Put zoom buttons, scale, attribution and legend in their places, and open at the extent. */
const openAt = (map, extent, words) => {
  const put = (control, place) => place.append(control.addTo(map).getContainer());
  const [foot, side] = [document.querySelector(".foot"), document.querySelector(".side")];
  const legend = document.querySelector(".legend");
  put(L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }), side);
  if (legend) side.append(legend);
  put(L.control.scale({ imperial: false }), foot);
  put(L.control.attribution({ prefix: false }).addAttribution(words.attribution), foot);
  for (const item of document.querySelectorAll("[data-hazard]")) {
    item.prepend(
      gridmap.hazardIcon({
        mark: words.hazard_sample,
        handled: item.dataset.hazard === "handled",
        overdue: item.dataset.hazard === "overdue",
        severity: item.dataset.hazard,
      }),
    );
  }
  const narrow = innerWidth <= 760;
  if (legend) legend.open = !narrow;

  if (!extent) {
    map.setView([0, 0], 3);
    return;
  }
  const [west, south, east, north] = extent;
  const bounds = [
    [south, west],
    [north, east],
  ];
  // On a phone the panels run from side to side; on a wide screen the heading leaves room beside it.
  const headings = [...document.querySelectorAll(narrow ? ".over > .card" : ".levels")];
  const below = Math.max(0, ...headings.map((card) => card.getBoundingClientRect().bottom));
  const above = (narrow ? foot : (legend ?? foot)).getBoundingClientRect().top;
  map.fitBounds(bounds, {
    paddingTopLeft: [12, below + 12],
    paddingBottomRight: [12, innerHeight - above + 12],
    maxZoom: 18,
    animate: false,
  });
};
