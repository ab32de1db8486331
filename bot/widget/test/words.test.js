import assert from "node:assert/strict";
import { test } from "node:test";
import { dataStrings } from "../src/data_strings.js";
import { dateFor, sentence, wordFor } from "../src/data_words.js";
import { openStorage, Persona } from "../src/personas.js";
import { pickLanguage, pickLocale, stringsFor } from "../src/strings.js";

const shape = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.keys(value).sort().map((key) => [key, shape(value[key])]) : typeof value);

test("Italian says everything that English says", () => {
  assert.deepEqual(shape(stringsFor("it")), shape(stringsFor("en")));
  assert.deepEqual(shape(dataStrings("it")), shape(dataStrings("en")));
});

test("the page speaks what the visitor asks for if the shop speaks it too, else English", () => {
  assert.equal(pickLanguage(["it-IT", "en"]), "it");
  assert.equal(pickLanguage(["it-IT", "en"], ["en"]), "en");
  assert.equal(pickLanguage(["de", null, undefined]), "en");
  assert.equal(pickLocale("en", ["it-IT", "en-GB"]), "en-GB");
});

test("what a guess rests on is a sentence of its own, and nothing where it rests on nothing", () => {
  assert.equal(sentence("you wrote “pls” on 3 March"), "You wrote “pls” on 3 March.");
  assert.equal(sentence(""), "");
});

test("a name without a word of ours is shown as it is, and a missing date is not made up", () => {
  assert.equal(wordFor({ name: "shoe_size" }), "shoe size");
  assert.equal(wordFor({ name: "size", called: "Size" }), "Size");
  assert.equal(dateFor(null, "en"), "");
  assert.equal(dateFor("2024-05-03T08:00:00Z", "en-GB"), "3 May 2024");
});

test("a token is fetched once, kept for a reload, renewed when it has run out, and left nowhere after forgetting", async () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  let issued = 0;
  const sessions = { session: async () => ({ token: `t${(issued += 1)}`, customer: "anon-1", expires_at: new Date(Date.now() + (issued > 1 ? 3_600_000 : 10_000)).toISOString() }) };
  const persona = () => new Persona("new", "Somebody new", openStorage(storage), { sessions });
  const first = persona();
  assert.deepEqual(await Promise.all([first.token(), first.token()]), ["t1", "t1"]);
  assert.equal(await persona().token(), "t2", "the first runs out within the minute");
  assert.equal(await persona().token(), "t2");
  persona().forget();
  assert.equal(kept.size, 0);
});

test("a browser that refuses storage still gets a conversation for as long as the page lives", () => {
  const storage = openStorage({ setItem: () => { throw new Error("refused"); } });
  storage.setItem("a", "1");
  assert.equal(storage.getItem("a"), "1");
});
