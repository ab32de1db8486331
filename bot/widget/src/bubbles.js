// The shapes inside a chat: bubbles, cards, quick replies, dividers. Pure: values in, escaped Html out.

import { escape, html, Html, plainText, safeUrl } from "./escape.js";
import { formatMoney, unbroken } from "./money.js";
import { timeFor } from "./times.js";

/** deep-chat takes a message whose first element has this class away as soon as another one arrives. */
const TEMPORARY = "deep-chat-temporary-message";

export const MOST_CHOICES = 3;

function spoken(who) {
  return html`<span class="sr">${who}: </span>`;
}

/** One bubble of the assistant. `kind` "notice" is small and quiet. */
export function botBubble({ text, kind }, strings) {
  const shape = kind === "notice" ? "notice" : "reply";
  return html`<div class="${shape}">${spoken(strings.assistant)}${new Html(plainText(unbroken(text)))}</div>`;
}

/** A bubble of a person behind the counter, marked as such, with the time: they may have written while nobody looked. */
export function staffBubble({ text, at }, strings, here = {}) {
  const badge = [strings.staff, timeFor(at, here)].filter(Boolean).join(" · ");
  return html`<div class="staff"><span class="badge">${badge}</span>${new Html(plainText(text))}</div>`;
}

/** A quiet line across the chat, such as "the next day". */
export function divider(text) {
  return html`<div class="divider"><span>${text}</span></div>`;
}

/** A catalogue names its own pictures "images/bread.svg": the page finds them beside its bundle. */
function pictureUrl(image) {
  const address = safeUrl(image);
  return /^images\//.test(address) ? `static/${address}` : address;
}

function picture(product) {
  const initial = [...String(product.title ?? "")][0] ?? "";
  const address = pictureUrl(product.image);
  const image = address ? html`<img src="${address}" alt="" loading="lazy" width="72" height="72">` : "";
  return html`<span class="picture" data-initial="${initial}">${image}</span>`;
}

function title(product) {
  const address = safeUrl(product.url);
  if (!address) return html`<h4>${product.title}</h4>`;
  return html`<h4><a href="${address}" target="_blank" rel="noopener">${product.title}</a></h4>`;
}

/** The lowest price; "from" where another size or sort costs more. */
function priceOf(product, strings, locale) {
  const lowest = formatMoney(product.price, product.currency, locale);
  return product.from && lowest ? strings.priceFrom(lowest) : lowest;
}

function card(product, strings, locale) {
  const name = escape(product.title);
  const button = (action, label) =>
    new Html(
      `<button type="button" data-product="${escape(product.id)}" data-title="${name}" data-action="${action}" ` +
        `class="${action}">${escape(label)}<span class="sr">: ${name}</span></button>`,
    );
  return html`<li class="card">${picture(product)}
    <div class="about">${title(product)}<p class="price">${priceOf(product, strings, locale)}</p></div>
    <div class="buttons">${button("order", strings.order)}${button("more", strings.more)}</div></li>`;
}

/** Product cards with image, title, price and the two buttons. */
export function productCards(products, strings, locale) {
  const label = strings.products;
  return html`<ul class="cards" aria-label="${label}">${products.map((product) => card(product, strings, locale))}</ul>`;
}

/** At most three quick replies; they vanish when anything is said after them. */
export function quickReplies(choices, strings) {
  const buttons = choices
    .slice(0, MOST_CHOICES)
    .map(({ id, title }) => html`<button type="button" data-choice="${id}" data-title="${title}">${title}</button>`);
  return html`<div class="${TEMPORARY} choices" role="group" aria-label="${strings.choices}">${buttons}</div>`;
}

/** Something went wrong with the message `id` (`trouble` says what); the button sends the very same one again. */
export function retryButton(id, strings, trouble = null) {
  const words = trouble && html`<div class="notice">${spoken(strings.assistant)}${new Html(plainText(trouble))}</div>`;
  return html`<div class="${TEMPORARY} choices">${words}<button type="button" data-retry="${id}">${strings.retry}</button></div>`;
}

/** What was said before is not shown to whoever sits down at this browser, but for this button. */
export function earlierButton(strings) {
  return html`<div class="choices earlier"><button type="button" data-earlier="yes">${strings.earlier}</button></div>`;
}

/** All bubbles of one batch of replies in order: texts and cards first, the quick replies last. */
export function batch(replies, strings, locale, { withChoices = true } = {}) {
  const shapes = [];
  for (const reply of replies) {
    if (reply.text) shapes.push(botBubble(reply, strings));
    if (reply.products?.length) shapes.push(productCards(reply.products, strings, locale));
  }
  const choices = withChoices ? replies.flatMap((reply) => reply.choices ?? []) : [];
  if (choices.length) shapes.push(quickReplies(choices, strings));
  return shapes.map(String);
}

/** How many words the assistant said, notices apart. */
export function countWords(replies) {
  const said = replies.filter((reply) => reply.kind !== "notice").map((reply) => reply.text ?? "");
  return said.join(" ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
