// What a storyboard holds of pictures: two frames or several references, one or the other is sent
// and neither is lost. Pure.
import type { FilmComposition, HeldReference } from '$lib/backend/generated';

/** Which pictures a film is made from. */
export type Uses = 'frames' | 'references';

/** Where pictures are put: a frame, the references, or where there is room. */
export type FilmSpot = 'first' | 'last' | 'references' | 'room';

/** The pictures of a storyboard. */
export interface Board {
  readonly uses: Uses;
  readonly first: HeldReference | null;
  readonly last: HeldReference | null;
  readonly references: readonly HeldReference[];
}

export const EMPTY_BOARD: Board = { uses: 'frames', first: null, last: null, references: [] };

/** The pictures of what was kept, as far as they are still held. */
export function boardOf(kept: FilmComposition, held: readonly HeldReference[]): Board {
  const byId = new Map(held.map((picture) => [picture.id, picture]));
  const one = (id: string | null): HeldReference | null => byId.get(id ?? '') ?? null;
  const references = kept.references.flatMap((id) => byId.get(id) ?? []);
  const first = one(kept.firstFrame);
  const last = one(kept.lastFrame);
  const uses = first === null && last === null && references.length > 0 ? 'references' : 'frames';
  return { uses, first, last, references };
}

/** The ids of the pictures; `sent` leaves out those that this film is not made from. */
export function idsOf(
  board: Board,
  sent: boolean,
): Pick<FilmComposition, 'firstFrame' | 'lastFrame' | 'references'> {
  const frames = !sent || board.uses === 'frames';
  const references = !sent || board.uses === 'references';
  return {
    firstFrame: frames ? (board.first?.id ?? null) : null,
    lastFrame: frames ? (board.last?.id ?? null) : null,
    references: references ? board.references.map(({ id }) => id) : [],
  };
}

/** The board with pictures put somewhere, and how many found no room. */
export function withPictures(
  board: Board,
  pictures: readonly HeldReference[],
  spot: FilmSpot,
): { board: Board; over: number } {
  const [one, two] = pictures;
  if (one === undefined) return { board, over: 0 };
  if (spot === 'references' || (spot === 'room' && board.uses === 'references')) {
    const known = new Set(board.references.map(({ id }) => id));
    const added = pictures.filter(({ id }) => !known.has(id));
    const references = [...board.references, ...added];
    return { board: { ...board, uses: 'references', references }, over: 0 };
  }
  const frames = { ...board, uses: 'frames' as const };
  const begins = spot === 'first' || (spot === 'room' && board.first === null);
  if (!begins) return { board: { ...frames, last: one }, over: pictures.length - 1 };
  // Two pictures let go together are the beginning and the end.
  const last = two ?? board.last;
  return { board: { ...frames, first: one, last }, over: Math.max(0, pictures.length - 2) };
}
