/** What a file is probably imported for, by its name and ending; null where nothing tells. */
export function kindOf(
  name: string,
): "areas" | "buildings" | "list" | "ledger" | "households" | "visits" | "osm" | null {
  const lower = name.toLowerCase();
  if (/\.(osm|pbf)(\.(gz|bz2))?$/.test(lower)) return "osm";
  const said = HINTS.find(([, hint]) => hint.test(lower));
  if (said) return said[0];
  // Outlines come in files of places; tables of an office are mostly registers.
  if (/\.(geojson|json|gpkg|shp|zip|kml|parquet|geoparquet|fgb)$/.test(lower)) return "buildings";
  return /\.(xlsx|xls|csv|tsv|txt)$/.test(lower) ? "ledger" : null;
}

/** The more special words come first: a list of buildings is no building file. */
const HINTS = [
  ["visits", /走访|入户|visit/],
  ["list", /楼栋(清单|名单|列表)|没有位置|list|清单|名单/],
  ["ledger", /台账|ledger/],
  ["households", /住户|户籍|家庭|household|register|resident/],
  ["areas", /网格|边界|社区|街道|片区|区划|area|grid|border|boundar|communit|patch|district/],
  ["buildings", /楼|建筑|房屋|building|house|footprint/],
] as const;
