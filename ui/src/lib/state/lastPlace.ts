// The place that is open, over a reload of the page: kept with the window, and gone with it. It keeps
// nothing else, and a window that keeps nothing begins in Create.
import { PLACES, type Place } from './places';

const KEY = 'place';

/** Where the page was before it was loaded anew. */
export function lastPlace(): Place {
  try {
    const kept = sessionStorage.getItem(KEY);
    return PLACES.find(({ place }) => place === kept)?.place ?? 'create';
  } catch {
    return 'create';
  }
}

/** Keeps where the page is. */
export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(KEY, place);
  } catch {
    // Nothing is lost but one press on the rail.
  }
}
