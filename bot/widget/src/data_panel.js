// "Your data": what the shop knows of one customer, in plain words, with every right one button away.

import { dataStrings } from "./data_strings.js";
import { correctable, erasing, exporting } from "./data_rights.js";
import { linked } from "./data_links.js";
import { dateFor, sentence, wordFor } from "./data_words.js";
import { dom } from "./dom.js";
import { formatMoney } from "./money.js";

/** Show the panel as a modal dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. */
export async function openDataPanel({ api, house, onForgotten }) {
  const words = dataStrings(house.lang);
  const status = dom("p", { class: "data-status", role: "status" });
  const content = dom("div", { class: "data-content" }, dom("p", {}, words.loading));
  const close = dom("button", { type: "button", class: "chat-close", "aria-label": words.close, onclick: () => dialog.close() }, "×");
  const head = dom("header", { class: "data-header" }, dom("h2", { id: "data-title" }, words.title), close);
  const dialog = dom("dialog", { class: "data", "aria-labelledby": "data-title" }, head, status, content);
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation()); // the chat beneath stays open
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  const panel = { api, house, words, locale: house.locale, status, content, dialog, onForgotten };
  panel.refresh = () => refresh(panel);
  panel.act = (work, { reload = true, quietly = false } = {}) => act(panel, work, reload, quietly);
  await panel.refresh();
}

async function refresh(panel) {
  const { api, words, content } = panel;
  try {
    const [me, { links }] = await Promise.all([api.me(panel.house.lang), api.links()]);
    content.replaceChildren(
      dom("p", { class: "data-intro" }, words.intro),
      ...[consents, facts, estimates, orders].map((part) => part(me, panel)),
      linked(links, panel),
      dom("section", {}, dom("h3", {}, words.take), dom("div", { class: "data-take" }, ...exporting(panel), erasing(panel))),
    );
  } catch {
    content.replaceChildren(dom("p", {}, words.failed), dom("button", { type: "button", class: "quiet", onclick: panel.refresh }, "↻"));
  }
}

/** Do one thing and say aloud how it went. The part that was changed keeps the focus where it can. */
async function act(panel, work, reload, quietly) {
  const { status, words, content } = panel;
  status.textContent = "";
  const focused = document.activeElement?.dataset?.key;
  try {
    await work();
    if (reload) await panel.refresh();
    if (!quietly) status.textContent = words.saved;
  } catch {
    await panel.refresh(); // show what is really stored, not what was wished
    status.textContent = words.failed;
  }
  const place = focused && content.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  (place || panel.dialog.querySelector(".chat-close")).focus();
}

function consents(me, panel) {
  const { words, api, locale } = panel;
  const rows = Object.entries(words.purposes).map(([purpose, [name, meaning]]) => {
    const given = me.consents?.[purpose];
    const change = (event) => panel.act(() => api.consent(purpose, event.target.checked));
    const box = dom("input", { type: "checkbox", role: "switch", class: "switch", checked: Boolean(given?.granted), "data-key": purpose, onchange: change });
    const since = given?.granted ? words.since(dateFor(given.at, locale)) : "";
    return dom("li", {}, dom("label", {}, dom("span", {}, dom("strong", {}, name), dom("small", {}, meaning + since)), box));
  });
  return dom("section", {}, dom("h3", {}, words.consents), dom("ul", { class: "data-consents" }, rows));
}

function facts(me, panel) {
  const { words } = panel;
  const rows = (me.facts ?? []).map((fact) => {
    const own = wordFor(fact);
    const name = fact.recipient ? words.about(own, fact.recipient) : own;
    const why = fact.why && dom("small", {}, sentence(fact.why));
    const told = dom("div", { class: "data-said" }, dom("span", {}, dom("strong", {}, name), " ", String(fact.value)), why);
    return dom("li", {}, told, correctable(fact, name, panel));
  });
  return dom("section", {}, dom("h3", {}, words.facts), rows.length ? dom("ul", {}, rows) : dom("p", { class: "data-none" }, words.noFacts));
}

function estimates(me, panel) {
  const { words, api } = panel;
  const rows = (me.estimates ?? []).map((estimate) => {
    const name = wordFor(estimate);
    const share = estimate.confidence ?? 0;
    const sure = estimate.stated ? words.stated : (estimate.sure ?? "");
    const bar = dom("meter", { min: 0, max: 1, value: share, "aria-label": `${name}: ${sure}` });
    const how = dom("span", { class: "data-sure" }, bar, dom("small", {}, `${sure} · ${words.scopes[estimate.scope] ?? estimate.scope}`));
    const forget = dom(
      "button",
      { type: "button", class: "quiet", "aria-label": `${words.forget}: ${name}`, onclick: () => panel.act(() => api.correct(estimate.name, null)) },
      words.forget,
    );
    const why = estimate.why && !estimate.stated && dom("small", {}, sentence(estimate.why));
    return dom("li", {}, dom("div", { class: "data-said" }, dom("span", {}, dom("strong", {}, name), " ", estimate.says ?? ""), why, how), forget);
  });
  const list = rows.length ? dom("ul", {}, rows) : dom("p", { class: "data-none" }, words.noEstimates);
  return dom("section", {}, dom("h3", {}, words.estimates), dom("p", { class: "data-none" }, words.estimatesIntro), list);
}

/** "1 × flat white (your sister)": what was for somebody else is shown as theirs. */
function whose({ quantity, title, recipient, gift }, words) {
  const bought = `${quantity} × ${title}`;
  if (recipient) return words.about(bought, recipient);
  return gift ? `${bought} (${words.gift})` : bought;
}

function orders(me, { words, locale }) {
  const rows = (me.orders ?? []).map((order) => {
    const lines = order.lines.map((line) => dom("span", {}, whose(line, words), dom("b", {}, formatMoney(line.price, order.currency, locale))));
    const total = dom("span", { class: "data-total" }, words.total, dom("b", {}, formatMoney(order.total, order.currency, locale)));
    return dom("li", { class: "data-order" }, dom("strong", {}, words.order(order.id, dateFor(order.at, locale))), lines, total);
  });
  return dom("section", {}, dom("h3", {}, words.orders), rows.length ? dom("ul", {}, rows) : dom("p", { class: "data-none" }, words.noOrders));
}
