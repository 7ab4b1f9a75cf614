import { type Plugin, parseAst } from "vite";

/** The oldest browser that the pages are for. */
export const OLDEST = "chrome87";

/**
 * What scripts are written for. Chrome 87 knows classes with private members, all but a fault of
 * their static fields, on whose account a build for it keeps every private member in a map beside
 * its object: on the map of a city half of the time went into looking those up.
 */
export const SCRIPTS = "chrome98";

interface Node {
  readonly type: string;
  readonly static?: unknown;
  readonly name?: unknown;
  readonly operator?: unknown;
  readonly left?: unknown;
  readonly key?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

/** Syntax that came between the two; it must not be used. */
const UNKNOWN: Record<string, (node: Node, inFunction: boolean) => boolean> = {
  "a static block": ({ type }) => type === "StaticBlock",
  "a private name looked for with `in`": ({ type, operator, left }) =>
    type === "BinaryExpression" &&
    operator === "in" &&
    isNode(left) &&
    left.type === "PrivateIdentifier",
  "a static field that is called name or length": ({ type, static: fixed, key }) =>
    type === "PropertyDefinition" &&
    fixed === true &&
    isNode(key) &&
    (key.name === "name" || key.name === "length"),
  "a module that waits": ({ type }, inFunction) => type === "AwaitExpression" && !inFunction,
};

/** Names the first thing in a program (ESTree) that the oldest browser does not know. */
export function unknownIn(value: unknown, inFunction = false): string | undefined {
  if (Array.isArray(value)) {
    for (const one of value) {
      const found = unknownIn(one, inFunction);
      if (found) return found;
    }
  } else if (isNode(value)) {
    const found = Object.entries(UNKNOWN).find(([, meets]) => meets(value, inFunction));
    if (found) return found[0];
    return unknownIn(Object.values(value), inFunction || value.type.includes("Function"));
  }
  return undefined;
}

/** Refuses a build with syntax that the oldest browser does not know. */
export function oldestBrowser(): Plugin {
  return {
    name: "gridmap:oldest-browser",
    apply: "build",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        const what = file.type === "chunk" && unknownIn(parseAst(file.code).body);
        if (what) this.error(`${file.fileName}: ${what} is newer than ${OLDEST}`);
      }
    },
  };
}
