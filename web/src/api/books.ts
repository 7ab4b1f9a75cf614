import { Refusal } from "./server.ts";

/** A file to be kept, and what to call it. */
export interface Book {
  readonly name: string;
  readonly content: Blob;
}

/** The file that an answer hands out. */
export async function bookOf(answer: Response): Promise<Book> {
  if (!answer.ok) throw new Refusal(answer.status, await answer.json());
  const told = answer.headers.get("content-disposition") ?? "";
  const name = /filename\*=UTF-8''([^;]+)/.exec(told)?.[1] ?? "gridmap";
  return { name: decodeURIComponent(name), content: await answer.blob() };
}

/** Hands a file to the browser's downloads. */
export function save({ name, content }: Book): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
