// One chat on the page: the header that is always there, the conversation, and in demo mode the strip below.

import { CustomerApi } from "./api.js";
import { countWords } from "./bubbles.js";
import { ChatView } from "./chat_view.js";
import { Conversation } from "./conversation.js";
import { openDataPanel } from "./data_panel.js";
import { dom } from "./dom.js";
import { NEWCOMER } from "./personas.js";
import { Tabs } from "./tabs.js";

let panels = 0;

export class ChatPanel {
  /**
   * `house` is {shop, people, lang, strings}; `persona` is who talks.
   * `onClose` puts a close button into the header; `demo` is an element for the strip below; `picker`, where two chats share one input,
   * is the choice of who talks, and stands in place of the title. `onPushed` hears of what the shop writes without having been asked.
   */
  constructor(house, persona, { onClose = null, onPushed = () => {}, demo = null, picker = null } = {}) {
    Object.assign(this, { house, persona, onClose, onPushed, picker, shared: picker !== null });
    this.id = `chat-${(panels += 1)}`;
    this.body = dom("div", { class: "chat-body" });
    this.tally = dom("p", { class: "tally", "aria-hidden": "true" });
    this.name = dom("span", { class: "chat-persona" });
    this.element = dom("section", { class: "chat", "aria-labelledby": `${this.id}-title` }, this.header(), this.about(), this.body, demo);
    this.conversation = this.tabs = null;
    this.opening = null;
    addEventListener("online", () => this.conversation?.online());
  }

  header() {
    const { strings, shop } = this.house;
    const title = dom("h2", { id: `${this.id}-title`, class: "chat-title" }, this.picker ?? shop.name);
    const close = this.onClose && dom("button", { type: "button", class: "chat-close", "aria-label": strings.close, onclick: this.onClose }, "×");
    this.aiButton = dom(
      "button",
      { type: "button", "aria-expanded": "false", "aria-controls": `${this.id}-ai`, onclick: () => this.explain(this.explanation.hidden) },
      strings.ai,
    );
    const data = dom("button", { type: "button", "aria-haspopup": "dialog", onclick: () => this.showData() }, strings.data);
    const person = dom("button", { type: "button", onclick: () => this.person() }, strings.person);
    const dot = () => dom("span", { "aria-hidden": "true" }, "·");
    const promise = dom("div", { class: "chat-promise" }, this.aiButton, dot(), data, dot(), person);
    return dom("header", { class: "chat-header" }, dom("div", { class: "chat-names" }, title, this.name), this.shared && this.tally, close, promise);
  }

  about() {
    const { strings } = this.house;
    const close = dom("button", { type: "button", class: "quiet", onclick: () => this.explain(false) }, strings.gotIt);
    const words = strings.aiText.map((text) => dom("p", {}, text));
    this.explanation = dom("div", { id: `${this.id}-ai`, class: "chat-about", role: "note", hidden: true }, dom("h3", {}, strings.aiTitle), words, close);
    this.explanation.addEventListener("keydown", (event) => this.escape(event));
    this.aiButton.addEventListener("keydown", (event) => this.escape(event));
    return this.explanation;
  }

  /** Escape closes what is open on top first, and only then (elsewhere) the chat. */
  escape(event) {
    if (event.key !== "Escape" || this.explanation.hidden) return;
    event.stopPropagation();
    event.preventDefault();
    this.explain(false);
  }

  explain(open) {
    this.explanation.hidden = !open;
    this.aiButton.setAttribute("aria-expanded", String(open));
    (open ? this.explanation.querySelector("button") : this.aiButton).focus();
  }

  /** Open the chat, or do nothing where it is open; resolves when the welcome has been asked for. */
  open() {
    this.opening ??= this.start();
    return this.opening;
  }

  async start() {
    const { strings, locale, shop } = this.house;
    const persona = this.persona;
    this.name.textContent = this.shared ? "" : persona.name;
    this.body.replaceChildren(dom("p", { class: "chat-opening" }, strings.opening));
    const on = {
      say: (text, how) => this.conversation.say(text, how),
      choose: (id, title, instead) => this.conversation.choose(id, title, instead),
      retry: (id) => this.conversation.retry(id),
      earlier: () => this.conversation.reveal(),
    };
    const place = dom("div", { class: "chat-place" });
    const view = new ChatView({ strings, locale, zone: shop.timezone, on, label: `${strings.conversation}: ${persona.name}` });
    const mounted = view.mount(place);
    this.body.append(place);
    await mounted;
    this.body.replaceChildren(place);
    if (this.shared) view.shareInput();
    else view.focus();
    this.view = view;
    this.api = new CustomerApi(persona);
    this.tabs = this.shared ? null : new Tabs(persona.key, (what) => this.hear(what));
    this.conversation = new Conversation({
      api: this.api,
      view,
      tell: (what) => this.tabs?.tell(what),
      onAnswer: (replies) => this.count(replies),
      onPushed: (messages) => this.onPushed(messages),
      onStartOver: () => this.startOver(),
    });
    await this.conversation.open();
  }

  /** The sheet was closed and is open again: maybe on another day, so the shop hears that the customer is back. */
  resume() {
    this.conversation?.listen();
    this.conversation?.arrive();
    this.focus();
  }

  /** "That's not me": whoever goes on here is somebody new. A regular of the demonstration keeps their token: the shop knows. */
  startOver() {
    if (this.persona.id === NEWCOMER) this.persona.forget();
  }

  /** Another tab of this customer has said something, or had everything forgotten. */
  hear(what) {
    if (what.forgotten) this.switchTo(this.persona);
    else this.conversation?.overheard(what);
  }

  count(replies) {
    this.tally.textContent = this.house.strings.words(countWords(replies));
  }

  /** Somebody else comes to the counter. What is still under way for the one before ends in a view that is gone. */
  switchTo(persona) {
    this.close();
    this.persona = persona;
    this.tally.textContent = "";
    return this.open();
  }

  close() {
    this.conversation?.close();
    this.tabs?.close();
    this.conversation = this.tabs = null;
    this.opening = null;
    this.body.replaceChildren();
  }

  async person() {
    await this.open();
    return this.conversation.choose("person", this.house.strings.askedPerson);
  }

  async say(text) {
    await this.open();
    return this.conversation.say(text);
  }

  async comeBackTomorrow() {
    this.view.divide(this.house.strings.nextDay);
    return this.conversation.arrive();
  }

  async showData() {
    await this.open();
    openDataPanel({
      api: this.api,
      house: this.house,
      onForgotten: () => {
        this.persona.forget();
        this.tabs?.tell({ forgotten: true });
        this.switchTo(this.persona);
      },
    });
  }

  focus() {
    this.view?.focus();
  }
}
