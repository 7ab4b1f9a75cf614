import { effect } from "@preact/signals";

/**
 * Does a deed, and does it again in the next frame whenever something it read has changed: however many
 * strokes fall into a frame, and whatever they set one after the other, it is done once, and what it
 * draws is seen with the figures beside it.
 */
export function followLater(deed: () => void): () => void {
  let frame = 0;
  let end = () => {};
  const follow = () => {
    frame = 0;
    end();
    let done = false;
    end = effect(() => {
      if (!done) {
        done = true;
        deed();
      } else frame ||= requestAnimationFrame(follow);
    });
  };
  follow();
  return () => {
    cancelAnimationFrame(frame);
    end();
  };
}
