// Takes from a card what nobody should hit or read there, and lets keys scroll what is too wide. Runs on
// each side, before anything else.
(function () {
  // The lecture's name above the question is a plain line; the link to it stands at the end of the back.
  for (const link of document.querySelectorAll(".ld > .eyebrow a")) {
    link.replaceWith(...link.childNodes);
  }
  // Anki writes the hidden answer of a gap into an attribute of the gap.
  for (const gap of document.querySelectorAll(".ld.front .cloze")) {
    gap.removeAttribute("data-cloze");
  }
  for (const box of document.querySelectorAll(".ld pre, .ld .table")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    }
  }
})();
