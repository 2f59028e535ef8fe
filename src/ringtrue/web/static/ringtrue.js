/* What plain HTML cannot do: open the menu on a phone, put notices away, tell of a lost server. */
"use strict";
document.documentElement.classList.add("js");

function notice(text) {
  const box = document.getElementById("notices");
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

document.addEventListener("htmx:sendError", () =>
  notice("The server does not answer. Nothing was saved; try again in a moment."));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 500) {
    notice("Something went wrong on our side. Nothing was saved; the log of the server says more.");
  }
});
