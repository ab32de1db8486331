// The front of the shop: name, news, ways to begin, and in the demonstration the choice of who you are.

import { dom } from "./dom.js";
import { NEWCOMER } from "./personas.js";

/** `on` is {talk, say, enter, startOver, speak}; each gets the button that was pressed, for the focus to return to. */
export function frontPage(house, personas, on) {
  const { shop, strings } = house;
  const cards = shop.demo ? people(house, personas, on) : null;
  const skip = dom("a", { class: "skip", href: "#counter" }, strings.skip);
  const main = dom("main", { id: "counter", tabindex: "-1" }, hero(house, on), begin(house, on), cards?.element);
  const footer = dom("footer", { class: "page-footer" }, dom("p", {}, strings.footer));
  const element = dom("div", { class: "page" }, skip, header(house, on), main, footer);
  return { element, mark: (id) => cards?.mark(id) };
}

function header({ shop, spoken, lang, strings }, on) {
  const others = spoken.length > 1 && languages(spoken, lang, strings, on);
  return dom("header", { class: "page-header" }, dom("p", { class: "names" }, dom("a", { class: "wordmark", href: "./" }, shop.name), shop.tagline && dom("span", {}, shop.tagline)), others);
}

function languages(spoken, current, strings, on) {
  const buttons = spoken.map((lang) => {
    const name = new Intl.DisplayNames([lang], { type: "language" }).of(lang);
    return dom("button", { type: "button", lang, "aria-label": name, "aria-pressed": String(lang === current), onclick: () => on.speak(lang) }, lang.toUpperCase());
  });
  return dom("div", { class: "languages", role: "group", "aria-label": strings.language }, buttons);
}

function hero({ shop, strings }, on) {
  const talk = dom("button", { type: "button", class: "strong big", onclick: () => on.talk(talk) }, strings.talk);
  const words = dom("div", { class: "hero-words" }, dom("h1", {}, strings.hero), dom("p", {}, strings.heroText), talk);
  const picture = dom("img", { src: "static/shopfront.svg", alt: "", width: 620, height: 470 });
  return dom("section", { class: "hero" }, words, dom("div", { class: "hero-picture" }, picture, slate(shop, strings)));
}

/** The day's news, as the owner typed it. Nothing where there is none. */
function slate({ news }, strings) {
  const lines = [news ?? []].flat().filter(Boolean);
  return lines.length > 0 && dom("aside", { class: "slate", "aria-label": strings.newsTitle }, dom("h2", {}, strings.newsTitle), lines.map((line) => dom("p", {}, line)));
}

function begin({ strings }, on) {
  const ways = strings.tries.map((text) => dom("button", { type: "button", onclick: (event) => on.say(text, event.currentTarget) }, text));
  return dom("section", { class: "begin" }, dom("h2", {}, strings.tryTitle), dom("div", { class: "ways" }, ways));
}

function people({ people, strings }, personas, on) {
  const choose = (id, name, blurb) => {
    const button = dom("button", { type: "button", class: "person", "aria-pressed": "false", "data-id": id, onclick: () => on.enter(id, button) }, face(id, name), dom("strong", {}, name), dom("span", {}, blurb));
    return dom("li", {}, button);
  };
  const list = dom("ul", { class: "people" }, choose(NEWCOMER, personas.get(NEWCOMER).name, strings.newcomerBlurb), people.map(({ id, name, blurb }) => choose(id, name, blurb)));
  const again = dom("button", { type: "button", class: "link", onclick: () => on.startOver(again) }, strings.startOver);
  const both = dom("a", { class: "both-link", href: "?view=both" }, dom("strong", {}, strings.both), dom("span", {}, strings.bothText));
  const intro = dom("p", { class: "people-text" }, strings.peopleText);
  const element = dom("section", { class: "regulars" }, dom("p", { class: "tag" }, strings.demo), dom("h2", {}, strings.peopleTitle), intro, list, again, both);
  const mark = (id) => element.querySelectorAll(".person").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.id === id)));
  return { element, mark };
}

function face(id, name) {
  return dom("span", { class: "face", "aria-hidden": "true" }, id === NEWCOMER ? "?" : ([...name][0] ?? ""));
}
