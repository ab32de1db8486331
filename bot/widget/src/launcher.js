// The chat as a sheet over the shop page: opened by a button, never by itself; Escape closes it and focus goes back.

import { dom, onPhone } from "./dom.js";

export class Launcher {
  /** `makePanel(on)` makes the ChatPanel on the first opening; `on` is {onClose, onPushed}. */
  constructor(house, makePanel) {
    this.makePanel = makePanel;
    this.panel = null;
    this.opener = null;
    this.strings = house.strings;
    this.title = house.shop.name;
    this.unread = 0;
    this.count = dom("span", { class: "launcher-count", hidden: true });
    this.news = dom("p", { class: "launcher-news", role: "status" });
    this.sheet = dom("dialog", { class: "sheet", "aria-label": house.strings.chatWith(house.shop.name) });
    this.button = dom(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open(this.button) },
      dom("span", { class: "launcher-mark", "aria-hidden": "true" }),
      house.strings.talk,
      this.count,
    );
    document.addEventListener("visibilitychange", () => this.looked());
    this.sheet.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
    this.sheet.addEventListener("close", () => this.closed());
  }

  /** No second button where the shop's own big one is in sight. */
  stayAwayFrom(bigButton) {
    this.bigButton = bigButton;
    new IntersectionObserver(([{ isIntersecting }]) => this.button.classList.toggle("away", isIntersecting)).observe(bigButton);
  }

  /** Open the sheet and give back its panel; `opener` gets the focus when it is closed again. */
  async open(opener = this.button) {
    const again = this.panel !== null && !this.sheet.open;
    this.panel ??= this.makePanel({ onClose: () => this.close(), onPushed: (messages) => this.pushed(messages.length) });
    if (!this.sheet.open) {
      this.opener = opener;
      this.sheet.replaceChildren(this.panel.element);
      if (onPhone()) this.sheet.showModal(); // it covers the page there, so the page must not be reached behind it
      else this.sheet.show();
      this.button.setAttribute("aria-expanded", "true");
      document.documentElement.classList.add("chatting");
    }
    this.looked();
    if (again) this.panel.resume();
    await this.panel.open();
    return this.panel;
  }

  close() {
    if (this.sheet.open) this.sheet.close();
  }

  /** The shop has written while nobody looked: the button and the title say so. The closed chat goes on listening for it. */
  pushed(count) {
    if (this.sheet.open && !document.hidden) return;
    this.unread += count;
    this.mark();
  }

  looked() {
    if (!this.unread || !this.sheet.open || document.hidden) return;
    this.unread = 0;
    this.mark();
  }

  mark() {
    const { unread, strings } = this;
    this.count.hidden = unread === 0;
    this.count.replaceChildren(String(unread), dom("span", { class: "sr" }, ` ${strings.unread(unread)}`));
    this.button.classList.toggle("waiting", unread > 0);
    this.news.textContent = unread ? `${unread} ${strings.unread(unread)}` : "";
    document.title = unread ? `(${unread}) ${this.title}` : this.title;
  }

  closed() {
    this.button.setAttribute("aria-expanded", "false");
    document.documentElement.classList.remove("chatting");
    this.opener?.focus();
    if (document.activeElement !== this.opener) this.bigButton?.focus({ preventScroll: true }); // the opener has left the page
  }
}
