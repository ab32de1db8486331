// What the chat looks like inside its shadow root. Colours come from the page's custom properties, which cross the boundary.

export const SEND_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="2.2" ' +
  'stroke-linecap="round" stroke-linejoin="round"><path d="M12 19V5M5.5 11.5 12 5l6.5 6.5"/></svg>';

const READERS_ONLY = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";

const BUBBLES = `
  .message-bubble { max-width: 82%; margin-top: .45rem; padding: .55rem .85rem; border-radius: 1.1rem; line-height: 1.42; overflow-wrap: anywhere; }
  .message-bubble p { margin: 0; } .message-bubble p + p { margin-top: .5rem; }
  .ai-message-text { background: var(--bubble); color: var(--ink); border-end-start-radius: .3rem; }
  .user-message-text { background: var(--terracotta); color: var(--on-terracotta); border-end-end-radius: .3rem; margin-top: .9rem; }
  .inner-message-container { width: calc(100% - 1.8rem); }
  .outer-message-container:first-child { padding-top: .5rem; }
  .outer-message-container:last-child { margin-bottom: 1rem; }
  .sr { ${READERS_ONLY}; }
  .message-bubble:has(> .notice) { background: transparent; padding: .1rem .3rem; max-width: 92%; }
  .notice { color: var(--muted); font-size: .84rem; line-height: 1.4; padding-inline-start: .7rem; border-inline-start: 2px solid var(--line); }
  .message-bubble:has(> .staff) { background: var(--olive-wash); border: 1px solid var(--olive-line); }
  .badge { display: block; font-size: .74rem; font-weight: 650; color: var(--olive); margin-bottom: .15rem; }
  .message-bubble:has(> .divider) { background: none; width: 100%; max-width: 100%; padding: .5rem 0; }
  .divider { display: flex; align-items: center; gap: .8rem; color: var(--muted); font-size: .84rem; font-style: italic; }
  .divider::before, .divider::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
  .deep-chat-loading-message-dots-container { --loading-message-color: var(--terracotta-soft); --loading-message-color-fade: var(--line);
    padding: .85rem .85rem .85rem 1.45rem; }`;

const BUTTONS = `
  button { font: inherit; cursor: pointer; border-radius: 999px; border: 1.5px solid var(--terracotta); background: var(--paper);
    color: var(--terracotta-ink); min-height: 2.5rem; padding: .35rem 1rem; font-weight: 550; transition: background .15s ease; }
  button:hover { background: var(--terracotta-wash); }
  button:focus-visible, a:focus-visible, .input-button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  #messages:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
  .message-bubble:has(> .choices) { background: none; padding: .25rem 0 0; max-width: 100%; }
  .choices { display: flex; flex-wrap: wrap; gap: .5rem; }
  .choices button { text-align: start; } .choices .notice { flex-basis: 100%; }
  @media (pointer: coarse) { .buttons button { min-height: 2.4rem; } }`;

const CARDS = `
  .message-bubble:has(> .cards) { background: none; padding: 0; width: 100%; max-width: 100%; }
  .cards { list-style: none; margin: .15rem 0 0; padding: 0; display: grid; gap: .45rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
  .card { display: grid; grid-template-columns: 4rem 1fr; gap: .25rem .8rem; padding: .5rem .7rem .5rem .5rem; background: var(--paper); border: 1px solid var(--line);
    border-radius: 1rem; align-items: center; }
  .picture { grid-row: span 2; position: relative; width: 4rem; height: 4rem; border-radius: .75rem; overflow: hidden; background: var(--bubble);
    display: grid; place-items: center; }
  .picture::before { content: attr(data-initial); font: 600 1.7rem "Fraunces Variable", Georgia, serif; color: var(--terracotta-soft); }
  .picture img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; background: var(--bubble); }
  .about { display: flex; gap: .8rem; justify-content: space-between; align-items: baseline; }
  .about h4 { margin: 0; font-weight: 600; font-size: 1rem; line-height: 1.25; } .about a { color: inherit; }
  .price { color: var(--olive); font-weight: 650; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .buttons { display: flex; gap: .4rem; }
  .buttons button { min-height: 1.9rem; padding: .05rem .85rem; font-size: .92rem; }
  .buttons .order { background: var(--terracotta); color: var(--on-terracotta); } .buttons .order:hover { background: var(--terracotta-dark); }
  .buttons .more { border-color: var(--line); color: var(--ink); }`;

const INPUT = `
  #input { padding: .6rem .9rem .9rem; display: flex; box-sizing: border-box; }
  .input-button-container { position: static; }
  #text-input-container { width: 100%; margin: 0; background: var(--paper); border: 1.5px solid var(--line); border-radius: 1.4rem; box-shadow: none; max-height: 8.5rem; }
  #text-input-container:focus-within { border-color: var(--terracotta); outline: 3px solid var(--focus); outline-offset: 1px; }
  .text-input-styling { padding: .72rem 3.2rem .72rem 1.05rem; line-height: 1.4; color: var(--ink); }
  [contenteditable][textcolor]:empty:before { color: var(--muted); }
  .inside-end { inset-inline-end: 1.25rem; inset-block-end: 1.24rem; }
  .input-button { width: 2.35rem; height: 2.35rem; border-radius: 50%; background: var(--terracotta); display: grid; place-items: center; margin: 0; }
  .input-button:hover, .input-button:focus-visible { background: var(--terracotta-dark); }
  .input-button svg { color: var(--on-terracotta); position: static !important; width: 1.25rem !important; height: 1.25rem !important; filter: none !important; }
  :host([data-shared]) #input { display: none; }`;

const CALM = `
  ::-webkit-scrollbar-thumb { background: var(--line); } ::-webkit-scrollbar-track { background: transparent; }
  @media (prefers-reduced-motion: no-preference) {
    .outer-message-container { animation: arrive .22s ease-out; } @keyframes arrive { from { opacity: 0; transform: translateY(.4rem); } } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
  @media (forced-colors: active) { .input-button svg { color: ButtonText; } .message-bubble:not(:has(> .choices, > .cards, > .notice, > .divider)), .card, .input-button { border: 1px solid; } }`;

export const CHAT_CSS = BUBBLES + BUTTONS + CARDS + INPUT + CALM;
