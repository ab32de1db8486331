// Two tabs of one customer are one conversation: what is said in one is shown in the other.

/** `hear` is called with what another tab told under the same `name`. Where a browser has no such channel, tabs stay apart. */
export class Tabs {
  constructor(name, hear) {
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(name) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => hear(data);
  }

  tell(what) {
    this.channel?.postMessage(what);
  }

  close() {
    this.channel?.close();
    this.channel = null;
  }
}
