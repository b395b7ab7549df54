"use strict";
// The picture of units that share tasks: a unit that is chosen lights its partners.

const picture = document.querySelector("#part-network .picture");
const chosenBox = document.getElementById("network-chosen");

function showTogether(one, other) {
  const tasks = tasksTogether(one, other).map((place) => {
    const { label, title } = plan.tasks[place];
    return make("li", {}, taskLink(place, `${label} ${title}`));
  });
  const title = say(words.together, { one: plan.units[one].name, other: plan.units[other].name });
  document.getElementById("together").replaceChildren(make("h4", {}, title), make("ul", {}, tasks));
}

function chooseUnit(place) {
  const { name, partners } = plan.units[place];
  const near = new Set([name, ...partners.map(([other]) => plan.units[other].name)]);
  picture.classList.add("chosen");
  for (const element of picture.querySelectorAll("[data-unit]")) {
    element.classList.toggle("near", near.has(element.dataset.unit));
    element.querySelector("text").setAttribute("aria-pressed", String(element.dataset.unit === name));
  }
  for (const line of picture.querySelectorAll("[data-one]")) {
    line.classList.toggle("near", [line.dataset.one, line.dataset.other].includes(name));
  }
  const list = partners.map(([other, shared]) => {
    const text = `${plan.units[other].name} · ${say(words.shared, { n: shared })}`;
    return make("li", {}, button(text, () => showTogether(place, other)));
  });
  replaceContent(
    chosenBox,
    make("h3", {}, unitLink(place)),
    make("div", { id: "together" }),
    make("ul", { class: "plain" }, list),
  );
}

// A name that no picture can hold is drawn otherwise, and is found in the lists only.
for (const element of picture.querySelectorAll("[data-unit]")) {
  const place = placeOfUnit.get(element.dataset.unit);
  if (place === undefined) continue;
  const name = element.querySelector("text");
  name.setAttribute("tabindex", "0");
  name.setAttribute("role", "button");
  name.setAttribute("aria-label", element.dataset.unit);
  element.addEventListener("click", () => chooseUnit(place));
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      chooseUnit(place);
    }
  });
}
