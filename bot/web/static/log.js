// The talk on the page: lines, days, choices, a mark for what is still on its way. Builds elements only.

const PART = /^[\p{Lu} ]{6,40}$/u; // "NGƯỜI KHAI": the head of a part on the check page
const COMMAND = /(^|[\s(:,])(\/[a-z]{3,20})(?![a-z0-9/])/g;

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Text with its commands (/trangthai) as buttons that send them; warnings and heads of parts stand out. */
function fillText(element, text, warning, onCommand) {
  text.split("\n").forEach((line, index) => {
    if (index) element.append("\n");
    const grave = line.startsWith(warning);
    const place = grave || PART.test(line) ? make("strong", grave ? "warning" : "") : element;
    fillWithCommands(place, line, onCommand);
    if (place !== element) element.append(place);
  });
}

function fillWithCommands(element, text, onCommand) {
  let from = 0;
  for (const match of text.matchAll(COMMAND)) {
    const at = match.index + match[1].length;
    element.append(text.slice(from, at));
    const button = make("button", "command", match[2]);
    button.type = "button";
    button.addEventListener("click", () => onCommand(match[2]));
    element.append(button);
    from = at + match[2].length;
  }
  element.append(text.slice(from));
}

export class Log {
  /** places: {lines, pending}; words: what it says; on: {tap, command, photo, drop} */
  constructor(places, words, on) {
    Object.assign(this, { places, words, on });
    this.last = 0;
    this.lastLine = null;
    this.open = null; // choices that answer the question now open
    this.pending = new Map();
  }

  /** Show lines not shown yet; gives back the new ones of the bot, with their elements. */
  add(lines) {
    const fresh = [];
    for (const line of lines) {
      if (line.id <= this.last) continue;
      this.last = line.id;
      if (line.mine) this.settle(line.key);
      else for (const waiting of this.pending.values()) this.stand(waiting);
      const element = this.draw(line);
      if (!line.mine) fresh.push({ line, element });
    }
    return fresh;
  }

  draw(line) {
    const before = this.lastLine;
    if (!before || before.line.day !== line.day) this.places.lines.append(make("p", "day", line.day));
    const element = make("div", line.mine ? "line mine" : "line bot");
    if (!before || before.line.mine !== line.mine) element.classList.add("first");
    else if (before.line.time === line.time && !before.line.choices.length) before.element.classList.add("same");
    const text = make("p", "text");
    text.append(make("span", "unseen", (line.mine ? this.words.me : this.words.bot) + " "));
    if (line.mine) text.append(line.text);
    else fillText(text, line.text, this.words.warning, this.on.command);
    element.append(text);
    if (line.file) element.append(this.fileLink(line));
    element.append(make("p", "when", line.time));
    if (line.mine) this.closeChoices();
    else if (line.choices.length) this.drawChoices(element, line);
    this.places.lines.append(element);
    this.lastLine = { line, element };
    return element;
  }

  fileLink(line) {
    const link = make("a", "file", line.file_label);
    link.href = line.file.href;
    link.download = line.file.name;
    return link;
  }

  drawChoices(element, line) {
    this.closeChoices();
    const group = make("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.words.choices);
    line.choices.forEach((label, index) => {
      const button = make("button", "choice now", label);
      button.type = "button";
      button.addEventListener("click", () => this.choose(button, line, index));
      group.append(button);
    });
    element.append(group);
    this.open = group;
  }

  choose(button, line, index) {
    const current = button.parentElement === this.open;
    if (current && index === line.ask_photo) return this.on.photo();
    if (button.dataset.busy) return; // a second tap of the same finger
    button.dataset.busy = "yes";
    setTimeout(() => delete button.dataset.busy, 1500);
    if (current) button.classList.add("taken");
    this.on.tap(`${line.asked}:${index}`, line.choices[index]);
  }

  /** The question is answered: its choices stay, can still be tapped (the bot explains), and step back. */
  closeChoices() {
    if (!this.open) return;
    this.open.classList.add("old");
    this.open.setAttribute("aria-label", this.words.oldChoices);
    for (const button of this.open.children) {
      button.classList.remove("now");
      button.tabIndex = -1;
    }
    this.open = null;
  }

  /** A message of one's own that is not kept yet, below everything else. */
  wait(item) {
    const element = make("div", "line mine first");
    const text = make("p", "text");
    text.append(make("span", "unseen", this.words.me + " "), item.label);
    element.append(text, make("p", "when state", this.words.sending));
    this.places.pending.append(element);
    this.pending.set(item.key, { element, kept: false, after: this.lastLine });
    this.closeChoices();
    return element;
  }

  /** A kept message that was answered without a line of its own (a draft that was sent is forgotten, its history
   * too) stands above the answer; should its line come later, it takes the message's place. */
  stand({ element, kept, after }) {
    if (!kept || element.parentElement !== this.places.pending) return;
    if (after) after.element.after(element);
    else this.places.lines.prepend(element);
  }

  /** How it stands with it: "sending", "waiting", or a sentence why it was not taken. */
  mark(key, state) {
    const waiting = this.pending.get(key);
    if (!waiting) return;
    const { element, after } = waiting;
    waiting.kept = state === "kept";
    if (this.lastLine !== after && !this.lastLine.line.mine) this.stand(waiting);
    const says = { sending: this.words.sending, waiting: this.words.waiting, kept: "" };
    element.classList.toggle("held", state !== "sending" && state !== "kept");
    element.querySelector(".state").textContent = state in says ? says[state] : state;
    if (state in says || element.querySelector("button")) return;
    const button = make("button", "choice", this.words.drop);
    button.type = "button";
    button.addEventListener("click", () => { this.settle(key); this.on.drop(key); });
    element.append(button);
  }

  settle(key) {
    const waiting = this.pending.get(key);
    if (waiting) waiting.element.remove();
    this.pending.delete(key);
    if (key) this.on.arrived(key);
  }
}
