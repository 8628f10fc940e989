// Progressive enhancement: everything on the page works without this file, with more clicks.
"use strict";

const byId = (id) => document.getElementById(id);

// --- saying what happened ---------------------------------------------------------------------
let silence;
function say(text) {
  const said = byId("said");
  said.textContent = text;
  said.classList.add("on");
  clearTimeout(silence);
  silence = setTimeout(() => said.classList.remove("on"), 1800);
}

// --- copying ----------------------------------------------------------------------------------
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard on a page that is not 127.0.0.1 or https: select and copy the old way.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => say((await copy(button.dataset.copy)) ? "已复制" : "没能复制，请手动选取"));
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// --- filters: 省 → 市 → 县, sent at once ---------------------------------------------------------
const tree = byId("tree") ? JSON.parse(byId("tree").textContent) : [];
const ask = byId("ask");

function fill(select, rows) {
  select.replaceChildren(new Option("全部", ""), ...rows.map((row) => new Option(`${row.name}（${row.count}）`, row.code)));
  select.disabled = rows.length === 0;
}

function inside(rows, code) {
  return rows.find((row) => row.code === code)?.inside ?? [];
}

if (ask) {
  const [province, city, county, region] = ["f-province", "f-city", "f-county", "f-region"].map(byId);
  const send = () => {
    if (byId("q").value.trim()) ask.requestSubmit();
  };
  for (const select of [city, county]) select.disabled = select.options.length < 2;
  province.addEventListener("change", () => {
    fill(city, inside(tree, province.value));
    fill(county, []);
  });
  city.addEventListener("change", () => fill(county, inside(inside(tree, province.value), city.value)));
  for (const select of [province, city, county]) select.addEventListener("change", () => { region.value = ""; });
  for (const field of document.querySelectorAll("[form=ask]")) {
    if (field.type !== "hidden" && field.type !== "submit") field.addEventListener("change", send);
  }
  // An address without empty parameters is one that people can pass on.
  ask.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
    if (byId("f-inferred").checked) event.formData.delete("inferred");
  });
  if (window.matchMedia("(max-width: 820px)").matches) document.querySelector(".filters").open = false;
}
if (window.matchMedia("(max-width: 820px)").matches) {
  for (const details of document.querySelectorAll(".outline details")) details.open = false;
}

// --- keys -------------------------------------------------------------------------------------
const cards = [...document.querySelectorAll(".card")];
function step(by) {
  const now = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[Math.max(0, Math.min(cards.length - 1, now + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && typing) event.target.blur();
  // While an input method composes, keys belong to it.
  if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const card = document.activeElement.closest(".card");
  if (event.key === "/" && byId("q")) {
    event.preventDefault();
    byId("q").focus();
    byId("q").select();
  } else if (event.key === "/") location.href = "/";
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "o" && card) card.querySelector(".open").click();
  else if (event.key === "c" && card) card.querySelector("[data-copy]").click();
});

// --- arriving at a raw offset (#c120): the nearest mark at or before it --------------------------
const text = byId("text");
const marks = text
  ? [...text.querySelectorAll("[id]")]
      .map((node) => ({ node, at: Number(/^c(\d+)$/.exec(node.id)?.[1] ?? NaN) }))
      .filter((mark) => !Number.isNaN(mark.at))
  : [];

function arrive() {
  for (const node of document.querySelectorAll(".arrived")) node.classList.remove("arrived");
  const wanted = /^#c(\d+)$/.exec(location.hash);
  if (!wanted || byId(location.hash.slice(1))) return;
  const offset = Number(wanted[1]);
  const near = marks.filter((mark) => mark.at <= offset).sort((a, b) => b.at - a.at)[0] ?? marks[0];
  if (!near) return;
  near.node.classList.add("arrived");
  near.node.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", arrive);
arrive();

// --- the outline follows the reading --------------------------------------------------------------
const links = [...document.querySelectorAll(".outline nav a")];
function follow() {
  let now = null;
  for (const link of links) {
    const heading = byId(link.hash.slice(1));
    if (heading && heading.getBoundingClientRect().top < innerHeight * 0.4) now = link;
  }
  for (const link of links) {
    if (link === now) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}
if (links.length) {
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
}

// --- tips -----------------------------------------------------------------------------------------
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);

function show(node) {
  tip.textContent = node.dataset.tip;
  tip.hidden = false;
  tip.style.left = "0"; // measured where nothing squeezes it
  const box = node.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${(above < 0 ? box.bottom + 6 : above) + scrollY}px`;
}
for (const node of document.querySelectorAll("blockquote [title], .text [title]")) {
  node.dataset.tip = node.title;
  node.removeAttribute("title");
  node.addEventListener("mouseenter", () => show(node));
  node.addEventListener("mouseleave", () => { tip.hidden = true; });
}
