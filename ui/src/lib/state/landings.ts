// Where files that are dropped on a place may land. Create's own spots are the overlay's; every
// other place that takes files says here what its spots are. It draws nothing.
import type { Held } from '$lib/backend/generated';
import type { IconOf } from '$lib/ui/icon';
import type { Place } from './places';

/** One spot where files can be let go. */
export interface Spot {
  id: string;
  icon: IconOf;
  name: string;
  /** What becomes of them. */
  what: string;
  /** What is too much. */
  warn: string | null;
  /** It stands beside the others and is smaller. */
  aside?: boolean;
  /** Where files land that are let go beside every spot; without one it is the first. */
  usual?: boolean;
  take(held: Held): void;
}

/** The spots for so many good files, as they stand from left to right. Where a folder or very many
    files are in the air, nobody knows yet how many pictures they are: `counted` is false. */
export type Landing = (good: number, counted?: boolean) => readonly Spot[];

/** Rust looks at no more files than these. */
const LOOKED_AT = 200;
const OF_A_FILE = /\.(png|jpe?g|jfif|webp|avif|gif|bmp|tiff?|hei[cf]|jxl|svg|mp4|m4v|mov|webm)$/i;

/** Whether so many names are so many pictures: a folder that is taken has no ending of a file. */
export function isCounted(names: readonly string[]): boolean {
  return names.length < LOOKED_AT && names.every((name) => OF_A_FILE.test(name));
}

/** Where files land that are let go beside every spot. */
export function usualOf(spots: readonly Spot[]): Spot | undefined {
  return spots.find(({ usual }) => usual === true) ?? spots[0];
}

const landings = new Map<Place, Landing>();

/** A place takes files from now on, until the answer is called. */
export function registerLanding(place: Place, landing: Landing): () => void {
  landings.set(place, landing);
  return () => {
    if (landings.get(place) === landing) landings.delete(place);
  };
}

/** What a place takes; undefined where it takes none itself. */
export function landingOf(place: Place): Landing | undefined {
  return landings.get(place);
}
