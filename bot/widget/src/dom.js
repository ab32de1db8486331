/** Make an element: `dom("button", {class: "x", onclick: f, "aria-label": "y"}, "text", child)`. Text goes in as text. */
export function dom(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Is the page as narrow as a phone? */
export const onPhone = () => matchMedia("(max-width: 40rem)").matches;

/** Does the visitor want things to hold still? */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
