// Notes whatever crosses between the page and the app: each request whole, as it leaves the page,
// and each answer and event, as the page is handed it. Passes all of it on unchanged.
(() => {
  const sent = [];
  const heard = [];
  window.__crossings = { sent, heard };
  const text = (value) => {
    if (typeof value === "string") return value;
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    return JSON.stringify(value) ?? "";
  };
  const { fetch } = window;
  window.fetch = (resource, options) => {
    const headers = [...new Headers(options?.headers)].join("\n");
    sent.push([String(resource?.url ?? resource), headers, text(options?.body)].join("\n"));
    return fetch.call(window, resource, options);
  };
  // The way that Tauri takes where the first one fails.
  const { ipc } = window.webkit.messageHandlers;
  const post = ipc.postMessage;
  ipc.postMessage = (message) => {
    sent.push(text(message));
    return post.call(ipc, message);
  };
  // Every answer and every event finds its listener in this map.
  const { callbacks } = window.__TAURI_INTERNALS__;
  callbacks.get = (number) => {
    const listener = Map.prototype.get.call(callbacks, number);
    return listener && ((value) => {
      heard.push(text(value));
      return listener(value);
    });
  };
})();
