// Images that left the page are heard of too, when their bytes come late: by then the same component
// shows another picture.

/** Whether the image that is heard of is still on the page. */
export function isOnPage({ currentTarget: image }: Event): boolean {
  return image instanceof Element && image.isConnected;
}
