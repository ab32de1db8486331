// Two customers at one counter: the same question to both, and the answers line up.

import { shop } from "./api.js";
import { ChatPanel } from "./chat_panel.js";
import { dom, onPhone } from "./dom.js";

const DAY_S = 86_400;
const FIRST_PAIR = ["demo-marco", "demo-giulia"];

const SETTLED_MS = 400; // by then buttons that were answered are gone

export class SideBySide {
  /** `personas` maps an id to its Persona. */
  constructor(house, personas) {
    Object.assign(this, { house, personas });
    const ids = [...personas.keys()];
    const pair = FIRST_PAIR.every((id) => personas.has(id)) ? FIRST_PAIR : [ids[1] ?? ids[0], ids[2] ?? ids[0]];
    this.panels = pair.map((id, side) => new ChatPanel(house, personas.get(id), { picker: this.picker(side, id) }));
    this.element = dom("main", { class: "both", id: "counter" }, this.bar(), dom("div", { class: "both-chats" }, this.panels.map((p) => p.element)), this.form());
  }

  bar() {
    const { strings, shop } = this.house;
    const back = dom("a", { href: "./", class: "both-back" }, `← ${strings.back}`);
    this.tomorrow = dom("button", { type: "button", class: "soft", onclick: () => this.comeBackTomorrow() }, strings.tomorrow);
    return dom("header", { class: "both-bar" }, back, dom("h1", {}, shop.name, dom("small", {}, strings.both)), this.tomorrow);
  }

  picker(side, chosen) {
    const { strings } = this.house;
    const options = [...this.personas.values()].map((persona) => dom("option", { value: persona.id }, persona.name));
    const label = side === 0 ? strings.left : strings.right;
    const pick = (event) => this.panels[side].switchTo(this.personas.get(event.target.value));
    const select = dom("select", { "aria-label": label, onchange: pick }, options);
    select.value = chosen;
    return select;
  }

  form() {
    const { strings } = this.house;
    this.question = dom("input", { type: "text", name: "question", "aria-label": strings.askBoth, placeholder: strings.askBoth, maxlength: 4000, autocomplete: "off" });
    this.submit = dom("button", { type: "submit", class: "strong" }, strings.sendBoth);
    const ask = (event) => {
      event.preventDefault();
      const text = this.question.value.trim();
      if (text && !this.submit.disabled) this.ask(text);
    };
    return dom("form", { class: "both-form", onsubmit: ask }, this.question, this.submit);
  }

  open() {
    return Promise.all(this.panels.map((panel) => panel.open()));
  }

  get views() {
    return this.panels.map((panel) => panel.view);
  }

  /** One question to both; the next one waits until both have answered, so that rounds stay side by side. */
  async ask(text) {
    this.question.value = "";
    await this.together(async () => {
      await this.open();
      const answers = this.panels.map((panel) => panel.say(text));
      requestAnimationFrame(() => this.align());
      await Promise.all(answers);
      await document.fonts.ready; // a line breaks elsewhere in another font
      this.align(); // again: on a busy machine a question may have been shown after that frame
      this.alignEnds();
      setTimeout(() => this.align(), SETTLED_MS);
    });
  }

  async comeBackTomorrow() {
    await this.together(async () => {
      await this.open();
      await shop.advanceClock(DAY_S);
      await Promise.all(this.panels.map((panel) => panel.comeBackTomorrow()));
    });
  }

  async together(work) {
    this.submit.disabled = this.tomorrow.disabled = true;
    try {
      await work();
    } finally {
      this.submit.disabled = this.tomorrow.disabled = false;
      this.views.forEach((view) => setTimeout(() => view.scrollToQuestion()));
      this.question.focus();
    }
  }

  /** Push the higher of the two latest questions down to the level of the other. */
  align() {
    if (onPhone()) return; // there the chats stand one above the other
    const asked = this.views.map((view) => view.lastQuestion());
    if (!asked.every(Boolean)) return;
    const places = asked.map((bubble) => bubble.closest(".outer-message-container"));
    for (const place of places) place.style.paddingTop = "";
    const heights = asked.map((bubble, side) => bubble.getBoundingClientRect().top + this.views[side].log.scrollTop);
    const gap = Math.round(heights[0] - heights[1]);
    places[gap < 0 ? 0 : 1].style.paddingTop = `${Math.abs(gap)}px`;
  }

  /** Make both logs equally long, so that both can be scrolled to the question at the same height. */
  alignEnds() {
    if (onPhone()) return;
    const [left, right] = this.views.map((view) => view.log.scrollHeight);
    const shorter = this.views[left < right ? 0 : 1].log;
    [...shorter.querySelectorAll(".outer-message-container")].at(-1).style.paddingBottom = `${Math.abs(left - right)}px`;
  }
}
