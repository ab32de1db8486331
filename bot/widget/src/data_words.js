// How the "your data" panel says things in plain words. Pure.

/** Per dial: the standard deviation at which we know nothing (the spread among customers), in the dial's own unit. */
const SPREAD = { verbosity: 8, emoji_count: 1, warmth: 0.3, urgency: 0.3, price_mindedness: 0.3, hesitation: 0.3, detail: 0.3 };
const USUAL_SPREAD = 0.5; // for dials from −1 to +1

/** How sure we are of an estimate, 0 … 1: one minus its standard deviation as a share of the spread among customers. */
export function confidence({ name, sd, n }) {
  if (typeof sd !== "number" || !(n > 0)) return 0;
  return Math.min(1, Math.max(0, 1 - sd / (SPREAD[name] ?? USUAL_SPREAD)));
}

/** The key of the words for a confidence: "guess" under a third, "fair" under two thirds, "sure" above. */
export function confidenceWord(share) {
  if (share < 1 / 3) return "guess";
  return share < 2 / 3 ? "fair" : "sure";
}

/** "price_mindedness" as the panel's own word for it, or as the bare words where it has none. */
export function wordFor(name, words) {
  return words[name] ?? name.replaceAll("_", " ");
}

/** An ISO time as the reader's date; "" when there is none. */
export function dateFor(at, locale) {
  const date = new Date(at ?? "");
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(date);
}
