import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, call } from "../src/api.js";
import { deliver } from "../src/deliver.js";

const BODY = { id: "m-1", text: "hello" };
const ANSWER = { id: "m-1", replies: [{ text: "hi" }] };

/** A line that fails with each of `failures` in turn and then answers; it notes what was sent and how long was waited. */
function line(failures, answer = ANSWER) {
  const sent = [];
  const slept = [];
  const send = async (body) => {
    sent.push(body.id);
    const failure = failures[sent.length - 1];
    if (failure) throw failure;
    return answer;
  };
  return { sent, slept, run: () => deliver(send, BODY, { sleep: async (ms) => slept.push(ms), delays: [1, 2, 3] }) };
}

test("a dropped line and a busy shop are tried again with the same id, each time after a longer pause", async () => {
  const { sent, slept, run } = line([new TypeError("down"), new ApiError(503, "unavailable")]);
  assert.deepEqual(await run(), { state: "answered", replies: ANSWER.replies });
  assert.deepEqual(sent, ["m-1", "m-1", "m-1"]);
  assert.deepEqual(slept, [1, 2]);
});

test("after three more tries the message is handed back as unreachable, not lost", async () => {
  const { sent, run } = line(Array(9).fill(new TypeError("down")));
  assert.deepEqual(await run(), { state: "unreachable", replies: [] });
  assert.equal(sent.length, 4);
});

test("a refusal is final and says why", async () => {
  const { sent, run } = line([new ApiError(413, "too_long")]);
  assert.deepEqual(await run(), { state: "refused", code: "too_long", replies: [] });
  assert.equal(sent.length, 1);
});

test("an outage answer is shown but is not final", async () => {
  const { run } = line([], { ...ANSWER, degraded: true });
  assert.equal((await run()).state, "degraded");
});

test("a turn that was taken without the shop's memory is an answer like any other: nobody needs to try again", async () => {
  const { run } = line([], { ...ANSWER, degraded: true, taken: true });
  assert.equal((await run()).state, "answered");
});

test("whether a turn was taken is read from the answer's head", async () => {
  const answered = (head) => async () => new Response(JSON.stringify(ANSWER), { headers: head });
  assert.equal((await call("POST", "messages", { fetch: answered({ "solito-taken": "yes" }) })).taken, true);
  assert.equal((await call("POST", "messages", { fetch: answered({}) })).taken, undefined);
});
