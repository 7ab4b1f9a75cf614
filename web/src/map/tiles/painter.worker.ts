/** The painter's own thread. */
import { Painter } from "./Painter.ts";
import type { FromPainter, ToPainter } from "./protocol.ts";

const thread = self as unknown as {
  postMessage(message: FromPainter, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToPainter>) => void) | null;
};
const painter = new Painter((message, transfer) => thread.postMessage(message, transfer));
thread.onmessage = ({ data }) => painter.take(data);
