// Runs on both sides of a Choice card. The front shuffles the options into buttons and remembers the order
// and the pick; the back, which holds every option and all feedback already, puts your pick first.
//
// Anki runs this again for each card on one page, or once on a fresh page for each side, so nothing global
// is declared and nothing is taken for granted: without memory the back shows all in the lecture's order.
// (Two opening braces in a row would be a field to Anki, even in here.)
(function () {
  const root = document.querySelector(".ld.choice");
  if (!root) {
    return;
  }
  // How a formula begins. Written out, it would make Anki load MathJax for every card.
  const FORMULA = String.fromCharCode(92) + "(";
  const key = "lecturedeck:" + root.dataset.key;

  // What outlives the flip: the window on a page that stays, sessionStorage on a fresh page for each side.
  // Either may be missing or forbidden; both name the note, so one card never sees another's pick.
  function remember(state) {
    window.lecturedeckState = {key: key, state: state};
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch (error) {
      // Forbidden or full: the window has to do.
    }
  }

  function recall(count) {
    let state = null;
    if (window.lecturedeckState && window.lecturedeckState.key === key) {
      state = window.lecturedeckState.state;
    } else {
      try {
        state = JSON.parse(sessionStorage.getItem(key));
      } catch (error) {
        state = null;
      }
    }
    const order = state && Array.isArray(state.order) ? state.order : [];
    const fits = order.length === count && range(count).every((n) => order.includes(n));
    return fits ? state : null;
  }

  function range(count) {
    return Array.from({length: count}, (_, number) => number);
  }

  // Options that speak of others keep their place: all in the lecture's order, or these behind the shuffled ones.
  function orderOf(source, items) {
    if (labelled(source)) {
      return range(items.length);
    }
    const last = range(items.length).filter((number) => items[number].classList.contains("last"));
    const others = range(items.length).filter((number) => !last.includes(number));
    return shuffled(others).concat(last);
  }

  function labelled(source) {
    return source.classList.contains("lettered") || source.classList.contains("kept");
  }

  function labelOf(source, place) {
    return source.classList.contains("lettered") ? String.fromCharCode(65 + place) : String(place + 1);
  }

  function shuffled(numbers) {
    const order = numbers.slice();
    const count = order.length;
    for (let last = count - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  // A word of the card in its language: the stylesheet knows it, and card.js writes it in.
  function word(name, count) {
    const made = document.createElement("span");
    made.dataset.word = name;
    if (count) {
      made.dataset.count = count;
    }
    return made;
  }

  function moveInto(target, source) {
    for (const name of ["dir", "lang"]) {
      if (source.hasAttribute(name)) {
        target.setAttribute(name, source.getAttribute(name));
      }
    }
    target.append(...source.childNodes);
    return target;
  }

  function itemsOf(list) {
    return list ? Array.from(list.children) : [];
  }

  // The keys of the last front, if it is still listening: on the back, digits are Anki's answer keys.
  if (window.lecturedeckKeys) {
    document.removeEventListener("keyup", window.lecturedeckKeys);
    window.lecturedeckKeys = null;
  }

  function front(source) {
    const items = itemsOf(source);
    const order = orderOf(source, items);
    const list = element("ol", "options live");
    list.setAttribute("role", "list");
    const buttons = order.map(function (number, place) {
      // A real button: every client takes a tap on it, and on whatever it holds, as a tap and not as a flip.
      const button = element("button", "option");
      const label = labelOf(source, place);
      button.append(element("span", "label", label), " ", moveInto(element("span", "text"), items[number]));
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      if (place < 9) {
        button.setAttribute("aria-keyshortcuts", String(place + 1));
      }
      // A link in a button would be a second thing to hit; on the front its words are enough.
      for (const link of button.querySelectorAll("a[href]")) {
        link.replaceWith(...link.childNodes);
      }
      // A typeset formula has no text of its own: let the button keep what the lecture wrote.
      if (button.textContent.includes(FORMULA)) {
        button.setAttribute("aria-label", button.textContent.trim());
      }
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
      return button;
    });

    function pick(place) {
      buttons.forEach(function (button, number) {
        button.setAttribute("aria-pressed", String(number === place));
      });
      remember({order: order, pick: order[place]});
    }

    buttons.forEach(function (button, place) {
      button.addEventListener("click", function () {
        pick(place);
      });
    });
    // On release, because Anki's desktop keeps the press of 1 to 7 for itself (answers, sound). The release
    // of the digit that answered the last card may arrive here, so a digit counts only after a moment.
    const shown = performance.now();
    window.lecturedeckKeys = function (event) {
      const place = event.key.length === 1 ? "123456789".indexOf(event.key) : -1;
      const typing = event.target.closest && event.target.closest("input, textarea, [contenteditable]");
      const combined = event.ctrlKey || event.altKey || event.metaKey;
      if (place < 0 || place >= buttons.length || typing || combined) {
        return;
      }
      if (list.isConnected && !list.classList.contains("waiting") && performance.now() - shown > 400) {
        pick(place);
      }
    };
    document.addEventListener("keyup", window.lecturedeckKeys);
    remember({order: order, pick: null});
    source.replaceWith(list);
    if (source.classList.contains("wait")) {
      wait(list);
    }
  }

  // Think first: the options keep their room, and show after a tap or four seconds.
  function wait(list) {
    const show = element("button", "show tappable");
    show.type = "button";
    show.append(word("show-options"));
    function reveal() {
      list.classList.remove("waiting");
      show.remove();
    }
    list.classList.add("waiting");
    list.before(show);
    show.addEventListener("click", reveal);
    setTimeout(reveal, 4000);
  }

  // One answer on the back: its verdict in words, the option, and why. Without a verdict where "Incorrect" over
  // one after the other would say nothing.
  function entry(option, reason, label, picked, judged, explained) {
    const right = reason.classList.contains("right");
    const item = element("li", "entry " + (right ? "right" : "wrong") + (picked ? " picked" : ""));
    const mark = reason.firstElementChild;
    if (mark && mark.tagName === "B") {
      mark.remove();
    }
    if (judged) {
      const words = (picked ? "your-" : "") + (right ? "correct" : "incorrect");
      const verdict = element("p", "verdict");
      const icon = element("span", "icon", right ? "✓" : "✗");
      icon.setAttribute("aria-hidden", "true");
      verdict.append(icon, " ", word(words));
      item.append(verdict);
    }
    const text = moveInto(element("div", "option"), option);
    if (label) {
      text.prepend(element("span", "label", label), " ");
    }
    item.append(text);
    if (explained && hasText(reason)) {
      item.append(moveInto(element("div", "why"), reason));
    }
    return item;
  }

  function hasText(reason) {
    return Array.from(reason.childNodes).some((node) => node.nodeName !== "B" && node.textContent.trim())
      || reason.querySelector("img, svg") !== null;
  }

  // One reason for every wrong answer is read once.
  function sharedBy(wrong) {
    const texts = new Set(wrong.map((reason) => reason.textContent.replace("✗", "").trim()));
    return wrong.length > 1 && texts.size === 1 && hasText(wrong[0]);
  }

  function commonReason(reason) {
    const copy = reason.cloneNode(true);
    const mark = copy.firstElementChild;
    if (mark && mark.tagName === "B") {
      mark.remove();
    }
    return moveInto(element("div", "common"), copy);
  }

  function listOf(entries) {
    const list = element("ol", "entries");
    list.setAttribute("role", "list");
    list.append(...entries);
    return list;
  }

  // Your answer, the correct one, why it is correct, and then the others, in the order of the front.
  function back(source, feedback) {
    const options = itemsOf(source);
    const reasons = itemsOf(feedback);
    const right = reasons.findIndex((reason) => reason.classList.contains("right"));
    if (right < 0 || options.length !== reasons.length) {
      return; // The note was edited by hand: what it says stands as it is.
    }
    const state = recall(options.length);
    const order = state ? state.order : range(options.length);
    const pick = state && order.includes(state.pick) ? state.pick : null;
    const leading = pick === null || pick === right ? [right] : [pick, right];
    const rest = order.filter((number) => !leading.includes(number));
    const shared = sharedBy(reasons.filter((reason, number) => number !== right));
    const judged = !shared && rest.some((number) => hasText(reasons[number]));
    const labels = order.map((number, place) => labelled(source) ? labelOf(source, place) : "");
    const make = (number) => entry(
      options[number], reasons[number], labels[order.indexOf(number)], number === pick,
      judged || leading.includes(number), !shared || leading.includes(number),
    );
    // Where no wrong answer was picked, the reason that they share stands before them.
    const common = shared && leading.length === 1 ? [commonReason(reasons[rest[0]])] : [];
    const made = listOf(leading.map(make));
    source.replaceWith(made);
    feedback.remove();
    let others = rest.length ? [...common, listOf(rest.map(make))] : [];
    if (rest.length && pick === right && (judged || shared)) {
      const summary = element("summary", "tappable");
      summary.append(word("others", rest.length));
      const folded = element("details", "more");
      const inside = element("div", "others");
      inside.append(...others);
      folded.append(summary, inside);
      others = [folded];
    }
    const explanation = root.querySelector(".explanation");
    made.after(...[explanation, ...others].filter(Boolean));
    if (pick !== null) {
      showVerdict(made.firstElementChild);
    }
  }

  // A long question may leave the verdict outside the screen: then, and only then, scroll as far as needed.
  // Where a page is still loading, its own script scrolls to the top when it has loaded.
  function showVerdict(first) {
    if (document.readyState !== "complete") {
      addEventListener("load", () => setTimeout(() => bringIntoView(first)), {once: true});
    }
    bringIntoView(first);
  }

  function bringIntoView(first) {
    const box = first.getBoundingClientRect();
    if (box.top < 0 || box.top > window.innerHeight * 0.8) {
      first.scrollIntoView({block: box.top < 0 ? "start" : "center"});
    }
  }

  const source = root.querySelector(".answers > .options");
  if (!source) {
    return;
  }
  if (root.classList.contains("front")) {
    front(source);
  } else {
    back(source, root.querySelector(".answers > .feedback"));
  }
})();
