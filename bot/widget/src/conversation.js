// One conversation: what was said before, the welcome, one message at a time, and what the staff push. Knows no DOM.

import { ApiError } from "./api.js";
import { deliver } from "./deliver.js";

const PAGES = 50; // of 100 messages: more than a transcript of 30 days holds
const OPENING = "opening"; // what is tried again when not even the past could be fetched
const POLL_PAUSES_MS = [1000, 2000, 5000, 15_000, 30_000];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * `view` shows things: user, replies, pushed, past, trouble, retry, earlier, busy, clear. `api` is a CustomerApi. `tell` lets the
 * customer's other tabs know what was said here; `onPushed` hears of what was written without having been asked.
 */
export class Conversation {
  constructor({ api, view, newId = () => crypto.randomUUID(), sleep = pause, tell = () => {}, onAnswer = () => {}, onPushed = () => {}, onStartOver = () => {} }) {
    Object.assign(this, { api, view, newId, sleep, tell, onAnswer, onPushed, onStartOver });
    this.line = Promise.resolve(); // messages leave in the order in which they were said
    this.waiting = 0;
    this.unanswered = new Map(); // id → body, to be sent again as it was
    this.last = null; // the newest message that the shop has told us of
    this.polling = null;
    this.opened = false;
  }

  /** Show what was said before, then let the shop know that the customer is here. */
  async open() {
    try {
      await this.restore();
    } catch (error) {
      this.view.retry(OPENING, error instanceof ApiError ? error.code : "unreachable");
      return;
    }
    this.opened = true;
    await this.arrive();
    this.listen();
  }

  /** The shop welcomes at most once a visit: saying "arrived" again is harmless and may bring no reply. */
  arrive() {
    return this.send({ event: "arrived" });
  }

  say(text, { shown = false } = {}) {
    if (!shown) this.view.user(text);
    this.tell({ user: text });
    return this.send({ text });
  }

  /** Press a button. `instead` is said in words where the shop does not know the button (any more). */
  async choose(choice, title, instead = null) {
    this.view.user(title);
    this.tell({ user: title });
    const came = await this.send({ choice }, { quietly: instead ? ["unknown_choice"] : [] });
    return came.code === "unknown_choice" && instead ? this.send({ text: instead }) : came;
  }

  /** Everything that is still unanswered goes once more, in the order in which it was said: the button stands for all of it. */
  retry(id) {
    if (id === OPENING) return this.open();
    const bodies = [...this.unanswered.values()];
    this.unanswered.clear();
    return bodies.length ? Promise.all(bodies.map((body) => this.enqueue(body, []))) : undefined;
  }

  /** The line is there again: what could not be had, or sent, is tried once more. */
  online() {
    return this.retry(this.opened ? null : OPENING);
  }

  /** What another tab of this customer tells: shown here, too, and sent by nobody twice. */
  overheard({ user, replies, startOver }) {
    if (startOver) this.startOver({ told: true });
    if (user) this.view.user(user);
    if (replies) this.view.replies(replies);
  }

  send(message, { quietly = [] } = {}) {
    return this.enqueue({ id: this.newId(), ...message }, quietly);
  }

  enqueue(body, quietly) {
    this.waiting += 1;
    this.view.busy(true);
    const came = this.line.then(() => deliver((message, signal) => this.api.send(message, signal), body, { sleep: this.sleep }));
    this.line = came.then((result) => this.show(body, result, quietly));
    return this.line.then(() => came);
  }

  show(body, { state, replies, code, startOver }, quietly) {
    this.waiting -= 1;
    this.view.busy(false);
    if (startOver) this.startOver();
    if (replies.length) this.view.replies(replies);
    if (replies.length && state === "answered") this.tell({ replies });
    if (state === "answered") this.unanswered.delete(body.id);
    else if (state === "refused") {
      if (!quietly.includes(code)) this.view.trouble(code);
    } else {
      this.unanswered.set(body.id, body);
      this.view.retry(body.id, replies.length ? null : "unreachable");
    }
    if (state === "answered" && replies.length) this.onAnswer(replies);
    if (this.waiting) this.view.busy(true);
  }

  /** Somebody else is at this browser: nothing of before stays in sight, and they are listened to as somebody new. */
  startOver({ told = false } = {}) {
    this.close();
    this.unanswered.clear();
    this.last = null;
    this.view.clear();
    if (!told) this.onStartOver(); // else the other tab has thrown the token away, and may have a new one by now
    if (!told) this.tell({ startOver: true });
    this.listen();
  }

  /** Show what was hidden, too: everything anew, in its order, once what is under way has been answered. */
  reveal() {
    this.line = this.line.then(() => this.showAll()).catch((error) => this.view.trouble(error instanceof ApiError ? error.code : "unreachable"));
    return this.line;
  }

  async showAll() {
    const last = this.last;
    this.last = null;
    try {
      await this.restore({ shown: true });
    } catch (error) {
      this.last = last;
      throw error;
    }
    for (const id of this.unanswered.keys()) this.view.retry(id);
  }

  async restore({ shown = false } = {}) {
    const messages = [];
    let hidden = false;
    for (let page = 0; page < PAGES; page += 1) {
      const { messages: more, next, hidden: some = false } = await this.api.history(this.last, { shown });
      hidden ||= some;
      messages.push(...more);
      const cursor = next ?? more.at(-1)?.id ?? this.last;
      const moved = cursor !== this.last;
      this.last = cursor;
      if (!more.length || !next || !moved) break;
    }
    if (shown) this.view.clear();
    if (hidden) this.view.earlier();
    this.view.past(messages);
  }

  /** Wait for what the staff or a reminder push, for as long as the chat is open. */
  async listen() {
    if (this.polling) return;
    const polling = (this.polling = new AbortController());
    let failures = 0;
    while (!polling.signal.aborted) {
      try {
        const started = Date.now();
        const { messages = [], next } = await this.api.pushed(this.last, polling.signal);
        if (polling.signal.aborted) break;
        messages.forEach((message) => this.view.pushed(message));
        if (messages.length) this.onPushed(messages);
        this.last = next ?? messages.at(-1)?.id ?? this.last;
        failures = 0;
        // a server that answers "nothing" at once, instead of waiting, must not be asked without a breath
        if (!messages.length && Date.now() - started < 1000) await this.sleep(POLL_PAUSES_MS[2]);
      } catch {
        if (polling.signal.aborted) break;
        await this.sleep(POLL_PAUSES_MS[Math.min(failures, POLL_PAUSES_MS.length - 1)]); // the line is down: ask again, ever more rarely
        failures += 1;
      }
    }
  }

  close() {
    this.polling?.abort();
    this.polling = null;
  }
}
