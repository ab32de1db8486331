// The canned answers of the development server. Nothing here is the bot: it only shows every shape that the page must draw.

export const SHOP = { name: "Bottega Sole", tagline: "Coffee, bread and things for the house", currency: "EUR", languages: ["en", "it"], demo: true, news: "The first fig jam of the year is on the shelf, and the focaccia comes out of the oven at eleven." };

export const PEOPLE = [
  { id: "demo-marco", name: "Marco", blurb: "Comes every morning. Few words, always in a hurry." },
  { id: "demo-giulia", name: "Giulia", blurb: "Loves a chat and whatever is new." },
  { id: "demo-hartmann", name: "Mr Hartmann", blurb: "Polite and careful. Asks before he buys." },
  { id: "demo-lena", name: "Lena", blurb: "Once bought a red handbag, as a present." },
];

const product = (id, title, price) => ({ id, title, price, currency: "EUR", url: "", image: `images/${id}.svg` });
const SHELF = [product("flat-white", "Flat white", "3.20"), product("focaccia", "Focaccia with rosemary", "4.50"), product("fig-jam", "Fig jam, small batch", "6.90")];
const reply = (text, { choices = [], products = [], kind = "reply" } = {}) => ({ kind, text, choices: choices.map(([id, title]) => ({ id, title })), products });

const HELLOS = {
  "demo-marco": ["Morning. Your usual?", [["yes", "Yes"], ["something_else", "Something else"]]],
  "demo-giulia": ["Good morning, Giulia, how lovely to see you again! The fig jam that you asked about has come in, and it smells of late summer. Shall we start with coffee?", [["yes", "Oh yes"], ["show:fig-jam", "Tell me about the jam"]]],
};

/** What the fake says to a message. */
export function answer({ customer }, { text = "", choice, event }) {
  const terse = customer === "demo-marco";
  if (event) {
    const [hello, choices] = HELLOS[customer] ?? ["Good morning. What can I get you?", []];
    return [reply("You are writing with Bottega Sole's AI assistant.", { kind: "notice" }), reply(hello, { choices })];
  }
  if (choice === "person") return [reply("I have told the shop. Nobody has taken over yet; until then I am glad to go on helping.")];
  if (choice === "yes") return [reply(terse ? "Flat white, large. €3.80. Ordered: A-1042, ready in 5 minutes." : "With pleasure: one flat white, large, for €3.80. It is number A-1042 and will be ready in about five minutes.", {}), reply("Shall I remember your order and how you like to be served?", { kind: "notice", choices: [["consent_yes", "Yes"], ["consent_no", "Not now"], ["consent_what", "What's kept?"]] })];
  if (/tell me more/i.test(text)) return [reply("It is cooked in small pots by a family twenty kilometres from here, without pectin. Forty jars were made this year.", { products: [SHELF[2]] })];
  if (choice?.startsWith("show:")) return [reply("That is €3.20. Shall I order it?", { choices: [["yes", "Yes, please"], ["no", "No"]] })];
  if (choice) return [reply("Of course.")];
  if (/flat white/i.test(text)) return [reply("That is €3.20. Shall I order it?", { choices: [["yes", "Yes, please"], ["no", "No"]] })];
  if (/fresh|new|coffee|show|recommend|fresco/i.test(text)) {
    const words = terse ? "Today: these three." : "Let me see what came out of the oven and off the van this morning. These three are the ones I would take home myself:";
    return [reply(words, { products: SHELF, choices: [["pick:flat-white", "The flat white"], ["something_else", "Something else"], ["no", "Just looking"]] })];
  }
  return [reply(terse ? `Got it: ${text}` : `I have heard you say “${text}”, and I shall see what I can do about it. Would you like it today?`)];
}

const at = "2024-05-03T08:00:00Z";

/** What GET /me shows at first. */
export function me(customer) {
  if (customer.startsWith("anon-")) return { customer, name: null, lang: "en", visits: 1, consents: {}, facts: [], estimates: [], orders: [] };
  const granted = { granted: true, at, how: "demo" };
  return {
    customer, name: "Marco", lang: "en", visits: 9,
    consents: { remember: granted, personalise: granted, recommend: { ...granted, granted: false } },
    facts: [
      { name: "milk", called: "Milk", value: "oat", at, evidence: "oat milk, as always", why: "you said so on 3 May: “oat milk, as always”" },
      { name: "size", called: "Size", value: "M", at, evidence: "my sister's size is M", why: "you said so on 3 May: “my sister's size is M”", recipient: "sister" },
    ],
    estimates: [
      { name: "verbosity", value: 4.1, sd: 1.2, n: 14, scope: "profile", says: "you tend to write short messages", acts_on: true, called: "Length of your messages", confidence: 0.6, sure: "fairly sure", stated: false, why: "from 14 of your messages, the last on 3 May" },
      { name: "formality", value: -0.3, sd: 0.22, n: 9, scope: "profile", says: "you tend to write casually", acts_on: true, called: "Formal or casual", confidence: 0.3, sure: "only a guess", stated: false, why: "you wrote “pls” on 3 May" },
      { name: "urgency", value: 0.4, sd: 0.28, n: 1, scope: "visit", says: "you are in a hurry today", acts_on: true, called: "Hurry", confidence: 0.1, sure: "only a guess", stated: false, why: "you wrote “quick” on 3 May" },
    ],
    orders: [{ id: "A-1041", at, lines: [{ title: "Flat white, large, oat milk", quantity: 1, price: "3.80" }], total: "3.80", currency: "EUR" }],
  };
}

/** A plain picture for any product. */
export function picture(name) {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 60;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 60% 86%)"/><circle cx="48" cy="52" r="24" fill="hsl(${hue} 55% 52%)"/></svg>`;
}
