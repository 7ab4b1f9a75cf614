import type { StudioGround } from "../api/plans.ts";
import type { Aim } from "../domain/plan/account.ts";

/** The bounds as they are sent. */
export function asked(aim: Aim): { size?: [number, number]; tolerance?: number } {
  return "size" in aim ? { size: [aim.size.low, aim.size.high] } : { tolerance: aim.tolerance };
}

/** The bounds as they are kept with a plan. */
export function aimOf(kept: { readonly size?: unknown; readonly tolerance?: unknown }): Aim | null {
  const { size, tolerance } = kept;
  if (Array.isArray(size)) return { size: { low: Number(size[0]), high: Number(size[1]) } };
  return typeof tolerance === "number" ? { tolerance } : null;
}

/** The bounds that are asked for if nothing else is said. */
export function usualAim({ size, tolerance }: StudioGround): Aim {
  const [low, high] = size ?? [];
  return low !== undefined && high !== undefined ? { size: { low, high } } : { tolerance };
}

/** Whether two aims ask for the same. */
export function sameAim(one: Aim, other: Aim): boolean {
  return JSON.stringify(asked(one)) === JSON.stringify(asked(other));
}
