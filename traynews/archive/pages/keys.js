// Moving about by keys, for the offline pages and the window. Nothing is written as markup.
const moveByKeys = (releases, actions, escape) => {
  "use strict";
  const one = (id) => document.getElementById(id);
  const query = one("query");
  const current = () => document.activeElement?.closest(".release");
  const shownOnes = () => releases().filter((release) => !release.hidden);
  const nearest = (shown) => shown.findIndex((release) => release.getBoundingClientRect().bottom > 120);
  const move = (step) => {
    const shown = shownOnes();
    if (!shown.length) return;
    const at = shown.indexOf(current());
    const next = at < 0 ? Math.max(0, nearest(shown)) : Math.min(shown.length - 1, Math.max(0, at + step));
    shown[next].focus({ preventScroll: true });
    shown[next].scrollIntoView({ block: "nearest", behavior: "instant" });
    if (shown[next].getBoundingClientRect().top < 110) {
      shown[next].scrollIntoView({ block: "start", behavior: "instant" });
    }
  };
  const follow = (id) => one(id)?.click();
  const help = () => one("keys").showModal();
  const keys = {
    "/": () => { query?.focus(); query?.select(); },
    "j": () => move(1),
    "k": () => move(-1),
    "i": () => follow("up"),
    "?": help,
    ...actions({ current, follow }),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("keys").open) return;
    if (event.key === "Escape") {
      escape();
      document.activeElement?.blur();
    } else if (event.target.closest("input, select, textarea")) {
      return;
    } else if (event.key === "Enter" && event.target.matches(".release")) {
      const inside = event.target.querySelector("details");
      if (inside) inside.open = !inside.open;
      else event.target.querySelector(".title a")?.click();
    } else if (Object.hasOwn(keys, event.key)) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
  one("help")?.addEventListener("click", help);
  one("keys-close").addEventListener("click", () => one("keys").close());
};
