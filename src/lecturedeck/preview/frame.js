// Inside a card's frame: shows a side as Anki's clients do (the same page, the scripts run again), and flips
// on a tap, except on what AnkiDroid's reviewer takes as a tap of the card's own.
(function () {
  const OWN = "a, button, input, summary, video, [onclick], [contenteditable], .tappable";
  const qa = document.getElementById("qa");

  // No MathJax here: a formula stays as it is written, in the letters of code.
  function showFormulas() {
    const walker = document.createTreeWalker(qa, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (/\\\(.+?\\\)|\\\[.+?\\\]/s.test(node.data) && !node.parentElement.closest("code, pre, script, .tex2jax_ignore")) {
        found.push(node);
      }
    }
    for (const node of found) {
      const parts = node.data.split(/(\\\(.+?\\\)|\\\[.+?\\\])/s);
      node.replaceWith(...parts.map(function (part, number) {
        if (number % 2 === 0) {
          return part;
        }
        const code = document.createElement("code");
        code.textContent = part.slice(2, -2).trim();
        return code;
      }));
    }
  }

  addEventListener("message", function (event) {
    const {html, number, dark, side} = event.data;
    document.body.className = "card card" + number + (dark ? " nightMode night_mode" : "");
    if (html === undefined) {
      return;
    }
    qa.innerHTML = html;
    for (const script of qa.querySelectorAll("script")) {
      const fresh = document.createElement("script");
      fresh.textContent = script.textContent;
      script.replaceWith(fresh);
    }
    showFormulas();
    if (side === "front") {
      scrollTo(0, 0);
    }
  });

  document.addEventListener("click", function (event) {
    if (!event.target.closest(OWN) && getSelection().isCollapsed) {
      parent.postMessage("flip", "*");
    }
  });
  parent.postMessage("ready", "*");
})();
