"use strict";
// What pages do by themselves: suggestions, layers, addresses of spans, the keys of the review desk.
// Everything works without it, but less quickly. Text is put in as text, never as HTML.
const one = (what, within = document) => within.querySelector(what);
const all = (what, within = document) => [...within.querySelectorAll(what)];
const made = (name, text, attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const token = one('meta[name="token"]')?.content ?? "";
const moment = one('meta[name="as-of"]')?.content;
const kept = (sign) => (moment ? `${sign}as_of=${encodeURIComponent(moment)}` : "");
const post = async (path, fields) => {
  const headers = { "content-type": "application/json", "x-token": token };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(fields) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ?? "this cannot be answered");
  return told;
};

// --- suggestions
const TYPES = { PER: "person", ORG: "organisation", LOC: "place", other: "other" };
const find = one("#find"), meant = one("#meant");
let chosen = -1, asking = 0;
const hide = () => { meant.hidden = true; chosen = -1; find.setAttribute("aria-expanded", "false"); find.removeAttribute("aria-activedescendant"); };
const suggest = async () => {
  const words = find.value.trim(), turn = ++asking;
  if (words.length < 2) return hide();
  const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}${kept("&")}`);
  if (!answer.ok || turn !== asking) return;
  const { search } = await answer.json();
  meant.replaceChildren(...search.map((s, n) => {
    const line = made("li", "", { role: "option", id: `meant-${n}`, "data-href": `/e/${encodeURIComponent(s.entity)}${kept("?")}` });
    line.append(made("bdi", s.name), " ", made("span", `${TYPES[s.type] ?? ""} · ${s.mentions}`, { class: "soft" }));
    return line;
  }));
  chosen = -1;
  meant.hidden = !search.length;
  find.setAttribute("aria-expanded", String(!meant.hidden));
};
let waiting;
find?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 120); });
find?.addEventListener("blur", () => setTimeout(hide, 150));
find?.addEventListener("keydown", (event) => {
  const lines = all("li", meant);
  if (event.key === "Escape") return hide();
  if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.href = lines[chosen].dataset.href; return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || meant.hidden) return;
  event.preventDefault();
  chosen = (chosen + step + lines.length) % lines.length;
  lines.forEach((line, n) => line.setAttribute("aria-selected", String(n === chosen)));
  find.setAttribute("aria-activedescendant", lines[chosen].id);
});
meant?.addEventListener("mousedown", (event) => { const line = event.target.closest("li"); if (line) location.href = line.dataset.href; });

// --- an article: what lies under the pointer, and addresses of spans
const text = one("#text"), card = one("#card"), article = one(".article");
const light = (by) => {
  all(".lit").forEach((piece) => piece.classList.remove("lit"));
  if (by) all(by, text).forEach((piece) => piece.classList.add("lit"));
};
text?.addEventListener("mouseover", (event) => {
  const piece = event.target.closest("[data-k]");
  if (!piece) return light();
  const key = piece.dataset.k.split(" ").pop();
  light(piece.dataset.e ? `[data-e="${CSS.escape(piece.dataset.e)}"]` : `[data-k~="${CSS.escape(key)}"]`);
});
text?.addEventListener("mouseleave", () => light());
all("[data-light]").forEach((line) => {
  line.addEventListener("mouseenter", () => light(`[data-e="${CSS.escape(line.dataset.light)}"]`));
  line.addEventListener("mouseleave", () => light());
});
const lay = (...parts) => { card.replaceChildren(...parts); card.hidden = false; };
const explain = (keys) => {
  const cards = keys.map((key) => one(`[data-card="${CSS.escape(key)}"]`)).filter(Boolean).reverse();
  if (cards.length) lay(...cards.map((found) => found.cloneNode(true)));
};
text?.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-k]");
  if (!piece && !String(getSelection())) card.hidden = true;
  if (!piece || event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
  event.preventDefault();
  explain(piece.dataset.k.split(" "));
  const span = piece.dataset.k.split(" ").findLast((key) => key.startsWith("m"));
  if (span) history.replaceState(null, "", `#${span.slice(1)}`);
  if (card.getBoundingClientRect().top > innerHeight || card.getBoundingClientRect().bottom < 0) card.scrollIntoView({ block: "nearest" });
});
document.addEventListener("keydown", (event) => { if (card && event.key === "Escape") card.hidden = true; });
const length = (words) => [...words].length; // code points, as offsets count them
const pointAt = (offset) => {
  for (const piece of all("[data-o]", text).reverse()) {
    const start = Number(piece.dataset.o);
    if (start > offset) continue;
    return [piece.firstChild, [...piece.textContent].slice(0, offset - start).join("").length];
  }
  return null;
};
const offsetOf = (node, place) => {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-o]");
  return piece && text.contains(piece) ? Number(piece.dataset.o) + length(node.textContent.slice(0, place)) : null;
};
const rangeOf = (start, end) => {
  const from = pointAt(start), to = pointAt(end - 1);
  if (!from?.[0] || !to?.[0]) return null;
  const range = document.createRange();
  const last = [...to[0].data.slice(to[1])][0] ?? "";
  range.setStart(from[0], Math.min(from[1], from[0].data.length));
  range.setEnd(to[0], Math.min(to[1] + last.length, to[0].data.length));
  return range;
};
const cite = (start, end, words) => {
  const version = article.dataset.version, name = article.dataset.article;
  const link = `${location.pathname}${location.search}#${start}-${end}`;
  const acts = made("p", "", { class: "acts" });
  acts.append(made("a", "address", { href: link }), " ", made("button", "copy citation", { type: "button", "data-copy": `“${words}”, ${one("h1").textContent}, ${name}:${start}-${end}, version ${version}` }));
  lay(made("h2", words, { dir: "auto" }), made("p", `${name}:${start}–${end}`, { class: "meta" }), acts);
};
const open = () => {
  const [, start, end] = /^#(\d+)-(\d+)$/.exec(location.hash) ?? [];
  if (!text || start === undefined || Number(start) >= Number(end)) return;
  const range = rangeOf(Number(start), Number(end));
  if (!range) return;
  CSS.highlights?.set("here", new Highlight(range));
  const box = range.getBoundingClientRect();
  scrollTo({ top: scrollY + box.top - innerHeight / 3 });
  const known = one(`[data-card="m${start}-${end}"]`);
  if (known) explain([known.dataset.card]); else cite(Number(start), Number(end), String(range));
};
addEventListener("hashchange", open);
if (text) open();
document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  if (!text || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return;
  const range = chosen.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset), end = offsetOf(range.endContainer, range.endOffset);
  if (start !== null && end !== null && start < end) cite(start, end, String(range));
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = "copied"; } catch { getSelection().selectAllChildren(button.after(made("p", button.dataset.copy, { class: "meta" })) ?? button.nextSibling); }
});

// --- the review desk
const pairs = all(".pair-card"), by = one("#by"), told = one("#told");
let at = 0, waitingFor = null;
const made_here = [];
const say = (words) => { told.textContent = words; told.hidden = false; };
const go = (number) => {
  at = Math.max(0, Math.min(pairs.length - 1, number));
  pairs.forEach((pair, n) => pair.classList.toggle("now", n === at));
  pairs[at].focus({ preventScroll: true });
  pairs[at].scrollIntoView({ block: "center" });
};
const forget = () => { if (waitingFor) { waitingFor.box.hidden = true; waitingFor.box.replaceChildren(); } waitingFor = null; };
const fieldsOf = (pair, verb) => ({ verb, a: pair.dataset.a, b: pair.dataset.b, by: by.value, reason: one("#reason").value });
const ask = async (pair, verb) => {
  if (!by.value.trim()) { say("Write who decides first."); return by.focus(); }
  forget();
  told.hidden = true;
  const box = one(".impact", pair), fields = fieldsOf(pair, verb);
  try {
    const { impact } = await post("/queue/impact.json", fields);
    const lines = impact.moved.map((m) => made("li", `${m.name} in ${m.article} (${m.mentions} mention${m.mentions === 1 ? "" : "s"}): ${m.before_name} → ${m.after_name === m.before_name ? "another of that name" : m.after_name}`));
    const list = made("ul", "", { class: "plain" });
    list.append(...(lines.length ? lines : [made("li", "No mention changes its entity.")]), made("li", `${impact.speakers || "No"} claim${impact.speakers > 1 ? "s" : ""} would have another speaker.`));
    const yes = made("button", "let it count", { type: "button" }), no = made("button", "do not", { type: "button" });
    yes.addEventListener("click", settle);
    no.addEventListener("click", forget);
    const acts = made("p", "", { class: "acts" });
    acts.append(yes, " ", no);
    box.replaceChildren(made("b", `${verb}:`), list, acts);
    box.hidden = false;
    waitingFor = { pair, box, fields };
  } catch (error) { say(error.message); }
};
const settle = async () => {
  const { pair, box, fields } = waitingFor;
  waitingFor = null; // a second Enter decides nothing
  say("Deciding …");
  try {
    const { decided } = await post("/queue/decide.json", fields);
    made_here.push([decided.decision, pair]);
    pair.dataset.done = fields.verb;
    box.replaceChildren(made("b", `decided: ${fields.verb}`));
    box.hidden = false;
    say(`Decided: ${fields.verb}. z takes it back.`);
    go(pairs.indexOf(pair) + 1);
  } catch (error) { say(error.message); }
};
const undo = async () => {
  const [decision, pair] = made_here.at(-1) ?? [];
  if (!decision) return say("Nothing was decided here yet.");
  try {
    await post("/queue/revoke.json", { decision, by: by.value });
    made_here.pop();
    delete pair.dataset.done;
    one(".impact", pair).hidden = true;
    say("Taken back: everything is as it was.");
    go(pairs.indexOf(pair));
  } catch (error) { say(error.message); }
};
if (by) {
  by.value ||= localStorage.getItem("by") ?? "";
  by.addEventListener("change", () => localStorage.setItem("by", by.value));
  one("#desk").addEventListener("submit", (event) => { event.preventDefault(); const button = event.submitter; if (button?.dataset.verb) ask(button.closest(".pair-card"), button.dataset.verb); });
  const verbs = { s: "same", d: "different", u: "unsure" };
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return forget();
    if (event.key === "Enter" && waitingFor && !event.target.matches("a, button")) { event.preventDefault(); return settle(); }
    if (verbs[event.key]) ask(pairs[at], verbs[event.key]);
    else if (event.key === "k") { forget(); go(at + 1); }
    else if (event.key === "j") { forget(); go(at - 1); }
    else if (event.key === "z") undo();
    else return;
    event.preventDefault();
  });
  if (pairs.length) go(0);
}
