import type { DrawingWords } from "../en/drawing.ts";

export const drawing: DrawingWords = {
  hint: (shape, points) => {
    switch (shape) {
      case "point":
        return "在地图上点位置";
      case "line":
        return points < 2 ? "沿着线点" : "接着点，或点“完成”";
      case "polygon":
        return points < 3 ? "一个角一个角地点" : "接着点，点回第一个角就完成";
      case "upright":
        return points === 0 ? "点一个角" : "再点对面的角";
      case "turned":
        if (points === 0) return "点楼的一个角";
        return points === 1 ? "再点这一边的另一头" : "再点楼有多深";
    }
  },
  area: (squareMetres) =>
    squareMetres < 100_000
      ? `${new Intl.NumberFormat("en").format(Math.round(squareMetres))} 平方米`
      : `${(squareMetres / 1_000_000).toFixed(2)} 平方公里`,
  crossing: "边线自己交叉了，退一个角。",
  finish: "完成",
  back: "退一步",
  cancel: "不画了",
  snapping: "吸附",
  keys: "用键盘：方向键把地图移到十字下，回车定点，原地再回车就完成，退格退一步，Esc 不画了。",
};
