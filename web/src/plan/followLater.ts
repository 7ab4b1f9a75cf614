import { effect } from "@preact/signals";

/**
 * Does a deed, and does it again whenever something it read has changed, once the page has been seen
 * with that: figures come first, and what takes long to draw follows by a frame.
 */
export function followLater(deed: () => void): () => void {
  let frame = 0;
  let turn: ReturnType<typeof setTimeout> | undefined;
  let end = () => {};
  const follow = () => {
    frame = 0;
    end();
    let done = false;
    end = effect(() => {
      if (!done) {
        done = true;
        deed();
      } else frame ||= requestAnimationFrame(seen);
    });
  };
  const seen = () => {
    turn = setTimeout(follow);
  };
  follow();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(turn);
    end();
  };
}
