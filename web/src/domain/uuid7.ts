/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance, so that ids made on one device sort by
 * the time they were made. Two within one millisecond, or after the clock went back, still rise.
 */
export function uuid7(now: number = Date.now()): string {
  last = now > last ? now : last + 1;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 5, rest = last; at >= 0; at -= 1, rest = Math.floor(rest / 256)) {
    bytes[at] = rest % 256;
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

let last = 0;
