// Search and filters of the offline pages. Nothing is fetched, nothing is written as markup.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const one = (id) => document.getElementById(id);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const query = one("query");
  const selects = ["country", "topic"].map(one).filter(Boolean);
  const releases = all(".release");
  const details = all("details");
  const isYear = Boolean(one("count"));

  // --- words: small letters without marks; a folded text is as long as the text -----------------
  const plain = new Map([["’", "'"], ["‘", "'"], ["“", '"'], ["”", '"'], ["–", "-"], ["—", "-"]]);
  const foldOne = (char) => {
    let made = plain.get(char);
    if (made === undefined) {
      made = char.normalize("NFD").charAt(0).toLowerCase();
      made = made.length === 1 ? made : char;
      plain.set(char, made);
    }
    return made;
  };
  const fold = (text) => text.replace(/[^\x00-\x7f]/g, foldOne).replace(/[A-Z]+/g, (run) => run.toLowerCase());
  // As archive/search_words.py does: groups that are all wanted, each of parts of which one will do.
  const SIGNS = /^[([]+|[)\],;:.…*]+$/g; // around a word: no part of it
  const understand = (typed) => {
    const groups = [];
    let isOther = false, isUnwanted = false; // by the word before
    for (const found of fold(typed).matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const word = typed.slice(found.index, found.index + found[0].length); // with its capitals
      if (word === "OR") isOther = true;
      if (word === "NOT") isUnwanted = true;
      if (["OR", "NOT", "AND"].includes(word)) continue;
      const text = (found[2] ?? found[3]).trim().replace(SIGNS, "");
      const part = { text, isUnwanted: isUnwanted || found[1] === "-" };
      isUnwanted = false;
      if (!/[\p{L}\p{N}]/u.test(text)) continue; // a lone dash
      if (!isOther || !groups.length) groups.push([]);
      groups.at(-1).push(part);
      isOther = false;
    }
    return groups;
  };
  const fitsAll = (groups, has) =>
    groups.every((group) => group.some((part) => has(part.text) !== part.isUnwanted));

  const texts = new Map();
  const textOf = (release) => {
    let found = texts.get(release);
    if (!found) {
      const read = (selector) => fold(all(selector, release).map((part) => part.textContent).join("\n"));
      found = { head: read(".title, .lead, .about"), body: read(".text") };
      texts.set(release, found);
    }
    return found;
  };

  // --- marking what was found --------------------------------------------------------------------
  const MOST_MARKED = 200;
  const mark = (words) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const release of releases.filter((each) => !each.hidden).slice(0, MOST_MARKED)) {
      for (const part of all(".title, .lead, .about, .text", release)) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) addRanges(ranges, walker.currentNode, words);
      }
    }
    if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
  };
  const addRanges = (ranges, node, words) => {
    const folded = fold(node.data);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  };

  // --- what is shown -----------------------------------------------------------------------------
  const show = () => {
    const groups = understand(query.value);
    const chosen = selects.filter((select) => select.value).map((select) => [select.id, select.value]);
    const searching = groups.length > 0;
    let shown = 0;
    for (const release of releases) {
      let fits = chosen.every(([name, key]) => release.dataset[name].split("|").includes(key));
      let deep = false;
      if (fits && searching) {
        const { head, body } = textOf(release);
        fits = fitsAll(groups, (text) => head.includes(text) || body.includes(text));
        deep = fits && !fitsAll(groups, (text) => head.includes(text));
      }
      release.hidden = !fits;
      shown += fits;
      release.querySelector("details")?.classList.toggle("found", deep);
    }
    for (const group of all(".day").concat(all(".month"))) {
      group.hidden = !group.querySelector(".release:not([hidden])");
    }
    one("count").textContent = searching || chosen.length ? `${shown} of ${releases.length}` : "";
    one("nothing").hidden = shown > 0;
    mark(groups.flat().filter((part) => !part.isUnwanted).map((part) => part.text));
  };

  const state = () => {
    const kept = new URLSearchParams();
    if (query.value.trim()) kept.set("q", query.value.trim());
    for (const select of selects) {
      if (select.value) kept.set(select.id, select.value);
    }
    return kept.toString();
  };
  const restore = () => {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return;
    const kept = new URLSearchParams(hash);
    query.value = kept.get("q") ?? "";
    for (const select of selects) {
      select.value = kept.get(select.id) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    show();
  };
  const changed = () => {
    show();
    history.replaceState(null, "", "#" + state());
  };
  const clear = () => {
    query.value = "";
    for (const select of selects) select.value = "";
    changed();
  };

  let waiting = 0;
  const soon = (action) => {
    clearTimeout(waiting);
    waiting = setTimeout(action, 120);
  };

  const unfold = (open) => {
    for (const each of details) each.open = open;
    const button = one("unfold");
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Fold all" : "Unfold all";
  };
  const toggleAll = () => unfold(one("unfold").getAttribute("aria-pressed") !== "true");

  if (!query) return;
  moveByKeys(() => releases, ({ current, follow }) => ({
    "o": () => current()?.querySelector(".title a")?.click(),
    "x": () => isYear && toggleAll(),
    "[": () => follow("newer"),
    "]": () => follow("older"),
  }), () => isYear && clear());
  query.form.addEventListener("submit", (event) => event.preventDefault());

  if (isYear) {
    query.addEventListener("input", () => soon(changed));
    for (const select of selects) select.addEventListener("change", changed);
    one("unfold").addEventListener("click", toggleAll);
    one("clear").addEventListener("click", clear);
    window.addEventListener("hashchange", restore);
    // Paper has no triangle to click.
    let folded = [];
    window.addEventListener("beforeprint", () => {
      folded = details.filter((each) => !each.open);
      for (const each of folded) each.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const each of folded) each.open = false;
    });
    restore();
  } else {
    const years = all("a.year");
    const bare = years.map((link) => link.getAttribute("href"));
    query.addEventListener("input", () => {
      const words = query.value.trim();
      const hash = words ? "#" + new URLSearchParams({ q: words }) : "";
      years.forEach((link, at) => link.setAttribute("href", bare[at] + hash));
    });
    query.form.addEventListener("submit", () => years[0].click());
  }
})();
