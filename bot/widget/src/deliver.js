// Sending one message for certain: the same id again and again until the shop has answered, so nothing counts twice.

import { ApiError } from "./api.js";

export const DELAYS_MS = [500, 1500, 3500];
const GIVE_UP_MS = 15_000; // the shop answers within 3 s; a call that hangs longer is tried again
const WORTH_ANOTHER_TRY = (status) => status === 429 || status >= 500;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Send `body` (its id never changes) and say what came of it:
 * {state: "answered" | "degraded", replies, startOver} (degraded only when nothing was taken, so that trying again helps) · {state: "refused", code} for good · {state: "unreachable"} after all tries.
 */
export async function deliver(send, body, { sleep = pause, delays = DELAYS_MS } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await send(body, AbortSignal.timeout(GIVE_UP_MS));
      const state = answer.degraded && !answer.taken ? "degraded" : "answered";
      return { state, replies: answer.replies ?? [], ...(answer.start_over && { startOver: true }) };
    } catch (error) {
      const refused = error instanceof ApiError && !WORTH_ANOTHER_TRY(error.status);
      if (refused) return { state: "refused", code: error.code, replies: [] };
      if (attempt >= delays.length) return { state: "unreachable", replies: [] };
      await sleep(delays[attempt]);
    }
  }
}
