/* What plain HTML cannot do: open the menu on a phone, put toasts away, tell of a lost server. */
"use strict";
document.documentElement.classList.add("js");

function toast(text) {
  const box = document.getElementById("toasts");
  if (!box) return;
  const toast = document.createElement("div");
  toast.className = "toast error";
  const words = document.createElement("p");
  words.textContent = text;
  toast.append(words);
  box.replaceChildren(toast);
  box.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const menu = event.target.closest("[data-menu]");
  if (menu) {
    const open = document.getElementById(menu.dataset.menu).classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
  }
  const away = event.target.closest("[data-dismiss]");
  if (away) away.closest(".toast").remove();
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("[data-menu][aria-expanded=true]");
  if (event.key === "Escape" && menu) {
    menu.click();
    menu.focus();
  }
});

/* A link in a mail names the part of a campaign behind a #: that is a tab, and has an address. */
document.addEventListener("DOMContentLoaded", () => {
  const tab = [...document.querySelectorAll("[data-part]")].find((each) => `#${each.dataset.part}` === location.hash);
  if (tab && !tab.hasAttribute("aria-current")) location.replace(tab.href);
});

/* A form goes out once, however often its button is pressed, and what cannot be undone is asked first. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm;
  if (form.dataset.sent || (question && !confirm(question))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => arrived(form), 8000);
}, true);

function arrived(form) {
  delete form?.dataset?.sent;
}

let lost = false;
document.addEventListener("htmx:afterRequest", (event) => {
  arrived(event.detail.requestConfig?.elt);
  arrived(event.detail.elt);
  if (!lost || !event.detail.successful) return;
  lost = false;
  document.querySelectorAll("#toasts .toast.error").forEach((each) => each.remove());
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(arrived));

/* What looks again by itself goes on looking while the server is away. */
function again(element) {
  if (!element.isConnected) return;
  htmx.ajax("GET", element.getAttribute("hx-get"), { source: element, target: element, swap: "outerHTML", select: element.getAttribute("hx-select") });
}

document.addEventListener("htmx:sendError", (event) => {
  const looks = event.detail.elt.matches("[hx-get][hx-trigger^=load]");
  lost = true;
  toast(`The server does not answer. ${looks ? "This page looks again until it does." : "Nothing was saved; try again in a moment."}`);
  if (looks) setTimeout(again, 4000, event.detail.elt);
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 500) {
    toast("Something went wrong on our side. Nothing was saved; the log of the server says more.");
  }
});

/* Words to copy. Browsers lend the clipboard to https alone; elsewhere the words are selected first. */
async function take(words) {
  try {
    await navigator.clipboard.writeText(words.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(words);
    return document.execCommand("copy");
  }
}

function told(button, done) {
  const name = button.dataset.name ??= button.textContent;
  button.textContent = done ? "Copied" : "Selected: copy it with your keyboard";
  document.getElementById("said").textContent = done ? "Copied to the clipboard." : button.textContent;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { button.textContent = name; document.getElementById("said").textContent = ""; }, 4000);
}

/* The copy of a campaign: the panel beside it, from one promise to the next, words to copy */
function choose(claim) {
  for (const each of document.querySelectorAll("[data-claim][aria-current]")) each.removeAttribute("aria-current");
  if (claim) claim.setAttribute("aria-current", "true");
}

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]");
  const copy = event.target.closest("[data-copy]");
  if (close) {
    const claim = document.querySelector("[data-claim][aria-current]");
    document.getElementById("panel").classList.remove("filled");
    if (claim) {
      event.preventDefault();
      document.getElementById("panel").replaceChildren();
      choose(null);
      claim.focus();
    }
  }
  if (copy) take(document.getElementById(copy.dataset.copy)).then((done) => told(copy, done));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
  const claims = [...document.querySelectorAll("[data-claim]")];
  if (!claims.length) return;
  if (event.key === "Escape") document.querySelector("#panel.filled [data-close]")?.click();
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const here = claims.findIndex((each) => each === document.activeElement || each.hasAttribute("aria-current"));
  claims[here < 0 ? 0 : Math.min(Math.max(here + step, 0), claims.length - 1)].click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "panel") return;
  const panel = event.detail.target;
  panel.classList.add("filled");
  choose(event.detail.requestConfig.elt.closest("[data-claim]"));
  panel.scrollTop = 0;
  panel.querySelector("h2")?.focus({ preventScroll: true });
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== document.body) return;
  document.querySelector("[data-claim][aria-current]")?.scrollIntoView({ block: "center" });
});
