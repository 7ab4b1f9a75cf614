import { useEffect, useState } from "preact/hooks";
import { readAddress, writeAddress } from "../domain/address.ts";

/** Pages that have a path of their own behind the number sign. */
type Pages = "setup" | "people" | "plan" | "sheet";

/** What of the page's address follows `setup/`, say. */
export function usePath(pages: Pages): string {
  const [, again] = useState(0);
  useEffect(() => {
    const read = () => again((times) => times + 1);
    window.addEventListener("hashchange", read);
    window.addEventListener("popstate", read);
    return () => {
      window.removeEventListener("hashchange", read);
      window.removeEventListener("popstate", read);
    };
  }, []);
  const { view } = readAddress(window.location.hash);
  return view.kind === pages ? view.path : "";
}

/** Addresses of such pages; the map stays where it is. */
export function pathsOf(pages: Pages) {
  const to = (path: string): string => {
    const where = readAddress(window.location.hash);
    return writeAddress({ ...where, view: { kind: pages, path }, camera: null });
  };
  const open = (path: string, instead = false): void => {
    const address = to(path);
    if (instead) window.location.replace(address);
    else window.location.hash = address;
  };
  return { to, open };
}
