// Anki writes the hidden answer of a gap into an attribute of the gap. Nobody needs it on the front.
(function () {
  for (const gap of document.querySelectorAll(".blank.front .cloze")) {
    gap.removeAttribute("data-cloze");
  }
})();
