// Every word that the page itself says, in the languages that it speaks. The shop's own words come from the shop.

import { en } from "./strings_en.js";
import { it } from "./strings_it.js";

const TABLES = { en, it };
export const LANGUAGES = Object.keys(TABLES);

/** The first language that the visitor asks for and that page and shop both speak; English where there is none. */
export function pickLanguage(wanted, spoken = LANGUAGES) {
  const short = wanted.filter(Boolean).map((tag) => tag.toLowerCase().split("-")[0]);
  return short.find((lang) => lang in TABLES && spoken.includes(lang)) ?? "en";
}

/** The visitor's own variant of a language (en-GB, de-IT …) for dates and money, or the language itself. */
export function pickLocale(lang, wanted) {
  return wanted.find((tag) => tag?.toLowerCase().split("-")[0] === lang) ?? lang;
}

export const stringsFor = (lang) => TABLES[lang] ?? en;
