import { signal } from "@preact/signals";
import type { Place } from "../domain/places.ts";

export interface Position {
  readonly place: Place;
  readonly accuracy: number;
}

/** Where this device is, once a person has asked for it; nothing is sent anywhere. */
export class OwnPosition {
  readonly now = signal<Position | null>(null);
  readonly state = signal<"off" | "looking" | "on" | "refused" | "nowhere">("off");
  #watch: number | null = null;

  /** Starts to follow the device; asking again looks anew. */
  locate(): void {
    if (!("geolocation" in navigator)) {
      this.state.value = "nowhere";
      return;
    }
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.state.value = "looking";
    this.#watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        this.now.value = { place: [coords.longitude, coords.latitude], accuracy: coords.accuracy };
        this.state.value = "on";
      },
      ({ code, PERMISSION_DENIED }) => {
        this.state.value = code === PERMISSION_DENIED ? "refused" : "nowhere";
      },
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    );
  }
}
