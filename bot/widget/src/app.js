// The page: who the shop is, which language, who is at the counter, and the chat when somebody asks for it.

import { shop } from "./api.js";
import { ChatPanel } from "./chat_panel.js";
import { dom } from "./dom.js";
import { Launcher } from "./launcher.js";
import { NEWCOMER, openStorage, Persona } from "./personas.js";
import { frontPage } from "./shop_page.js";
import { SideBySide } from "./side_by_side.js";
import { LANGUAGES, pickLanguage, pickLocale, stringsFor } from "./strings.js";

const DAY_S = 86_400;
const LANG_KEY = "solito.lang";
const PERSONA_KEY = "solito.persona";

const storage = openStorage();
const query = new URLSearchParams(location.search);

async function loadHouse() {
  const wanted = [query.get("lang"), storage.getItem(LANG_KEY), ...navigator.languages];
  const about = await shop.about(pickLanguage(wanted));
  const spoken = LANGUAGES.filter((lang) => (about.languages ?? ["en"]).includes(lang));
  const lang = pickLanguage(wanted, spoken);
  const people = about.demo ? await shop.customers() : [];
  return { shop: about, people, lang, locale: pickLocale(lang, navigator.languages), spoken, strings: stringsFor(lang) };
}

function personasOf({ people, strings, lang }) {
  const newcomer = new Persona(NEWCOMER, strings.newcomer, storage, { lang });
  const regulars = people.map(({ id, name }) => new Persona(id, name, storage));
  return new Map([newcomer, ...regulars].map((persona) => [persona.id, persona]));
}

/** The strip under the chat in demo mode: who you are, and the way to tomorrow. */
function demoStrip(house, personas, current, { change, tomorrow }) {
  const { strings } = house;
  const select = dom("select", { onchange: () => change(select.value) });
  select.append(...[...personas.values()].map((persona) => dom("option", { value: persona.id }, persona.name)));
  select.value = current;
  const button = dom("button", { type: "button", class: "soft", onclick: () => tomorrow(button) }, strings.tomorrow);
  return { select, element: dom("div", { class: "demo-strip" }, dom("label", {}, dom("span", {}, strings.as), select), button) };
}

function openCounter(house, personas) {
  const current = { id: personas.has(storage.getItem(PERSONA_KEY)) ? storage.getItem(PERSONA_KEY) : NEWCOMER };
  let panel = null;
  const change = (id) => {
    current.id = id;
    storage.setItem(PERSONA_KEY, id);
    page.mark(id);
    if (strip) strip.select.value = id;
    if (!panel) return;
    if (panel.persona.id !== id || !panel.conversation) panel.switchTo(personas.get(id));
  };
  const tomorrow = async (button) => {
    button.disabled = true;
    try {
      await shop.advanceClock(DAY_S);
      await panel.comeBackTomorrow();
    } catch {
      panel.view.trouble("other");
    } finally {
      button.disabled = false;
    }
  };
  const strip = house.shop.demo ? demoStrip(house, personas, current.id, { change, tomorrow }) : null;
  const launcher = new Launcher(house, (on) => (panel = new ChatPanel(house, personas.get(current.id), { ...on, demo: strip?.element })));
  const page = frontPage(house, personas, {
    talk: (opener) => launcher.open(opener),
    say: async (text, opener) => (await launcher.open(opener)).say(text),
    enter: (id, opener) => (change(id), launcher.open(opener)),
    startOver: (opener) => {
      personas.get(NEWCOMER).forget();
      if (panel?.persona.id === NEWCOMER) panel.close();
      change(NEWCOMER);
      launcher.open(opener);
    },
    speak: (lang) => {
      storage.setItem(LANG_KEY, lang);
      location.reload();
    },
  });
  page.mark(current.id);
  document.body.append(page.element, launcher.button, launcher.news, launcher.sheet);
  launcher.stayAwayFrom(page.element.querySelector(".big"));
}

async function start() {
  const house = await loadHouse();
  const personas = personasOf(house);
  document.documentElement.lang = house.lang;
  document.title = house.shop.name;
  document.querySelector("#opening")?.remove();
  if (query.get("view") === "both" && house.shop.demo) {
    const both = new SideBySide(house, personas);
    document.body.append(both.element);
    await both.open();
  } else openCounter(house, personas);
}

start().catch((error) => {
  const place = document.querySelector("#opening") ?? document.body.appendChild(dom("p", { id: "opening" }));
  place.textContent = stringsFor(pickLanguage([...navigator.languages])).shopDown;
  console.error(error);
});
