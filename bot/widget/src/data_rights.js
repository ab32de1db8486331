// The acts behind the "your data" panel: correct, forget, take along, be forgotten.

import { dom } from "./dom.js";

/** The two buttons beside a fact; "correct" turns into a small form in its place. */
export function correctable(fact, name, { api, words, act }) {
  const place = dom("div", { class: "data-acts" });
  const key = fact.recipient ? `${fact.name}-${fact.recipient}` : fact.name;
  const quiet = (label, onclick, key) => dom("button", { type: "button", class: "quiet", "aria-label": `${label}: ${name}`, "data-key": key, onclick }, label);
  const buttons = [
    quiet(words.correct, () => edit(), `correct-${key}`),
    quiet(words.forget, () => act(() => api.correct(fact.name, null, fact.recipient)), `forget-${key}`),
  ];
  const edit = () => {
    const input = dom("input", { type: "text", value: String(fact.value), "aria-label": words.newValue(name), maxlength: 200, required: true });
    const save = (event) => {
      event.preventDefault();
      act(() => api.correct(fact.name, input.value.trim(), fact.recipient));
    };
    const cancel = dom("button", { type: "button", class: "quiet", onclick: () => (place.replaceChildren(...buttons), buttons[0].focus()) }, words.cancel);
    const form = dom("form", { class: "data-edit", onsubmit: save }, input, dom("button", { type: "submit", class: "quiet" }, words.save), cancel);
    place.replaceChildren(form);
    input.focus();
    input.select();
  };
  place.append(...buttons);
  return place;
}

/** Download everything, as JSON or as tables for a spreadsheet; nothing leaves for anywhere else. */
export function exporting({ api, words, act }) {
  const button = (format, name, label) => {
    const download = async () => {
      const address = URL.createObjectURL(await api.export(format));
      dom("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    };
    return dom("button", { type: "button", class: "soft", "data-key": `export-${format}`, onclick: () => act(download, { reload: false }) }, label);
  };
  return [button("json", "my-data.json", words.exportJson), button("csv", "my-data.zip", words.exportCsv)];
}

/** Forget me, with one question in between. */
export function erasing(panel) {
  const { api, words, act, dialog, onForgotten } = panel;
  const place = dom("div", { class: "data-erase" });
  const ask = dom("button", { type: "button", class: "danger", "data-key": "forget-me", onclick: () => confirm() }, words.forgetMe);
  const forget = () =>
    act(async () => {
      await api.forget();
      dialog.close();
      onForgotten();
    }, { reload: false });
  const confirm = () => {
    const no = dom("button", { type: "button", class: "soft", onclick: () => (place.replaceChildren(ask), ask.focus()) }, words.forgetNo);
    const yes = dom("button", { type: "button", class: "danger", onclick: forget }, words.forgetYes);
    place.replaceChildren(dom("div", { class: "data-confirm", role: "group", "aria-label": words.forgetSure }, dom("p", {}, words.forgetSure), no, yes));
    no.focus();
  };
  place.append(ask);
  return place;
}
