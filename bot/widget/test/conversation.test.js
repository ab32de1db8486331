import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../src/api.js";
import { Conversation } from "../src/conversation.js";
import { Persona } from "../src/personas.js";

const said = (text) => ({ kind: "reply", text, choices: [], products: [] });

/** A view that writes down what it is told to show. */
function notebook() {
  const lines = [];
  const write = (kind) => (what) => lines.push([kind, what]);
  return { lines, user: write("user"), trouble: write("trouble"), retry: (id, code) => lines.push(code ? ["retry", id, code] : ["retry", id]), pushed: write("pushed"), earlier: () => lines.push(["earlier"]), clear: () => lines.push(["clear"]), busy: () => {}, past: (list) => list.forEach((m) => lines.push(["past", m.text])), replies: (list) => list.forEach((r) => lines.push(["bot", r.text])) };
}

function counter(send, more = {}) {
  const view = notebook();
  const sent = [];
  let next = 0;
  const api = { send: async (body) => (sent.push(body), send(body)), history: async () => ({ messages: [], next: null }), ...more };
  const conversation = new Conversation({ api, view, newId: () => `id-${(next += 1)}`, sleep: async () => {} });
  return { conversation, sent, lines: view.lines };
}

test("messages leave one after the other, in the order in which they were said, each with an id of its own", async () => {
  let underWay = 0;
  const { conversation, sent, lines } = counter(async (body) => {
    assert.equal((underWay += 1), 1);
    await new Promise((resolve) => setTimeout(resolve, body.text === "one" ? 20 : 1));
    underWay -= 1;
    return { replies: [said(`heard ${body.text}`)] };
  });
  await Promise.all([conversation.say("one"), conversation.say("two")]);
  assert.deepEqual(sent.map((body) => [body.id, body.text]), [["id-1", "one"], ["id-2", "two"]]);
  assert.deepEqual(lines.filter(([kind]) => kind === "bot"), [["bot", "heard one"], ["bot", "heard two"]]);
});

test("an outage offers to try again, and trying again sends the same id and the same words", async () => {
  let down = true;
  const { conversation, sent, lines } = counter(async () => ({ replies: [said(down ? "sorry" : "done")], degraded: down }));
  await conversation.say("a flat white");
  assert.deepEqual(lines.at(-1), ["retry", "id-1"]);
  down = false;
  await conversation.retry("id-1");
  assert.deepEqual(sent[0], sent[1]);
  assert.deepEqual(lines.at(-1), ["bot", "done"]);
  assert.equal(await conversation.retry("id-1"), undefined);
});

test("a button that the shop does not know is said in words where there are words for it, else the customer is told", async () => {
  const { conversation, sent, lines } = counter(async (body) => {
    if (body.choice) throw new ApiError(422, "unknown_choice");
    return { replies: [said("with pleasure")] };
  });
  await conversation.choose("show:bread", "I'd like the bread", "I'd like the bread");
  assert.deepEqual(sent.map(({ choice, text }) => choice ?? text), ["show:bread", "I'd like the bread"]);
  assert.deepEqual(lines, [["user", "I'd like the bread"], ["bot", "with pleasure"]]);
  await conversation.choose("old", "Old button");
  assert.deepEqual(lines.at(-1), ["trouble", "unknown_choice"]);
});

test("a shop that cannot be reached at the opening is tried again from the beginning, past included", async () => {
  let down = true;
  const { conversation, sent, lines } = counter(async () => ({ replies: [said("good morning")] }), {
    history: async () => {
      if (down) throw new TypeError("down");
      return { messages: [{ id: "1.0", text: "a" }], next: null };
    },
    pushed: async (after) => (conversation.close(), { messages: [], next: after }),
  });
  await conversation.open();
  assert.deepEqual(lines, [["retry", "opening", "unreachable"]]);
  assert.deepEqual(sent, []);
  down = false;
  await conversation.retry("opening");
  assert.deepEqual(lines.slice(1), [["past", "a"], ["bot", "good morning"]]);
});

test("when the line is there again all that was said meanwhile goes, in its order, each under its own id", async () => {
  let down = true;
  const { conversation, sent, lines } = counter(async (body) => {
    if (down) throw new TypeError("down");
    return { replies: [said(`heard ${body.text}`)] };
  });
  conversation.opened = true;
  await conversation.say("one");
  await conversation.say("two");
  down = false;
  sent.length = lines.length = 0;
  await conversation.online();
  assert.deepEqual(sent.map(({ id, text }) => [id, text]), [["id-1", "one"], ["id-2", "two"]]);
  assert.deepEqual(lines, [["bot", "heard one"], ["bot", "heard two"]]);
  assert.equal(await conversation.online(), undefined);
});

test("what is said in one tab is told to the other, which shows it and sends nothing", async () => {
  const here = counter(async () => ({ replies: [said("with pleasure")] }));
  const there = counter(async () => ({ replies: [] }));
  here.conversation.tell = (what) => there.conversation.overheard(structuredClone(what));
  await here.conversation.say("a tea");
  await here.conversation.choose("yes", "Yes, please");
  assert.deepEqual(there.lines, [["user", "a tea"], ["bot", "with pleasure"], ["user", "Yes, please"], ["bot", "with pleasure"]]);
  assert.deepEqual(there.sent, []);
});

test("opening shows the whole past, page by page, then says arrived once, then waits for what staff push", async () => {
  const pages = { "": { messages: [{ id: "1.0", text: "a" }], next: "1.0" }, "1.0": { messages: [{ id: "1.1", text: "b" }], next: null } };
  const asked = [];
  const { conversation, sent, lines } = counter(async () => ({ replies: [] }), {
    history: async (after) => pages[after ?? ""],
    pushed: async (after) => {
      asked.push(after);
      if (asked.length === 1) return { messages: [{ id: "2.0", from: "staff", text: "Anna here" }], next: "2.0" };
      conversation.close();
      return { messages: [], next: after };
    },
  });
  await conversation.open();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(lines.map(([kind, what]) => [kind, what.text ?? what]), [["past", "a"], ["past", "b"], ["pushed", "Anna here"]]);
  assert.deepEqual(sent.map((body) => body.event), ["arrived"]);
  assert.deepEqual(asked, ["1.1", "2.0"]);
});

test("what the shop hides is behind a button, and shown in its order when it is pressed", async () => {
  const asked = [];
  const { conversation, lines } = counter(async () => ({ replies: [said("is it you?")] }), {
    history: async (after, { shown }) => {
      asked.push(shown);
      return shown ? { messages: [{ id: "1.0", text: "then" }, { id: "2.1", text: "is it you?" }], next: null } : { messages: [], next: null, hidden: true };
    },
    pushed: async (after) => (conversation.close(), { messages: [], next: after }),
  });
  await conversation.open();
  assert.deepEqual(lines, [["earlier"], ["bot", "is it you?"]]);
  await conversation.reveal();
  assert.deepEqual(lines.slice(2), [["clear"], ["past", "then"], ["past", "is it you?"]]);
  assert.deepEqual(asked, [false, true]);
});

test("after that's not me nothing of before stays in sight, and the next message is somebody new's", async () => {
  let started = 0;
  const { conversation, lines } = counter(async (body) => ({ replies: [said("fresh")], ...(body.choice && { start_over: true }) }), {
    pushed: async (after) => (conversation.close(), { messages: [], next: after }),
  });
  conversation.onStartOver = () => (started += 1);
  conversation.last = "7.1";
  await conversation.choose("not_me", "Somebody else");
  assert.deepEqual(lines.slice(1), [["clear"], ["bot", "fresh"]]);
  assert.deepEqual([started, conversation.last], [1, null]);
});

test("a language chosen on the page goes along once with what is said, and with each arrival while the token names another", async () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  const sessions = { session: async () => ({ token: "t", customer: "anon-1", expires_at: "2099-01-01T00:00:00Z" }) };
  const page = (lang) => new Persona("new", "Somebody new", storage, { sessions, lang });
  await page("en").token();
  assert.equal(page("en").chosen({ text: "hello" }), null);
  const italian = page("it");
  assert.equal(italian.chosen({ text: "ok" }), "it");
  italian.heard("it");
  assert.equal(italian.chosen({ text: "ok" }), null);
  assert.equal(italian.chosen({ event: "arrived" }), "it");
  assert.equal(page("en").chosen({ choice: "yes" }), "en");
});
