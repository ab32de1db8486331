// The one place where text becomes markup: everything that is put in is escaped, unless it is Html that we made ourselves.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };

/** Text made inert for element content and for quoted attributes; null and undefined become "". */
export function escape(value) {
  return String(value ?? "").replace(/[&<>"'`]/g, (character) => ESCAPES[character]);
}

/** Markup that came out of `html`, and may therefore go into another `html` as it is. */
export class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

function render(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join("");
  return escape(value);
}

/** Template tag: html`<b>${text}</b>` escapes every value; Html and arrays of Html are nested unescaped. */
export function html(parts, ...values) {
  return new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

/** The address if a browser may follow it (http, https or relative to the page), else "". */
export function safeUrl(value) {
  const address = String(value ?? "").trim();
  if (!address || /[\u0000-\u001f]/.test(address)) return "";
  try {
    const url = new URL(address, "https://page.invalid/");
    return url.protocol === "https:" || url.protocol === "http:" ? address : "";
  } catch {
    return ""; // not an address at all: the card is shown without it
  }
}

/** A typed message as paragraphs and line breaks, and nothing else: no Markdown, no links. */
export function plainText(text) {
  const paragraphs = String(text ?? "").replace(/\r\n?/g, "\n").trim().split(/\n{2,}/);
  return paragraphs.map((paragraph) => `<p dir="auto">${escape(paragraph).replace(/\n/g, "<br>")}</p>`).join("");
}
