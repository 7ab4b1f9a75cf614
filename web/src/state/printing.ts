import { signal } from "@preact/signals";
import { type Book, save } from "../api/books.ts";
import { ifReached, Refusal, type Server } from "../api/server.ts";
import {
  dropPrint,
  type PrintJob,
  readPrint,
  readPrintFile,
  readPrints,
  type SheetWishes,
  startPrint,
} from "../api/sheets.ts";

const EVERY = 500;
/** Times that a print is asked for in vain before that is said. */
const PATIENCE = 6;

/** A print on its way: it goes on while its dialog is closed, and is saved once it is done. */
export class Printing {
  readonly now = signal<PrintJob | null>(null);
  /** How the last one ended. */
  readonly ended = signal<"saved" | "stopped" | null>(null);
  /** Characters of the last one that no font has. */
  readonly boxed = signal<readonly string[]>([]);
  readonly fault = signal<unknown>(null);
  readonly #server: Server;
  readonly #save: (book: Book) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: Server, keep: (book: Book) => void = save) {
    this.#server = server;
    this.#save = keep;
  }

  /** Has the sheets of an area printed. */
  async start(code: string, wishes: SheetWishes): Promise<void> {
    this.forget();
    try {
      await this.#follow(await startPrint(this.#server, code, wishes));
    } catch (fault) {
      this.#end(fault);
    }
  }

  /** Finds a print again that went on while the page was loaded anew. */
  async resume(): Promise<void> {
    if (this.now.peek()) return;
    try {
      // Out of reach, there is nothing to go on with; what is asked for next says so.
      const [print] = (await ifReached(readPrints(this.#server))) ?? [];
      if (print && print.state !== "failed" && !this.now.peek()) await this.#follow(print);
    } catch (fault) {
      this.fault.value = fault;
    }
  }

  /** Stops it; nothing is left of it. */
  async stop(): Promise<void> {
    const print = this.now.peek();
    if (!print) return;
    this.#end();
    this.ended.value = "stopped";
    await this.#drop(print);
  }

  /** Says no more of how the last one ended. */
  forget(): void {
    this.ended.value = null;
    this.boxed.value = [];
    this.fault.value = null;
  }

  /** Asks no more. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  async #follow(print: PrintJob): Promise<void> {
    this.now.value = print;
    if (print.state === "waiting" || print.state === "running") return this.#later(print, 0);
    if (print.state === "failed") {
      this.#end(new Refusal(422, print.problem ?? undefined));
      return this.#drop(print);
    }
    await this.#fetch(print, 0);
  }

  async #fetch(print: PrintJob, failed: number): Promise<void> {
    try {
      const book = await readPrintFile(this.#server, print.id);
      if (this.now.peek()?.id !== print.id) return;
      this.#save(book);
      this.#end();
      this.ended.value = "saved";
      this.boxed.value = print.boxed;
      await this.#drop(print);
    } catch (fault) {
      this.#again(print, fault, failed);
    }
  }

  #later(print: PrintJob, failed: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(print, failed), EVERY);
  }

  async #ask(print: PrintJob, failed: number): Promise<void> {
    try {
      const now = await readPrint(this.#server, print.id);
      if (this.now.peek()?.id === print.id) await this.#follow(now);
    } catch (fault) {
      this.#again(print, fault, failed);
    }
  }

  /** A network that stumbles is no end of a print. */
  #again(print: PrintJob, fault: unknown, failed: number): void {
    if (this.now.peek()?.id !== print.id) return;
    if (fault instanceof Refusal || failed >= PATIENCE) this.#end(fault);
    else this.#later(print, failed + 1);
  }

  #end(fault: unknown = null): void {
    clearTimeout(this.#timer);
    this.now.value = null;
    this.fault.value = fault;
  }

  async #drop({ id }: PrintJob): Promise<void> {
    try {
      await ifReached(dropPrint(this.#server, id));
    } catch (fault) {
      // What cannot be dropped now goes by itself, and may have gone already.
      if (!(fault instanceof Refusal)) throw fault;
    }
  }
}
