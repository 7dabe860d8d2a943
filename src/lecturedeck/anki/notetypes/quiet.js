// Small repairs to what stands on a card, on each side and before anything else.
(function () {
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
    play.setAttribute("aria-label", "Play the sound");
  }
  // What is too wide scrolls in its box, by keys too.
  for (const box of document.querySelectorAll(".ld pre, .ld .table")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    }
  }
})();
