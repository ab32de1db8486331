// Who is at the counter. Each persona has a token of its own, kept in this browser so that a reload keeps the conversation.

import { shop } from "./api.js";

export const NEWCOMER = "new";
const PREFIX = "solito.";
const SPARE_MS = 60_000; // a token that runs out within the minute is renewed at once

/** Local storage, or this page's memory where the browser refuses it (private windows, blocked site data). */
export function openStorage(candidate) {
  const memory = new Map();
  const inMemory = {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => memory.set(key, value),
    removeItem: (key) => memory.delete(key),
  };
  try {
    const storage = candidate ?? globalThis.localStorage;
    storage.setItem(`${PREFIX}probe`, "1");
    storage.removeItem(`${PREFIX}probe`);
    return storage;
  } catch {
    return inMemory; // the conversation then lasts as long as the page
  }
}

/** One customer of this browser: "new" is the anonymous visitor, any other id a demo customer. */
export class Persona {
  /** `lang` is the page's: the shop welcomes somebody new in it. */
  constructor(id, name, storage, { sessions = shop, lang } = {}) {
    Object.assign(this, { id, name, storage, sessions, lang });
    this.key = PREFIX + id;
    this.pending = null;
  }

  /** The token, from this browser or from the shop; one request at a time. */
  async token({ renew = false } = {}) {
    const kept = renew ? null : this.kept();
    if (kept) return kept.token;
    this.pending ??= this.fetchToken().finally(() => (this.pending = null));
    return this.pending;
  }

  kept() {
    const session = JSON.parse(this.storage.getItem(this.key) ?? "null");
    if (!session?.token) return null;
    const ends = Date.parse(session.expires_at ?? "");
    return Number.isNaN(ends) || ends - SPARE_MS > Date.now() ? session : null;
  }

  async fetchToken() {
    const ask = this.id === NEWCOMER ? this.sessions.session(this.lang) : this.sessions.demoSession(this.id);
    const { token, customer, expires_at } = await ask;
    this.storage.setItem(this.key, JSON.stringify({ token, customer, expires_at, lang: this.lang, told: this.lang }));
    return token;
  }

  /**
   * The page's language where it is another than the shop has been told: with "arrived" it goes along as long as the token names
   * another, else once, since from then on what the customer writes counts.
   */
  chosen({ event }) {
    const session = this.kept();
    const told = session && (event ? session.lang : session.told);
    return this.lang && told && told !== this.lang ? this.lang : null;
  }

  /** The shop has been told which language was chosen. */
  heard(lang) {
    const session = this.kept();
    if (session) this.storage.setItem(this.key, JSON.stringify({ ...session, told: lang }));
  }

  /** Leave nothing of this persona in the browser; the next word starts as somebody new. */
  forget() {
    this.storage.removeItem(this.key);
  }
}
