// The deep-chat element, dressed and made accessible: everything that a Conversation shows goes through here.

import { batch, divider, earlierButton, retryButton, staffBubble, botBubble } from "./bubbles.js";
import { CHAT_CSS, SEND_ICON } from "./chat_style.js";
import { plainText } from "./escape.js";
import { whenFor } from "./times.js";

const LONGEST = 4000; // characters of one message, as the shop takes them
const FONT = "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
const ABOVE_PX = 12; // air above the question when the log is scrolled to it
const DAY_MS = 86_400_000;
const SILENCE_MS = 1_800_000; // after as much it helps to know when something was said

/** Typed text is shown as text: deep-chat's Markdown (which lets `javascript:` links through) never sees it. */
function withoutMarkdown() {
  globalThis.remarkable_plugins ??= [{ plugin: (markdown) => (markdown.render = plainText) }];
}

/**
 * On a slow machine deep-chat draws itself twice: by its own timer, then for the settings it was given, which throws the
 * first field and log away. The settings' timer is set again at most once, so three turns without a change are the end.
 */
async function stillDrawn(root) {
  for (let drawn = null; drawn !== root.getElementById("text-input"); ) {
    drawn = root.getElementById("text-input");
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
  }
}

export class ChatView {
  /** `on` tells what the customer did: say(text, {shown}), choose(id, title, instead), retry(id), earlier(). */
  constructor({ strings, locale, zone, on, label }) {
    Object.assign(this, { strings, locale, zone, on, label });
    this.day = null;
    this.notice = null; // the latest, while nothing else was answered
    this.loading = false;
  }

  /** Load deep-chat (only now: a page that nobody talks to stays light) and put it into `parent`. */
  async mount(parent) {
    withoutMarkdown();
    await import("deep-chat");
    await new Promise((resolve) => parent.append((this.chat = this.element(resolve))));
    this.root = this.chat.shadowRoot;
    await stillDrawn(this.root);
    this.makeAccessible();
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("error", (event) => event.target.remove?.(), true); // a missing picture leaves its tile
    return this;
  }

  element(rendered) {
    const chat = document.createElement("deep-chat");
    chat.style.fontFamily = FONT; // with its default font deep-chat would call a font server
    Object.assign(chat.style, { display: "block", width: "100%", height: "100%", border: "0", backgroundColor: "transparent", fontSize: "1rem" });
    this.bubble = { toggle: () => {} }; // deep-chat puts its own switch here
    Object.assign(chat, {
      connect: { websocket: true, handler: (_, signals) => this.connected(signals) },
      displayLoadingBubble: this.bubble,
      textInput: { placeholder: { text: this.strings.placeholder }, characterLimit: LONGEST },
      submitButtonStyles: { alwaysEnabled: true, submit: { svg: { content: SEND_ICON } } },
      htmlWrappers: { user: `<span class="sr">${this.strings.you}: </span><div class="html-wrapper"></div>` },
      auxiliaryStyle: CHAT_CSS,
      onComponentRender: () => rendered(),
    });
    return chat;
  }

  connected(signals) {
    signals.onOpen(); // there is no socket: the "always open" mode lets a customer write on while we answer
    signals.newUserMessage.listener = ({ messages }) => this.on.say(messages.at(-1).text, { shown: true });
  }

  makeAccessible() {
    const log = this.root.getElementById("messages");
    const attributes = { role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": this.label, tabindex: "0" };
    for (const [name, value] of Object.entries(attributes)) log.setAttribute(name, value);
    const send = this.root.querySelector(".input-button");
    send?.setAttribute("aria-label", this.strings.send);
    send?.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault(); // a button answers to the space bar too
      send.click();
    });
    this.log = log;
    this.input = this.root.getElementById("text-input");
  }

  clicked(event) {
    const button = event.target.closest?.("button");
    if (!button) return;
    const { choice, title, product, action, retry, earlier } = button.dataset;
    if (earlier) return this.reveal(button);
    if (retry) this.on.retry(retry);
    if (choice) this.on.choose(choice, title);
    if (product) this.pointedAt(action, product, title);
    this.focus();
  }

  /** A card's button. "Order" says which product for certain; the words are for a shop that has put that card away. */
  pointedAt(action, product, title) {
    const words = this.strings[`${action}This`](title);
    if (action === "order") this.on.choose(`show:${product}`, words, words);
    else this.on.say(words);
  }

  add(message) {
    this.chat.addMessage(message);
  }

  user(text) {
    this.add({ role: "user", text });
  }

  /** A batch of replies. What was asked stays in sight: a long answer is read from its beginning. */
  replies(all, options) {
    const replies = all.filter((reply) => !this.saidAlready(reply));
    for (const markup of batch(replies, this.strings, this.locale, options)) this.add({ html: markup });
    setTimeout(() => this.scrollToQuestion()); // after deep-chat's own scrolling
  }

  /** A bare notice, such as that a person has the message, is not said again until something else was answered. */
  saidAlready({ kind, text, choices = [] }) {
    const bare = kind === "notice" && !choices.length;
    const again = bare && text === this.notice;
    this.notice = bare ? text : null;
    return again;
  }

  lastQuestion() {
    return [...this.log.querySelectorAll(".user-message-text")].at(-1);
  }

  scrollToQuestion() {
    const place = [...this.log.querySelectorAll(".user-message-text, .divider")].at(-1); // or to the new day's beginning
    if (!place) return this.chat.scrollToBottom();
    this.log.scrollTop += place.getBoundingClientRect().top - this.log.getBoundingClientRect().top - ABOVE_PX;
  }

  pushed(message) {
    if (message.from === "staff") this.add({ role: "ai", html: String(staffBubble(message, this.strings, this)) });
    else if (message.from === "bot") this.replies([message]);
  }

  /** What was said before: a divider at each new day, the time after a silence; only the last message may still have its quick replies. */
  past(messages) {
    messages.forEach((message, index) => {
      this.newDay(message.at);
      if (message.from === "customer") this.user(message.choice === "person" ? this.strings.askedPerson : message.text);
      else if (message.from === "staff") this.pushed(message);
      else this.replies([message], { withChoices: index === messages.length - 1 });
    });
    this.scrollDown();
  }

  newDay(at) {
    const date = new Date(at);
    if (Number.isNaN(date.getTime())) return;
    const day = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
    if (this.day !== null && day > this.day) {
      const next = Math.round((day - this.day) / DAY_MS) === 1;
      const words = new Intl.DateTimeFormat(this.locale, { weekday: "long", day: "numeric", month: "long" }).format(date);
      this.divide(next ? this.strings.nextDay : words);
    } else if (this.day === null || date - this.latest > SILENCE_MS) this.divide(whenFor(date, this));
    this.day = day;
    this.latest = date;
  }

  divide(text) {
    this.add({ html: String(divider(text)) });
  }

  trouble(code) {
    const text = this.strings.trouble[code] ?? this.strings.trouble.other;
    this.add({ html: String(botBubble({ text, kind: "notice" }, this.strings)) });
  }

  /** `code` says what went wrong, where the shop itself did not: it goes with the button once the message has got through. */
  retry(id, code = null) {
    this.add({ html: String(retryButton(id, this.strings, code && (this.strings.trouble[code] ?? this.strings.trouble.other))) });
    this.scrollDown();
  }

  /** What was said before is behind a button. */
  earlier() {
    this.add({ html: String(earlierButton(this.strings)) });
  }

  async reveal(button) {
    button.disabled = true;
    await this.on.earlier();
    this.focus();
  }

  busy(on) {
    if (on === this.loading) return;
    this.loading = on;
    this.bubble.toggle(on ? { role: "ai" } : undefined);
    if (on) this.scrollDown();
  }

  clear() {
    this.chat.clearMessages();
    this.day = this.notice = null;
  }

  scrollDown() {
    setTimeout(() => this.chat.scrollToBottom());
  }

  /** Where the next word is expected. On a touch screen the log instead: nobody has asked for the keyboard yet. */
  focus() {
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch ? this.log : this.input)?.focus({ preventScroll: true });
  }

  /** Without an input of its own: two customers side by side share one. */
  shareInput() {
    this.chat.dataset.shared = "";
  }
}
