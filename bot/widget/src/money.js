/** A decimal string ("3.20") as money in the reader's language; "" when there is no price. */
export function formatMoney(price, currency, locale) {
  const amount = Number(price);
  if (price === null || price === undefined || price === "" || !Number.isFinite(amount)) return "";
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
  } catch {
    return `${price} ${currency ?? ""}`.trim(); // a currency that Intl does not know is shown as the shop wrote it
  }
}

/** An amount and its currency stay on one line. */
export function unbroken(text) {
  return String(text ?? "").replace(/(?<=\d) (?=\p{Sc}|[A-Z]{3}\b)|(?<=\p{Sc}) (?=\d)/gu, "\u00a0");
}
