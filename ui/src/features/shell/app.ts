// An app, not a page: what a browser would do with a key, a wheel, a drag or the second button of
// the mouse does not happen here. Text fields keep cut, copy and paste.
import { on } from 'svelte/events';
import { MAC } from '$lib/state/platform';
import { answerKeys, isText } from '$lib/state/shortcuts';

/** The wheel with Ctrl zooms here, and nowhere else. */
const ZOOMS = '[data-zooms]';

function noContextMenu(event: MouseEvent): void {
  // The engine's own menu may stay where text is edited or selected.
  const target = event.target;
  const text = target instanceof Element && target.closest('.selectable') !== null;
  if (!isText(target) && !text) event.preventDefault();
}

function noPageZoom(event: WheelEvent): void {
  const zooms = event.target instanceof Element && event.target.closest(ZOOMS) !== null;
  if ((event.ctrlKey || event.metaKey) && !zooms) event.preventDefault();
}

function noHistory(event: MouseEvent): void {
  // The fourth and fifth buttons go back and forward in a browser; the second opens links.
  if (event.button === 1 || event.button === 3 || event.button === 4) event.preventDefault();
}

const never = (event: Event): void => event.preventDefault();

/** Makes the page behave as an app until the answer is called. */
export function beAnApp(): () => void {
  const ends = [
    answerKeys(MAC),
    on(window, 'contextmenu', noContextMenu),
    on(window, 'wheel', noPageZoom, { passive: false }),
    on(window, 'mousedown', noHistory),
    on(window, 'mouseup', noHistory),
    on(window, 'auxclick', noHistory),
    // No ghost image: pictures leave the window by a native drag that the shell starts.
    on(window, 'dragstart', never),
    // A file that is let go must never replace the page.
    on(window, 'dragover', never),
    on(window, 'drop', never),
    // Pinch on WebKit.
    on(window, 'gesturestart' as 'wheel', never),
    on(window, 'gesturechange' as 'wheel', never),
  ];
  return () => {
    for (const end of ends) end();
  };
}
