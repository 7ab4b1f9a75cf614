import type { Words } from "./words.ts";

export const chinese: Words = {
  lang: "zh-CN",
  product: "网格走访图",
  loading: "正在读数",
  householdsMet: "户已见面",
  met: "已见面",
  attempted: (doors) => `敲过门 ${doors} 户`,
  left: "未走访",
  tried: "敲过门，没见到",
  leftOut: (doors) => `不计入 ${doors} 户：空置、请勿打扰`,
  span: (from, to) => `${from} – ${to}`,
  asOf: (moment) => `截至 ${moment}`,
  openMap: "看地图",
  apiDocs: "接口文档",
  map: "走访地图",
  noTarget: "还没有住户。导入楼栋和住户后，这里显示走访数。",
  noFigures: "读不到走访数，记录都在，没有丢。",
  noMap: "地图还没有画好。",
  again: "再读一次",
  otherLanguage: "English",
};
