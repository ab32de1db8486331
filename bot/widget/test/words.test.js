import assert from "node:assert/strict";
import { test } from "node:test";
import { dataStrings } from "../src/data_strings.js";
import { confidence, confidenceWord, dateFor, wordFor } from "../src/data_words.js";
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

test("confidence is nothing without evidence, grows as the deviation shrinks, and is worded in thirds", () => {
  assert.equal(confidence({ name: "formality", sd: 0.1, n: 0 }), 0);
  assert.equal(confidence({ name: "formality", sd: null, n: 4 }), 0);
  assert.equal(confidence({ name: "formality", sd: 9, n: 4 }), 0);
  assert.ok(confidence({ name: "verbosity", sd: 1, n: 9 }) > confidence({ name: "verbosity", sd: 4, n: 2 }));
  assert.deepEqual([0, 0.5, 0.9].map(confidenceWord), ["guess", "fair", "sure"]);
});

test("a name without a word of ours is shown as it is, and a missing date is not made up", () => {
  assert.equal(wordFor("shoe_size", { size: "Size" }), "shoe size");
  assert.equal(dateFor(null, "en"), "");
  assert.equal(dateFor("2024-05-03T08:00:00Z", "en-GB"), "3 May 2024");
});

test("a token is fetched once, kept for a reload, renewed when it has run out, and left nowhere after forgetting", async () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  let issued = 0;
  const sessions = { session: async () => ({ token: `t${(issued += 1)}`, customer: "anon-1", expires_at: new Date(Date.now() + (issued > 1 ? 3_600_000 : 10_000)).toISOString() }) };
  const persona = () => new Persona("new", "Somebody new", openStorage(storage), sessions);
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
