// The door to everything that is not the page: every command of the window, what happens there,
// and the addresses of pictures. Two rooms lie behind it, `tauri.ts` and `fake/`; no component
// knows which. It decides nothing.
import type {
  CallId,
  CommandError,
  Commands,
  ContentHash,
  ErrorCode,
  ReferenceId,
  ViewBuffer,
  WindowEvent,
} from './generated';

/** The long side of a thumbnail, in pixels. */
export type ThumbnailWidth = 320 | 768;

/** The window's other side. */
export interface Backend extends Commands {
  /** Hears everything that happens from now on, until the answer is called. */
  listen(heard: (event: WindowEvent) => void): Promise<() => void>;
  /** Raw bytes of a view of the library; the formats are told with `ViewBuffer`. */
  viewBuffer(request: ViewBuffer): Promise<ArrayBuffer>;
  /** Address of a picture's bytes; without a width, of the original. */
  pictureUrl(hash: ContentHash, width?: ThumbnailWidth): string;
  /** Address of a picture that the composer holds. */
  heldUrl(id: ReferenceId, width?: ThumbnailWidth): string;
  /** Address of a reference or mask as it was sent. */
  sentUrl(hash: ContentHash, width?: ThumbnailWidth): string;
  /** Address of a draft of a call that goes on. */
  draftUrl(call: CallId, draft: number, width?: ThumbnailWidth): string;
}

/** Whether a rejection is one that Musa's core has words for. */
export function isCommandError(thrown: unknown): thrown is CommandError {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    'charged' in thrown
  );
}

/** A refusal with nothing but its code. */
export function commandError(code: ErrorCode, more: Partial<CommandError> = {}): CommandError {
  return { code, field: null, args: {}, charged: 'no', retryAfterMs: null, detail: null, ...more };
}

/** Any rejection as a refusal: what is not from core is `internal`, with its words as detail. */
export function asCommandError(thrown: unknown): CommandError {
  if (isCommandError(thrown)) return thrown;
  const detail =
    thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : null;
  return commandError('internal', { detail });
}
