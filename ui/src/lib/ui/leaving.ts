// What says something and goes by itself: a message, the card of an import that went well.
import type { Attachment } from 'svelte/attachments';

/** Puts it away after so long, or never; the time waits while the pointer or the focus is on it. */
export function leavesAfter(time: number | null, leave: () => void): Attachment<HTMLElement> {
  return (element) => {
    if (time === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hovered = element.matches(':hover');
    let focused = element.contains(document.activeElement);
    const settle = (): void => {
      clearTimeout(timer);
      if (!hovered && !focused) timer = setTimeout(leave, time);
    };
    const hears: Record<string, () => void> = {
      pointerenter: () => (hovered = true),
      pointerleave: () => (hovered = false),
      focusin: () => (focused = true),
      focusout: () => (focused = false),
    };
    const hear = ({ type }: Event): void => {
      hears[type]?.();
      settle();
    };
    for (const type of Object.keys(hears)) element.addEventListener(type, hear);
    settle();
    return () => {
      clearTimeout(timer);
      for (const type of Object.keys(hears)) element.removeEventListener(type, hear);
    };
  };
}
