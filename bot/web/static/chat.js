// The page of one chat: puts the talk, the messages on their way and the stream together.
import { Log, make } from "./log.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";

const by = (id) => document.getElementById(id);
const settings = document.body.dataset;
const words = JSON.parse(settings.words);
const limits = JSON.parse(settings.limits);
const title = document.title;
const composer = by("composer");
const answer = by("answer");
const picker = by("file");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let loaded = false;
let unseen = 0;
let toShow = [];
let shownTimer = 0;
let dotsTimer = 0;
let statusTimer = 0;
let away = false;
let awaiting = false; // an answer of the bot to what was said last

const log = new Log({ lines: by("log"), pending: by("pending") }, words, {
  tap: (tap, label) => say({ tap, label }),
  command: (text) => say({ text, label: text }),
  photo: () => picker.click(),
  drop: (key) => outbox.drop(key),
  arrived: (key) => outbox.drop(key),
});

const outbox = new Outbox(settings.chat, {
  mark: (key, state) => log.mark(key, state),
  kept: (key) => {
    log.mark(key, "kept");
    if (!stream.source) stream.again();
    dots(awaiting);
  },
  shut: closed,
}, (status, item) => {
  if (status !== 413) return words.notTaken;
  return item.photo ? words.photoTooBig : words.fileTooBig;
});

const stream = new Stream(() => log.last, { lines: arrived, up: connected, down: disconnected, shut: closed });

// What is said

function say(message) {
  awaiting = true;
  log.wait(outbox.put(message));
  by("about").hidden = true;
  toEnd();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = answer.value.trim();
  if (!text) return answer.focus();
  answer.value = "";
  grow();
  say({ text, label: text });
  answer.focus();
});

answer.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit ? composer.requestSubmit() : by("send").click();
});
answer.addEventListener("input", grow);

function grow() {
  answer.style.height = "auto";
  answer.style.height = `${answer.scrollHeight + 3}px`;
}

by("begin").addEventListener("click", (event) => {
  event.preventDefault();
  say({ text: by("begin").textContent, label: by("begin").textContent });
});

picker.addEventListener("change", async () => {
  const chosen = picker.files[0];
  picker.value = "";
  if (!chosen) return;
  const photo = chosen.type.startsWith("image/");
  const file = photo ? await smaller(chosen) : chosen;
  const message = { file, photo, label: `${by("pick").textContent.trim()}: ${chosen.name}` };
  const tooBig = file.size > (photo ? limits.photo : limits.document);
  if (tooBig) message.refused = true;
  awaiting = !tooBig;
  const item = outbox.put(message);
  log.wait(item);
  if (tooBig) log.mark(item.key, photo ? words.photoTooBig : words.fileTooBig);
  by("about").hidden = true;
  toEnd();
});

/** A big photo made smaller here: quicker on a slow line, and what the camera noted (place, time) stays behind. */
async function smaller(file) {
  const side = 2400;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < 2 ** 20) return file;
    const canvas = make("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    return blob ? new File([blob], "anh.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

// What is heard

function arrived(lines) {
  const box = by("log");
  if (!loaded) box.setAttribute("aria-live", "off"); // the history is not read aloud
  const near = nearEnd() || awaiting;
  const fresh = log.add(lines);
  if (lines.length) by("about").hidden = true;
  else if (!loaded && !log.last && !outbox.items.length) by("about").hidden = false;
  if (fresh.length) {
    awaiting = false;
    dots(false);
    toShow.push(...fresh.map((one) => one.line.id));
    report();
    notice(fresh.length);
  }
  if (!loaded) {
    loaded = true;
    outbox.items.forEach((item) => log.pending.has(item.key) || log.wait(item));
    outbox.hurry();
    if (log.last) scrollTo(0, document.documentElement.scrollHeight);
    setTimeout(() => box.setAttribute("aria-live", "polite"), 500);
  } else if (lines.length) {
    if (near) follow(fresh);
    else by("newer").hidden = !fresh.length;
  }
}

function notice(count) {
  if (!document.hidden || !loaded) return;
  unseen += count;
  document.title = `(${unseen}) ${title}`;
}

/** Tell what this page showed, once it is really seen. */
function report() {
  clearTimeout(shownTimer);
  if (!toShow.length || document.hidden) return;
  shownTimer = setTimeout(async () => {
    const ids = toShow.splice(0);
    const request = { method: "POST", headers: { "content-type": "application/json", accept: "application/json" } };
    try {
      const reply = await fetch("api/shown", { ...request, body: JSON.stringify({ ids }) });
      if (reply.status >= 500) throw new Error("later");
    } catch {
      toShow.unshift(...ids);
      shownTimer = setTimeout(report, 5000);
    }
  }, 200);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unseen = 0;
  document.title = title;
  report();
});

function dots(on) {
  clearTimeout(dotsTimer);
  if (!on) {
    by("dots").hidden = true;
    return;
  }
  dotsTimer = setTimeout(() => {
    if (stream.source) by("dots").hidden = false;
    if (nearEnd()) toEnd();
    dotsTimer = setTimeout(() => dots(false), 12000);
  }, 500);
}

// Where the page stands

function nearEnd() {
  return document.documentElement.scrollHeight - innerHeight - scrollY < 160;
}

function toEnd() {
  by("newer").hidden = true;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: calm.matches ? "auto" : "smooth" });
}

/** To the end, but never past the first line of what is new: a long message is read from its top. */
function follow(fresh) {
  if (!fresh.length) return toEnd();
  const header = document.querySelector(".top");
  const covered = getComputedStyle(header).position === "sticky" ? header.offsetHeight : 0;
  const top = fresh[0].element.getBoundingClientRect().top + scrollY - covered - 12;
  const end = document.documentElement.scrollHeight - innerHeight;
  scrollTo({ top: Math.min(top, end), behavior: calm.matches ? "auto" : "smooth" });
}

by("newer").addEventListener("click", toEnd);
addEventListener("scroll", () => { if (nearEnd()) by("newer").hidden = true; }, { passive: true });

/** With large type on a small screen, header and field would leave no room: let them scroll with the rest. */
function makeRoom() {
  const bars = document.querySelector(".top").offsetHeight + composer.offsetHeight;
  document.body.classList.toggle("cramped", bars > innerHeight * 0.4);
}

addEventListener("resize", makeRoom);
if (window.ResizeObserver) new ResizeObserver(makeRoom).observe(document.body);
makeRoom();

// Is the page connected?

function tell(text, well) {
  const status = by("status");
  status.className = well ? "status well" : "status";
  status.replaceChildren(...(text ? [make("span", "", text)] : []));
}

function disconnected() {
  dots(false);
  if (away) return;
  clearTimeout(statusTimer);
  const say = () => { away = true; tell(words.connecting, false); };
  if (navigator.onLine) statusTimer = setTimeout(say, 1200); // a restart of the server is over before that
  else say();
}

function connected() {
  clearTimeout(statusTimer);
  outbox.hurry();
  report();
  if (!away) return;
  away = false;
  tell(words.connected, true);
  statusTimer = setTimeout(() => tell(""), 4000);
}

function closed() {
  stream.end();
  clearTimeout(statusTimer);
  tell(words.closedHere, false);
  const link = make("a", "", words.newChat);
  link.href = new URL("../../?moi=1", location.href).pathname + "?moi=1";
  by("status").firstChild.append(" ", link);
}

// "Xóa màn hình này"

const dialog = by("forgetting");
if (typeof dialog.showModal === "function") {
  by("forget").setAttribute("role", "button");
  by("forget").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  by("forget").addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    dialog.showModal();
  });
  by("forget-no").addEventListener("click", () => dialog.close());
  by("forget-yes").addEventListener("click", forget);
}

async function forget() {
  by("forget-yes").disabled = true;
  try {
    const reply = await fetch("api/forget", { method: "POST", headers: { accept: "application/json" } });
    if (!reply.ok) throw new Error("later");
    outbox.clear();
    stream.end();
    location.replace((await reply.json()).next);
  } catch {
    dialog.close();
    tell(words.connecting, false);
    stream.again();
  } finally {
    by("forget-yes").disabled = false;
  }
}

addEventListener("beforeunload", (event) => { if (outbox.holdsFiles()) event.preventDefault(); });

stream.connect();
