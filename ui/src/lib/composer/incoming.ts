// What a paste or a drop inside the page brings. Pictures as files come through Rust; here are
// only the addresses that a browser hands over.

/** True when the clipboard has text: then it is for the text field, or for nobody. */
export function pastedText(event: ClipboardEvent): boolean {
  return event.clipboardData?.types.includes('text/plain') === true;
}

/** The address of a picture that was dragged from a browser; null where there is none. */
export function draggedAddress(event: DragEvent): string | null {
  const data = event.dataTransfer;
  if (data === null) return null;
  // The picture in the markup is the picture itself; the plain address may be the page it links to.
  const markup = data.getData('text/html');
  if (markup !== '') {
    // Parsed as a document of its own: nothing of it runs or is shown.
    const image = new DOMParser().parseFromString(markup, 'text/html').querySelector('img');
    const source = image?.getAttribute('src') ?? '';
    if (/^(https?:|data:image\/)/i.test(source)) return source;
  }
  const first = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find((line) => line !== '' && !line.startsWith('#'));
  return first !== undefined && /^https?:/i.test(first) ? first : null;
}
