// Which keyboard lies before the user. The engine says so before any answer from the backend.

/** A Mac's keyboard: ⌘ instead of Ctrl. */
export const MAC: boolean = navigator.userAgent.includes('Macintosh');
