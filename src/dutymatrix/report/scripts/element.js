"use strict";
// Elements are made of data only here: a text becomes a text node and never markup.

// make("a", { href: "#matrix" }, "矩阵"): children may be texts, elements, or lists of them.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
}

// Elements with something between each two.
function joined(elements, between) {
  return elements.flatMap((element, n) => (n ? [between, element] : [element]));
}

function heading(text) {
  return make("h2", { tabindex: -1 }, text);
}

function button(text, act) {
  const element = make("button", { type: "button" }, text);
  element.addEventListener("click", act);
  return element;
}

// A choice with a label; "" is all of them.
function choice(label, options, chosen, act) {
  const select = make(
    "select",
    { "aria-label": label },
    make("option", { value: "" }, words.all),
    options.map(([value, text]) => make("option", { value }, text)),
  );
  select.value = chosen;
  select.addEventListener("change", () => act(select.value));
  return make("label", {}, label, select);
}

function tableOf(heads, attributes, body) {
  const row = make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)));
  return make("table", attributes, make("thead", {}, row), body);
}

function tell(text) {
  document.getElementById("status").textContent = text;
}
