// What was typed and is not kept yet: sent one by one, in order, again and again with the same key.
// Words stay in the tab's own memory (sessionStorage) over a reload; photos are never stored.

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  /** on: {mark(key, state), kept(key), shut()}; refusal(status, item): the sentence for what is never taken. */
  constructor(chat, on, refusal) {
    Object.assign(this, { on, refusal });
    this.place = `outbox:${chat}`;
    this.items = this.restore();
    this.busy = false;
    this.pause = 1000;
    this.timer = 0;
  }

  restore() {
    try {
      const items = JSON.parse(sessionStorage.getItem(this.place) || "[]");
      return Array.isArray(items) ? items : [];
    } catch {
      return [];
    }
  }

  remember() {
    const words = this.items.filter((item) => !item.file && !item.refused);
    try {
      if (words.length) sessionStorage.setItem(this.place, JSON.stringify(words));
      else sessionStorage.removeItem(this.place);
    } catch {
      // no storage here (a private window): the tab's memory must do
    }
  }

  /** Take a message to send; gives it back with its key. */
  put(message) {
    const item = { key: newKey(), ...message };
    this.items.push(item);
    this.remember();
    this.go();
    return item;
  }

  drop(key) {
    this.items = this.items.filter((item) => item.key !== key);
    this.remember();
  }

  clear() {
    this.items = [];
    this.remember();
  }

  holdsFiles() {
    return this.items.some((item) => item.file && !item.refused);
  }

  /** Try now, not after the pause. */
  hurry() {
    clearTimeout(this.timer);
    this.pause = 1000;
    this.go();
  }

  async go() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    let item;
    while ((item = this.items.find((one) => !one.refused))) {
      if (!(await this.sendOne(item))) break;
    }
    this.busy = false;
  }

  /** Whether the next one may follow. */
  async sendOne(item) {
    this.on.mark(item.key, "sending");
    const answer = await this.post(item);
    const status = answer ? answer.status : 0;
    if (status === 200) {
      this.drop(item.key);
      this.pause = 1000;
      this.on.kept(item.key);
      return true;
    }
    if (status === 403) {
      this.on.mark(item.key, "waiting");
      this.on.shut();
      return false;
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      item.refused = true;
      this.remember();
      this.on.mark(item.key, this.refusal(status, item));
      return true;
    }
    for (const one of this.items) if (!one.refused) this.on.mark(one.key, "waiting");
    const asked = Number(answer && answer.headers.get("retry-after")) * 1000 || 0;
    this.timer = setTimeout(() => this.go(), Math.max(asked, this.pause));
    this.pause = Math.min(this.pause * 2, 15000);
    return false;
  }

  async post(item) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), item.file ? 120000 : 20000);
    const request = { method: "POST", headers: { accept: "application/json" }, signal: stop.signal };
    if (item.file) {
      request.body = new FormData();
      request.body.append("key", item.key);
      request.body.append("text", item.text || "");
      request.body.append("file", item.file, item.file.name);
    } else {
      request.headers["content-type"] = "application/json";
      request.body = JSON.stringify({ key: item.key, text: item.text || "", tap: item.tap || "" });
    }
    try {
      return await fetch("api/messages", request);
    } catch {
      return null;
    } finally {
      clearTimeout(late);
    }
  }
}
