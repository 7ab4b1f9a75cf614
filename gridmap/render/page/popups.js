// What a thing says when it is pressed. Every text goes in as text, never as markup.
"use strict";

const tag = (name, className, ...inside) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside.filter((part) => part != null && part !== ""));
  return element;
};

const REASONS = ["no_answer", "no_access", "refused", "vacant", "moved", "not_found", "untried"];

/** 306 of 502 households met 61 %, and a bar. */
const headline = (words, { reached, target, percent }) => {
  if (target == null) return null;
  const rate = percent == null ? "—" : `${percent}%`;
  return tag(
    "p",
    "headline",
    tag("strong", "", gridmap.number(reached ?? 0)),
    tag("span", "of", gridmap.say(words.of_target, { target })),
    tag("span", "rate", rate),
  );
};

const bar = (area) => {
  const parts = [["met", area.reached], ...REASONS.map((name) => [name, area[name]])];
  const element = tag("div", "bar");
  element.setAttribute("aria-hidden", "true");
  for (const [name, count] of parts) {
    if (!count) continue;
    const part = tag("i", name);
    part.style.flexGrow = count;
    element.append(part);
  }
  return element.children.length ? element : null;
};

gridmap.areaPopup = (words, area) => {
  const box = tag("section", "says");
  box.append(
    tag("h2", "", area.name || area.label || area.code),
    tag("p", "small", [words.levels[area.level], area.code].filter(Boolean).join(" · ")),
  );
  const met = headline(words, area);
  if (!met) return box;
  box.append(met, bar(area) ?? "");
  const rows = tag("dl", "reasons");
  const row = (name, count, word) => {
    if (count == null || (count === 0 && name !== "untried")) return;
    rows.append(
      tag("div", name, tag("dt", "", tag("i", name), word), tag("dd", "", gridmap.number(count))),
    );
  };
  row("met", area.reached, words.met);
  for (const name of REASONS) row(name, area[name], words.reasons[name]);
  if (rows.children.length > 1) box.append(rows);
  const notes = [];
  if (area.attempted != null) {
    notes.push(
      gridmap.say(words.knocked, {
        attempted: area.attempted,
        target: area.target,
        rate: area.attempted_percent == null ? "—" : `${area.attempted_percent}%`,
      }),
    );
  }
  if (area.excluded) notes.push(gridmap.say(words.left_out, { excluded: area.excluded }));
  for (const note of notes) box.append(tag("p", "small", note));
  return box;
};

gridmap.buildingPopup = (words, building) => {
  const title = building.address || building.name || words.building;
  const box = tag("section", "says", tag("h2", "", title));
  const second = [
    building.name !== title ? building.name : "",
    building.households == null
      ? ""
      : gridmap.say(words.households, { count: building.households }),
  ].filter(Boolean);
  if (second.length) box.append(tag("p", "small", second.join(" · ")));
  if (words.status[building.status]) {
    box.append(
      tag("p", "status", tag("i", `swatch ${building.status}`), words.status[building.status]),
    );
  }
  if (building.target) {
    box.append(
      tag(
        "p",
        "small",
        gridmap.say(words.building_figures, {
          target: building.target,
          attempted: building.attempted ?? 0,
          reached: building.reached ?? 0,
        }),
      ),
    );
  }
  return box;
};

gridmap.hazardPopup = (words, hazards) => {
  const list = tag("ul", "hazards");
  for (const hazard of hazards) {
    const facts = [
      words.severities[hazard.severity],
      hazard.handled ? words.handled : hazard.overdue ? words.overdue : words.open,
      hazard.opened_at && gridmap.say(words.since, { day: hazard.opened_at }),
    ].filter(Boolean);
    list.append(
      tag(
        "li",
        "",
        gridmap.hazardIcon(hazard),
        tag("div", "", tag("b", "", hazard.what), tag("p", "small", facts.join(" · "))),
      ),
    );
  }
  return tag("section", "says", list);
};
