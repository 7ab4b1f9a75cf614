import { useAround } from "../context.ts";

/** Takes a door in hand, or lets go of it. */
export function useChoose(): (uid: string | null) => void {
  const { app } = useAround();
  return (uid) => {
    const view = app.view.peek();
    if (view.kind !== "building") return;
    const next = { ...view, door: uid };
    // The first door is a step; from door to door there is none.
    if (view.door || !uid) app.address.become(next);
    else app.address.open(next, app.screen.narrow.peek() ? "full" : app.address.stop.peek());
  };
}
