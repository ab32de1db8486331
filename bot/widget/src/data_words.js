// How the "your data" panel says things in plain words. Pure.

/** "you wrote “pls” on 3 March" as a sentence of its own. */
export function sentence(clause) {
  return clause ? `${clause[0].toUpperCase()}${clause.slice(1)}.` : "";
}

/** The shop's plain word for a fact or a guess, or its bare words where it has none. */
export function wordFor({ called, name }) {
  return called ?? name.replaceAll("_", " ");
}

/** An ISO time as the reader's date; "" when there is none. */
export function dateFor(at, locale) {
  const date = new Date(at ?? "");
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(date);
}
