// Showing the page anew after a command: the keyboard goes on at its heading, and what came of it is read out.

const KEY = "jurnal.again";

export function again() {
  sessionStorage.setItem(KEY, location.pathname);
  location.reload();
}

function goOn() {
  const heading = document.querySelector("main h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  document.querySelector("[data-announcer]").textContent = document.querySelector("[data-announce]")?.dataset.announce ?? "";
}

if (sessionStorage.getItem(KEY) === location.pathname) goOn();
sessionStorage.removeItem(KEY);
