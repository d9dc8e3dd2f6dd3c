// What the stage asks of the page: elements by what they are called, where they are, and calls
// past the interface. It runs inside the page and changes nothing of it.
((global) => {
  const IMPLICIT = {
    A: "link", BUTTON: "button", IMG: "img", TEXTAREA: "textbox", SELECT: "combobox",
    DIALOG: "dialog", LI: "listitem", UL: "list", OL: "list", MAIN: "main", NAV: "navigation",
    ARTICLE: "article", H1: "heading", H2: "heading", H3: "heading",
  };
  const INPUTS = { checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton" };
  const role = (element) =>
    element.getAttribute("role") ??
    (element.tagName === "INPUT" ? (INPUTS[element.type] ?? "textbox") : IMPLICIT[element.tagName]) ??
    "generic";
  const squeezed = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) {
      return squeezed(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
    }
    const own = element.getAttribute("aria-label");
    if (own) return squeezed(own);
    if (element.labels?.length) return squeezed([...element.labels].map((label) => label.textContent).join(" "));
    if (element.tagName === "IMG") return squeezed(element.alt);
    return squeezed(element.textContent) || squeezed(element.title) || squeezed(element.placeholder);
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" &&
      !element.closest("[inert],[aria-hidden=true]");
  };
  const matches = (text, wanted) =>
    wanted.startsWith("^") ? new RegExp(wanted, "u").test(text) : text === wanted;
  const all = (wantedRole, wanted) =>
    [...document.querySelectorAll(wantedRole === "*" ? "*" : "[role],a,button,img,input,textarea,select,dialog,li,ul,ol,main,nav,article,h1,h2,h3")]
      .filter((element) => (wantedRole === "*" || role(element) === wantedRole) && seen(element) && matches(name(element), wanted));
  global.__stage = {
    rects: (wantedRole, wanted) =>
      all(wantedRole, wanted).map((element) => {
        const box = element.getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height, name: name(element),
          enabled: !element.disabled && element.getAttribute("aria-disabled") !== "true" };
      }),
    reach: (wantedRole, wanted) => {
      const element = all(wantedRole, wanted)[0];
      element?.scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = element?.getBoundingClientRect();
      return box ? { x: box.x, y: box.y, width: box.width, height: box.height, name: name(element), enabled: !element.disabled } : null;
    },
    focused: () => ({ role: role(document.activeElement), name: name(document.activeElement) }),
    focus: (wantedRole, wanted) => {
      const element = all(wantedRole, wanted)[0];
      element?.focus();
      return element !== undefined && document.activeElement === element;
    },
    written: (wantedRole, wanted) => {
      const element = all(wantedRole, wanted)[0];
      return { here: element !== undefined && element.contains(document.activeElement), text: element?.value ?? element?.textContent ?? "" };
    },
    listed: () => [...document.querySelectorAll("[role],a,button,img,input,textarea,select")]
      .filter(seen).map((element) => `${role(element)} "${name(element).slice(0, 90)}"`),
  };
})(window);
