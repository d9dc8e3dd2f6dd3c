// Which addresses in an answer may be opened: https and nothing else, and the host is always
// shown. It opens nothing itself; the place that shows an answer says how.
import { createContext } from 'svelte';

/** How an address is opened. */
export type OpensLink = (address: string) => void;

export const [getOpensLink, setOpensLink] = createContext<OpensLink>();

/** Host of an https address; null for every other text. */
export function hostOf(address: string): string | null {
  try {
    const url = new URL(address);
    // With a name in it an address can look as if it led elsewhere.
    return url.protocol === 'https:' && url.username === '' && url.password === ''
      ? url.host
      : null;
  } catch {
    return null;
  }
}

/** Text with the character references that Markdown leaves in it (`&amp;`) as characters. */
export function plain(text: string): string {
  return text.replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (reference) => {
    // Parsed as a document of its own, and nothing but a reference can be in it.
    const { body } = new DOMParser().parseFromString(reference, 'text/html');
    return body.textContent;
  });
}
