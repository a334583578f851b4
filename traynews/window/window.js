// The window: read marks, what is new, keys. Works without, too, but for what is new by itself.
(() => {
  "use strict";
  const PACE = 3000; // ms between two questions while the page can be seen
  const TRIES = 2; // in a row without an answer; then nobody is asked: the port may be another's
  const one = (id) => document.getElementById(id);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const token = document.querySelector("meta[name=traynews-token]").content;
  const isWall = document.documentElement.classList.contains("wall");
  const releases = () => all(".release");

  let begun = 0, ended = 0; // marks: what was asked before one ended does not know of it
  const send = async (path, fields) => {
    begun += 1;
    const body = new URLSearchParams({ token, ...fields });
    const kept = await fetch(path, { method: "POST", keepalive: true, body }).then(
      (answer) => answer.ok, () => false,
    );
    ended += 1;
    return kept;
  };

  // --- read marks --------------------------------------------------------------------------------
  const show = (release, isUnread) => {
    release.classList.toggle("unread", isUnread);
    const button = release.querySelector(".marks button");
    if (!button) return;
    button.value = isUnread ? "1" : "0";
    button.textContent = isUnread ? "Mark read" : "Mark unread";
  };
  const mark = async (release, isUnread) => {
    show(release, isUnread);
    const kept = await send("/mark", { ids: release.dataset.id, read: isUnread ? "0" : "1" });
    if (!kept) show(release, !isUnread);
  };
  const toggle = (release) => release && mark(release, !release.classList.contains("unread"));
  document.addEventListener("submit", (event) => {
    const release = event.target.closest(".marks")?.closest(".release");
    if (!release) return;
    event.preventDefault();
    toggle(release);
  });
  const visit = (event) => {
    const release = event.target.closest("a.out")?.closest(".release");
    if (!release) return;
    show(release, false);
    send("/opened", { ids: release.dataset.id });
  };
  document.addEventListener("click", visit);
  document.addEventListener("auxclick", (event) => event.button === 1 && visit(event));
  const reading = document.querySelector(".release.unread[data-reading]");
  if (reading) mark(reading, false);

  // --- what others changed -----------------------------------------------------------------------
  const known = document.querySelector("meta[name=traynews-newest]"); // when this page was made
  let since = "", newest = known?.content, waiting = 0, failed = 0;
  const ask = async () => {
    waiting = 0;
    const ids = releases().map((release) => release.dataset.id).join(".");
    const marked = ended;
    try {
      const answer = await fetch(`/changes?since=${since}&ids=${ids}`);
      if (answer.status === 200) {
        const told = await answer.json();
        if (marked === begun) hear(told); // else it is asked for again, as `since` is the old one
      } else if (answer.status !== 204) throw new Error(answer.statusText);
      failed = 0;
    } catch {
      failed += 1;
    }
    if (failed < TRIES) later();
    else one("asleep").hidden = false;
  };
  const hear = (told) => {
    since = told.version;
    const unread = new Set(told.unread_ids.map(String));
    for (const release of releases()) show(release, unread.has(release.dataset.id));
    const count = one("unread-count");
    if (count) {
      count.textContent = told.unread.toLocaleString("en");
      document.title = document.title.replace(/^(\(\d+\) )?/, told.unread ? `(${told.unread}) ` : "");
    }
    if (one("health")) one("health").textContent = told.health;
    if (newest && String(told.newest) !== newest) {
      if (isWall) location.reload();
      else if (one("fresh")) one("fresh").hidden = false;
    }
    newest = String(told.newest);
  };
  const later = () => {
    if (!document.hidden && !waiting) waiting = setTimeout(ask, PACE);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(waiting);
    waiting = 0;
    if (!document.hidden && one("asleep").hidden) ask();
  });
  if (!document.hidden) ask();

  // --- search, filters, keys ---------------------------------------------------------------------
  const wanted = one("wanted");
  for (const choice of all("select, input[type=checkbox]", wanted ?? document.createElement("p"))) {
    choice.addEventListener("change", () => wanted.requestSubmit());
  }
  if (isWall) {
    document.addEventListener("keydown", (event) => event.key === "Escape" && location.assign("/"));
    return;
  }
  const lone = () => document.querySelector(".release.whole");
  moveByKeys(releases, ({ current }) => ({
    "o": () => (lone() ?? current())?.querySelector("a.out")?.click(),
    "m": () => toggle(lone() ?? current()),
  }), () => {});
})();
