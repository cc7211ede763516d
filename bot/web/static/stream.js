// The page's ear: server-sent events while it is seen, a slow look now and then while it is not.
// (A browser allows six connections to one address: hidden tabs must not hold one each.)

const SILENCE = 40000; // two beats of the server and a bit
const HIDDEN_AFTER = 3000;
const HIDDEN_LOOK = 20000;

export class Stream {
  /** after(): the last line shown; on: {lines(list), up(), down(), shut()} */
  constructor(after, on) {
    Object.assign(this, { after, on });
    this.source = null;
    this.timer = 0;
    this.silence = 0;
    this.pause = 500;
    this.ended = false;
    this.connecting = false;
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("online", () => this.again());
    addEventListener("offline", () => this.lost());
    addEventListener("pageshow", (event) => event.persisted && this.again());
    addEventListener("pagehide", () => this.close());
  }

  /** First what was missed (this also tells whether the chat may still be opened), then the stream. */
  async connect() {
    if (this.ended || this.connecting) return;
    this.connecting = true;
    clearTimeout(this.timer);
    this.close();
    const reached = await this.look();
    this.connecting = false;
    if (this.ended) return;
    if (!reached) return this.lost();
    this.pause = 500;
    this.on.up();
    if (document.hidden) {
      this.timer = setTimeout(() => this.connect(), HIDDEN_LOOK);
      return;
    }
    this.listen();
  }

  /** Fetch what is newer; whether the server was reached. */
  async look() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), 15000);
    try {
      const options = { headers: { accept: "application/json" }, signal: stop.signal };
      const found = []; // a long history comes in several parts
      for (let after = this.after(), more = true; more; ) {
        const answer = await fetch(`api/lines?after=${after}`, options);
        if (answer.status === 403) {
          this.end();
          this.on.shut();
          return false;
        }
        if (!answer.ok) return false;
        const lines = (await answer.json()).lines;
        found.push(...lines);
        more = lines.length > 0;
        if (more) after = lines[lines.length - 1].id;
      }
      this.on.lines(found);
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  listen() {
    const source = new EventSource(`api/stream?after=${this.after()}`);
    this.source = source;
    this.heard();
    source.addEventListener("lines", (event) => {
      this.heard();
      this.on.lines(JSON.parse(event.data));
    });
    source.addEventListener("beat", () => this.heard());
    source.addEventListener("error", () => source === this.source && this.lost());
  }

  heard() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), SILENCE);
  }

  lost() {
    if (this.ended) return;
    this.close();
    this.on.down();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, 10000);
  }

  again() {
    this.pause = 500;
    this.connect();
  }

  seen() {
    if (!document.hidden) {
      clearTimeout(this.timer);
      if (!this.source) this.again();
    } else if (this.source) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => document.hidden && this.connect(), HIDDEN_AFTER);
    }
  }

  close() {
    clearTimeout(this.silence);
    if (this.source) this.source.close();
    this.source = null;
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.close();
  }
}
