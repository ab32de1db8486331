// Which other browsers and apps are the same customer: linked with a code, and undone with one press.

import { dateFor } from "./data_words.js";
import { dom } from "./dom.js";

/** `links` as GET /me/links tells them. */
export function linked(links, panel) {
  const { words, api, locale, act } = panel;
  const rows = links.filter((link) => !link.this).map((link) => {
    const name = link.anonymous ? words.otherBrowser : words.otherAccount(link.identity);
    const since = dom("small", {}, words.since(dateFor(link.at, locale)));
    const undo = { type: "button", class: "quiet", "aria-label": `${words.unlink}: ${name}`, onclick: () => act(() => api.unlink(link.identity)) };
    return dom("li", {}, dom("div", { class: "data-said" }, dom("span", {}, dom("strong", {}, name)), since), dom("button", undo, words.unlink));
  });
  const code = dom("p", { class: "data-code", "aria-live": "polite" });
  const ask = async () => {
    const fresh = await api.linkCode();
    code.replaceChildren(words.sayCode, " ", dom("strong", {}, fresh.code));
  };
  const button = dom("button", { type: "button", class: "soft", "data-key": "link-code", onclick: () => act(ask, { reload: false, quietly: true }) }, words.getCode);
  const list = rows.length ? dom("ul", {}, rows) : dom("p", { class: "data-none" }, words.noLinks);
  return dom("section", {}, dom("h3", {}, words.links), list, dom("div", { class: "data-take" }, button), code);
}
