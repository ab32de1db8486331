// The shop's HTTP contract as seen from the page. Addresses are relative: the page may be served under any path.

const STALE_TOKEN = new Set(["no_token", "bad_token", "expired_token"]);

/** The shop answered with an error: its status, its code ("too_long") and its sentence. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message || code);
    this.status = status;
    this.code = code;
  }
}

/** One call that answers JSON, or a file where `file` is set. Network trouble rejects with fetch's own TypeError, a refusal with ApiError. */
export async function call(method, path, { body, token, signal, file = false, fetch = globalThis.fetch } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  if (file && response.ok) return response.blob();
  const answer = await response.json().catch(() => null); // a proxy's error page has no JSON: the status is what counts
  if (response.ok && answer !== null) return response.headers?.get("solito-taken") ? { ...answer, taken: true } : answer;
  const { code = `http_${response.status}`, message = "" } = answer?.error ?? {};
  throw new ApiError(response.ok ? 502 : response.status, code, message);
}

/** What one customer may do. `persona.token({renew})` hands out the token, a new one when the old has run out. */
export class CustomerApi {
  constructor(persona) {
    this.persona = persona;
  }

  async call(method, path, options = {}) {
    try {
      return await call(method, path, { ...options, token: await this.persona.token() });
    } catch (error) {
      if (!(error instanceof ApiError) || !STALE_TOKEN.has(error.code)) throw error;
      return call(method, path, { ...options, token: await this.persona.token({ renew: true }) });
    }
  }

  async send(message, signal) {
    await this.persona.token();
    const lang = this.persona.chosen(message);
    const answer = await this.call("POST", "messages", { body: lang ? { ...message, lang } : message, signal });
    if (lang && !message.event) this.persona.heard(lang);
    return answer;
  }

  pushed(after, signal) {
    return this.call("GET", `messages?${new URLSearchParams({ after: after ?? "" })}`, { signal });
  }

  /** On a browser that may be anybody's the shop hides what was said before a pause, until somebody asks: `shown`. */
  history(after, { shown = false, limit = 100 } = {}) {
    return this.call("GET", `history?${new URLSearchParams({ after: after ?? "", limit, ...(shown && { shown: "yes" }) })}`);
  }

  me(lang) {
    return this.call("GET", `me?${new URLSearchParams({ lang })}`);
  }

  /** Everything as a file: "json", or "csv" (a zip of tables). */
  export(format) {
    return this.call("GET", `me/export?${new URLSearchParams({ format })}`, { file: true });
  }

  /** `recipient` is set for a fact about somebody else. */
  correct(name, value, recipient) {
    return this.call("POST", "me/corrections", { body: recipient ? { name, value, recipient } : { name, value } });
  }

  consent(purpose, granted) {
    return this.call("PUT", `me/consents/${encodeURIComponent(purpose)}`, { body: { granted } });
  }

  links() {
    return this.call("GET", "me/links");
  }

  linkCode() {
    return this.call("POST", "me/links/code", { body: {} });
  }

  unlink(identity) {
    return this.call("DELETE", `me/links/${encodeURIComponent(identity)}`);
  }

  forget() {
    return this.call("DELETE", "me");
  }
}

export const shop = {
  about: (lang) => call("GET", `shop?${new URLSearchParams({ lang })}`),
  customers: () => call("GET", "demo/customers"),
  session: (lang) => call("POST", "session", { body: { lang } }),
  demoSession: (customer) => call("POST", "demo/session", { body: { customer } }),
  advanceClock: (seconds) => call("POST", "demo/clock", { body: { advance_s: seconds } }),
};
