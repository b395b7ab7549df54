"use strict";
// Addresses: #unit=市卫计局 shows that unit and nothing else, survives reload and back, and can
// be sent to a colleague.

const PARTS = {
  tasks: [words.tasks, showTasks],
  task: [words.tasks, showTask],
  units: [words.units, showUnits],
  unit: [words.units, showUnit],
  matrix: [words.matrix, showMatrix],
  network: [words.network, () => words.network],
  deadlines: [words.deadlines, showDeadlines],
  load: [words.load, showLoad],
  changes: [words.changes, showChanges],
};
// The link that is lit while one of many is shown.
const LINK_OF = { task: "tasks", unit: "units" };

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (_error) {
    return text;
  }
}

function readAddress() {
  const address = window.location.hash.slice(1) || plan.start;
  const split = address.indexOf("=");
  const [name, value] = split < 0 ? [address, ""] : [address.slice(0, split), address.slice(split + 1)];
  return Object.keys(PARTS).includes(name) ? [name, decoded(value)] : ["tasks", ""];
}

function showPart() {
  const [name, value] = readAddress();
  for (const part of Object.keys(PARTS)) {
    document.getElementById(`part-${part}`).hidden = part !== name;
  }
  foundPart.hidden = true;
  searchBox.value = "";
  for (const link of document.querySelectorAll(".parts a")) {
    if (link.dataset.part === (LINK_OF[name] || name)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  tell("");
  document.body.dataset.part = name;
  const part = document.getElementById(`part-${name}`);
  const [word, show] = PARTS[name];
  const title = show(part, value) || word;
  document.title = `${title} · ${plan.title}`;
  return part;
}

searchBox.addEventListener("input", () => {
  const query = searchBox.value;
  if (!query.trim()) {
    showPart();
    searchBox.value = query;
    return;
  }
  for (const part of Object.keys(PARTS)) document.getElementById(`part-${part}`).hidden = true;
  foundPart.hidden = false;
  showFound(query);
});
searchBox.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && searchBox.value) {
    event.preventDefault();
    showPart();
  }
});

// The address stays that of the part.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("content").focus();
});
window.addEventListener("hashchange", () => {
  const title = showPart().querySelector("h2");
  window.scrollTo(0, 0);
  if (title) title.focus();
});
// A result that is chosen again, or that is shown already, changes no address.
foundPart.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link && link.hash === window.location.hash) showPart();
});

showPart();
