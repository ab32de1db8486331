import assert from "node:assert/strict";
import { test } from "node:test";
import { batch, countWords, productCards } from "../src/bubbles.js";
import { formatMoney } from "../src/money.js";
import { stringsFor } from "../src/strings.js";

const STRINGS = stringsFor("en");
const NASTY = `"><script>alert(1)</script>`;
const reply = (more) => ({ kind: "reply", text: "", choices: [], products: [], ...more });

test("quick replies come last in a batch, also when an earlier reply carries them, and are three at most", () => {
  const choices = [1, 2, 3, 4].map((n) => ({ id: `c${n}`, title: `Choice ${n}` }));
  const shapes = batch([reply({ text: "First", choices }), reply({ text: "Second" })], STRINGS, "en");
  assert.equal(shapes.length, 3);
  assert.match(shapes[2], /deep-chat-temporary-message choices/);
  assert.equal(shapes[2].match(/data-choice=/g).length, 3);
});

test("a reply without choices brings no quick replies", () => {
  assert.equal(batch([reply({ text: "What can I get you?" })], STRINGS, "en").length, 1);
});

test("a notice is shaped apart from a reply", () => {
  const [notice, answer] = batch([reply({ kind: "notice", text: "AI" }), reply({ text: "Hello" })], STRINGS, "en");
  assert.match(notice, /class="notice"/);
  assert.match(answer, /class="reply"/);
});

test("a product card escapes every value, drops a dangerous address and names its product on both buttons", () => {
  const evil = { id: NASTY, title: NASTY, price: "3.20", currency: "EUR", url: "javascript:alert(1)", image: "javascript:alert(1)" };
  const card = String(productCards([evil], STRINGS, "en"));
  assert.doesNotMatch(card, /<script|javascript:|<a |<img/);
  assert.equal(card.match(/data-product="&quot;&gt;&lt;script&gt;/g).length, 2);
});

test("a picture of the catalogue's own folder is found beside the bundle, any other address is left as it is", () => {
  const source = (image) => String(productCards([{ id: "x", title: "X", image }], STRINGS, "en")).match(/src="([^"]*)"/)?.[1];
  assert.equal(source("images/bread.svg"), "static/images/bread.svg");
  assert.equal(source("https://shop.example/images/bread.jpg"), "https://shop.example/images/bread.jpg");
  assert.equal(source(""), undefined);
});

test("prices are written as the reader writes them, and an unknown price is not made up", () => {
  assert.equal(formatMoney("3.20", "EUR", "en"), "€3.20");
  assert.match(formatMoney("3.20", "EUR", "it"), /^3,20\s€$/);
  assert.equal(formatMoney(null, "EUR", "en"), "");
  assert.equal(formatMoney("", "EUR", "en"), "");
  assert.equal(formatMoney("3.20", "not money", "en"), "3.20 not money");
});

test("a card says from where another size or sort costs more, and makes up no price", () => {
  const shown = (product, lang = "en") => String(productCards([{ id: "x", title: "X", currency: "EUR", ...product }], stringsFor(lang), lang));
  assert.match(shown({ price: "3.20", from: true }), />from €3\.20</);
  assert.match(shown({ price: "3.20", from: true }, "it"), />da 3,20/);
  assert.match(shown({ price: "3.20" }), />€3\.20</);
  assert.doesNotMatch(shown({ price: null, from: true }), /from/);
});

test("words are counted without notices and without bare punctuation", () => {
  assert.equal(countWords([reply({ text: "Flat white – €3.20." }), reply({ kind: "notice", text: "not counted" })]), 3);
});
