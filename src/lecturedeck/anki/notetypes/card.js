// Small changes to what stands on a card, on each side and after anything else.
(function () {
  const root = document.querySelector(".ld");
  if (!root) {
    return;
  }

  // The stylesheet has the words of the cards in every language, and shows them where no script runs. As text
  // in the page, screen readers and the search of a page find them too.
  function word(name) {
    return getComputedStyle(root).getPropertyValue("--word-" + name).trim().slice(1, -1);
  }

  function counted(name, count) {
    let form = "other";
    try {
      form = new Intl.PluralRules(root.lang || "en").select(count);
    } catch (error) {
      // No such language here: the general form has to do.
    }
    const words = word(name + "-" + (count === 1 ? "one" : form)) || word(name + "-other");
    return words.replace("{n}", count);
  }

  // With the words to choose from on the card, the stylesheet empties the other gaps; screen readers would still
  // read them.
  for (const gap of root.querySelectorAll(".ld.front .bank .cloze-inactive")) {
    gap.replaceChildren();
  }

  // Where there is nothing but a gap, the hint is the question.
  for (const needed of root.querySelectorAll("details.hint .needed")) {
    needed.closest("details").open = true;
  }

  // What the lecture says of the answers of other gaps only is no help on the card of this one.
  const gap = root.querySelector(".cloze");
  for (const told of root.querySelectorAll(".told")) {
    if (gap && gap.dataset.ordinal && !told.dataset.gaps.split(" ").includes(gap.dataset.ordinal)) {
      const part = told.closest("details");
      told.remove();
      if (part.querySelector("div").textContent.trim() === "") {
        part.remove();
      }
    }
  }

  // Of a long text with gaps, the lines around the gap are what the learner reads; the others open on a tap.
  function fold(paragraphs, place) {
    if (paragraphs.reduce((sum, one) => sum + one.textContent.length, 0) < LITTLE) {
      return;
    }
    const made = document.createElement("details");
    const summary = document.createElement("summary");
    const title = document.createElement("span");
    const text = document.createElement("div");
    made.className = "more around";
    summary.className = "tappable";
    title.dataset.word = "more";
    summary.append(title);
    if (question.hasAttribute("lang")) {
      text.lang = question.lang;
    }
    text.className = question.querySelector(".bank") ? "bank" : "";
    text.append(...paragraphs);
    made.append(summary, text);
    question[place](made);
  }

  const LONG = 450;
  const LITTLE = 120;
  const question = root.classList.contains("blank") ? root.querySelector(".question") : null;
  if (question && question.textContent.length > LONG) {
    const paragraphs = Array.from(question.querySelectorAll("p"));
    const asked = paragraphs.map((one) => one.querySelector(".cloze") !== null);
    const first = asked.indexOf(true);
    const last = asked.lastIndexOf(true);
    if (first >= 0) {
      fold(paragraphs.slice(0, Math.max(0, first - 1)), "before");
      fold(paragraphs.slice(last + 2), "after");
    }
  }

  for (const empty of root.querySelectorAll("[data-word]:empty")) {
    const {word: name, count} = empty.dataset;
    empty.textContent = count ? counted(name, Number(count)) : word(name);
  }
  // The lecture's name above the question is a plain line; the link to it stands at the end of the back.
  for (const link of document.querySelectorAll(".ld > .eyebrow a")) {
    link.replaceWith(...link.childNodes);
  }
  // Without a link, the last line of the back would only say that name again.
  const source = document.querySelector(".ld > .source");
  const name = document.querySelector(".ld > .eyebrow");
  if (source && name && !source.querySelector("a") && source.textContent.endsWith(name.textContent)) {
    source.remove();
  }
  // Anki writes the hidden answer of a gap into an attribute of the gap.
  for (const gap of document.querySelectorAll(".ld.front .cloze")) {
    gap.removeAttribute("data-cloze");
  }
  for (const play of document.querySelectorAll(".ld .replay-button, .ld .replaybutton")) {
    play.setAttribute("aria-label", word("play"));
  }
  // What is too wide scrolls in its box, by keys too; what is in a fold, when that opens.
  function reachable() {
    for (const box of root.querySelectorAll("pre, .table")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
      }
    }
  }
  // A browser breaks `grid-area` at its hyphen, and the learner wonders whether the hyphen is part of the name. A
  // short name goes onto the next line as a whole; it fits even where the screen is turned.
  const NAME = 220;
  function unbroken() {
    for (const code of root.querySelectorAll(":is(code, kbd, samp)")) {
      const isQuotation = root.classList.contains("teaches") && /\s/.test(code.textContent);
      if (!isQuotation && !code.closest("pre, .table") && code.getClientRects().length > 1) {
        code.style.whiteSpace = "nowrap";
        const room = code.closest("p, li, dd, blockquote, div").clientWidth;
        if (code.getBoundingClientRect().width > Math.min(NAME, room)) {
          code.style.whiteSpace = "";
        }
      }
    }
  }
  function settle() {
    unbroken();
    reachable();
  }
  settle();
  // Clients set the size of text after scripts, and a phone may be turned.
  if (window.ResizeObserver) {
    new ResizeObserver(settle).observe(root);
  }
  for (const fold of root.querySelectorAll("details")) {
    fold.addEventListener("toggle", settle);
  }
})();
