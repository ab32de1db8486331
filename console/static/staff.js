// Keeps an open page up to date, and what is being written on it safe. Without it the page works all the same: reload to look again.

const EVERY_MS = 3000;
const IN_BACKGROUND_MS = 15_000;
const main = document.querySelector("main");
const live = document.querySelector("#live");
const title = document.title;
let mark = main?.dataset.mark;
const SIGN_IN = { href: "/login", text: "sign in again in another tab" };
let news = 0; // what has come while nobody looked

const say = (words, link) => {
  live.hidden = !words;
  live.textContent = words ? `${words} ` : "";
  if (link) live.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.text, target: "_blank", rel: "noopener" }));
};

/** Said once, until it is over: it must not cover what became of a message. */
const trouble = (why, words, link) => {
  if (live.dataset.why !== why && live.hidden) say(words, link);
  live.dataset.why ??= why;
};

const nameTab = () => {
  document.title = news ? `(${news}) ${title}` : title;
};

const parsed = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

/** Put a part of the page in place of the old one, unless somebody is at it: then what they have open or wrote stays. */
const swap = (from, selector) => {
  const [old, fresh] = [document.querySelector(selector), from.querySelector(selector)];
  if (!old || !fresh || old.outerHTML === fresh.outerHTML) return;
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  fresh.querySelectorAll("details").forEach((one, place) => (one.open = open[place] ?? false));
  const focused = old.contains(document.activeElement);
  old.replaceWith(document.adoptNode(fresh));
  if (focused) (fresh.querySelector("textarea, a, button") ?? main).focus({ preventScroll: true });
};

const atEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 120;
const toLatest = () => document.querySelector("#latest")?.scrollIntoView({ block: "end" });
const draft = () => document.querySelector("#text")?.value ?? "";

/** Who has the conversation has changed: the field goes with it, unless words are in it. */
const changedHands = (page) => {
  const [old, fresh] = [document.querySelector("#hand"), page.querySelector("#hand")];
  if (!old || !fresh || old.dataset.held === fresh.dataset.held) return;
  const who = fresh.querySelector("h2").textContent;
  if (!draft().trim()) return swap(page, "#hand");
  say(`${who}. Your words are still in the field.`);
  old.querySelector("h2").textContent = who;
  old.dataset.held = fresh.dataset.held;
  old.querySelectorAll("button").forEach((button) => (button.disabled = !fresh.querySelector("#write")));
};

const lookAgain = async () => {
  const address = new URL(location.href);
  address.searchParams.set("watch", "1");
  address.searchParams.delete("done");
  const response = await fetch(address);
  if (!response.ok || response.redirected) return;
  const [page, end, had] = [await parsed(response), atEnd(), document.querySelectorAll(".turn").length];
  for (const part of ["#lists", ".filters", "#state", "#talk", "#orders"]) swap(page, part);
  changedHands(page);
  mark = page.querySelector("main").dataset.mark;
  const more = document.querySelectorAll(".turn").length - had;
  if (more > 0 && end) toLatest();
  if (more > 0 && document.hidden) news += more;
  nameTab();
};

const pulse = async () => {
  const customer = main.dataset.customer;
  try {
    const response = await fetch(`/pulse${customer ? `?${new URLSearchParams({ customer })}` : ""}`);
    if (response.status === 401) return trouble("signed out", "You are signed out. What you are writing stays here:", SIGN_IN);
    if (!response.ok) throw new Error(response.status);
    const now = await response.json();
    if (live.dataset.why) say("");
    delete live.dataset.why;
    const count = document.querySelector("#waiting-now");
    count.textContent = now.waiting;
    count.hidden = !now.waiting;
    if (now.mark !== mark) await lookAgain();
  } catch {
    trouble("line", "No connection to the shop. What you are writing stays here; this page catches up by itself.");
  }
};

const keepLooking = async () => {
  await pulse();
  setTimeout(keepLooking, document.hidden ? IN_BACKGROUND_MS : EVERY_MS);
};

/** Send without leaving the page: a line that breaks, or a session that ended, takes nothing away. */
const send = async (form, again = false) => {
  const button = document.querySelector("button[form=write]");
  button.disabled = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = await parsed(response);
    if (response.ok) {
      say("");
      for (const part of ["#state", "#talk", "#hand"]) swap(page, part);
      mark = page.querySelector("main").dataset.mark;
      toLatest();
      document.querySelector("#text")?.focus({ preventScroll: true });
    } else if (response.status === 401) say("You are signed out, and this was not sent. It stays here:", SIGN_IN);
    else if (response.status === 403 && !again && (await freshForm())) await send(form, true);
    else {
      const why = page.querySelector(".error") ?? page.querySelector("h1");
      say(`Not sent. ${why?.textContent ?? "Please try again."}`);
      await lookAgain();
    }
  } catch {
    say("Not sent: no connection to the shop. Your words stay here; send them once more.");
  } finally {
    const now = document.querySelector("button[form=write]");
    if (now) now.disabled = false;
  }
};

/** After a new sign-in in another tab this tab's forms are stale. Theirs are the same but for the token; true where there is one. */
const freshForm = async () => {
  const token = (await parsed(await fetch(location.href))).querySelector("main [name=form_token]")?.value;
  if (token) document.querySelectorAll("[name=form_token]").forEach((one) => (one.value = token));
  return Boolean(token);
};

if (mark !== undefined) {
  document.documentElement.classList.add("scripted");
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "write") return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) news = 0;
    nameTab();
  });
  setTimeout(keepLooking, EVERY_MS);
}
