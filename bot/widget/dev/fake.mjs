// A development aid, never shipped: the shop's HTTP contract with canned answers, so that the page can be worked on
// without the bot. `npm run build && npm run fake`, then open http://127.0.0.1:5200/webhooks/shop/

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { PEOPLE, SHOP, answer, me, picture } from "./canned.mjs";

const BASE = "/webhooks/shop/";
const PORT = Number(process.env.FAKE_PORT ?? 5200);
const DIST = new URL("../dist/", import.meta.url);
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", woff2: "font/woff2", txt: "text/plain; charset=utf-8" };
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const POLL_MS = 20_000;

const customers = new Map(); // token → what is remembered of one customer
let clockAheadS = 0;
const now = () => new Date(Date.now() + clockAheadS * 1000).toISOString();

class Refusal extends Error {
  constructor(status, code) {
    super(code);
    Object.assign(this, { status, code });
  }
}

function newSession(customer) {
  const token = randomUUID();
  const known = [...customers.values()].find((state) => state.customer === customer && !customer.startsWith("anon-"));
  customers.set(token, known ?? { customer, messages: [], answers: new Map(), welcomedOn: null, waiting: [], me: me(customer), failures: 0 });
  return { token, customer, expires_at: new Date(Date.now() + 86_400_000).toISOString() };
}

function customerOf(request) {
  const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  if (!token) throw new Refusal(401, "no_token");
  if (!customers.has(token)) throw new Refusal(401, "bad_token");
  return customers.get(token);
}

function keep(state, from, text, more = {}) {
  const message = { id: `m${state.messages.length + 1}`, at: now(), from, text, choices: [], products: [], ...more };
  state.messages.push(message);
  return message;
}

function push(state, text) {
  keep(state, "staff", text);
  state.waiting.splice(0).forEach((wake) => wake());
}

function post(state, body) {
  const { id, text, choice, event } = body ?? {};
  if (!id) throw new Refusal(400, "bad_request");
  if (text !== undefined && !String(text).trim()) throw new Refusal(422, "empty");
  if (text?.length > 4000) throw new Refusal(413, "too_long");
  const known = state.answers.get(id);
  if (known && known.body !== JSON.stringify(body)) throw new Refusal(409, "id_reused");
  if (known) return known.answer;
  if (text === "outage" && (state.failures += 1) < 2) return { id, degraded: true, replies: [{ kind: "reply", text: "Sorry, something is down here. One moment.", choices: [], products: [] }] };
  if (!event) keep(state, "customer", text ?? state.titles?.[choice] ?? choice);
  const today = now().slice(0, 10);
  const replies = event && state.welcomedOn === today ? [] : answer(state, { text, choice, event });
  if (event) state.welcomedOn = today;
  for (const reply of replies) keep(state, "bot", reply.text, { choices: reply.choices, products: reply.products, kind: reply.kind });
  state.titles = Object.fromEntries(replies.flatMap((reply) => reply.choices.map((button) => [button.id, button.title])));
  if (choice === "person") setTimeout(() => push(state, "Hello, this is Anna from the shop. What can I do for you?"), 1500);
  state.answers.set(id, { body: JSON.stringify(body), answer: { id, replies } });
  return { id, replies };
}

function since(state, after) {
  const place = state.messages.findIndex((message) => message.id === after);
  return state.messages.slice(place + 1);
}

async function poll(state, after) {
  const pushed = () => since(state, after).filter((message) => message.from === "staff");
  if (!pushed().length) await Promise.race([new Promise((wake) => state.waiting.push(wake)), new Promise((wake) => setTimeout(wake, POLL_MS))]);
  const messages = pushed();
  return { messages, next: messages.at(-1)?.id ?? after };
}

function correct(state, { name, value }) {
  for (const list of ["facts", "estimates"]) {
    state.me[list] = state.me[list].map((row) => (row.name === name && value !== null ? { ...row, value } : row)).filter((row) => row.name !== name || value !== null);
  }
  return { ok: true };
}

function consent(state, purpose, { granted }) {
  state.me.consents[purpose] = { granted, at: now(), how: "page" };
  return { ok: true };
}

function forget(state) {
  for (const [token, kept] of customers) if (kept === state) customers.delete(token);
  return { erased: true };
}

async function route(request, url, body) {
  const path = `${request.method} ${url.pathname.slice(BASE.length)}`;
  const after = url.searchParams.get("after") || null;
  if (path === "GET shop") return SHOP;
  if (path === "POST session") return newSession(`anon-${randomUUID()}`);
  if (path === "GET demo/customers") return PEOPLE;
  if (path === "POST demo/session") return newSession(body.customer);
  if (path === "POST demo/clock") return (clockAheadS += body.advance_s), { now: now() };
  const state = customerOf(request);
  if (path === "POST messages") return post(state, body);
  if (path === "GET messages") return poll(state, after);
  if (path === "GET history") return { messages: since(state, after), next: state.messages.at(-1)?.id ?? null };
  if (path === "GET me") return state.me;
  if (path === "GET me/links") return { links: [] };
  if (path === "GET me/export") return { ...state.me, transcript: state.messages };
  if (path === "POST me/corrections") return correct(state, body);
  if (path.startsWith("PUT me/consents/")) return consent(state, path.split("/").at(-1), body);
  if (path === "DELETE me") return forget(state);
  throw new Refusal(404, "not_found");
}

async function file(name, response) {
  if (name.startsWith("images/")) return response.writeHead(200, { "Content-Type": TYPES.svg }).end(picture(name));
  const kind = TYPES[name.split(".").at(-1)];
  if (!kind || name.includes("..")) return response.writeHead(404).end();
  const content = await readFile(new URL(name, DIST));
  response.writeHead(200, { "Content-Type": kind, "Content-Security-Policy": CSP }).end(content);
}

async function read(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : undefined;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://fake");
  const rest = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : null;
  try {
    if (rest === "" && request.method === "GET") return await file("index.html", response);
    if (rest?.startsWith("static/")) return await file(rest.slice("static/".length), response);
    const answered = await route(request, url, await read(request));
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answered));
  } catch (error) {
    const { status = 500, code = "broken", message } = error;
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify({ error: { code, message } }));
  }
});
server.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}${BASE}`));
