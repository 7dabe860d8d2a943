// The page around the cards: frames made when they come near the screen, flip, search, lectures, dark.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const search = document.getElementById("search");
  const lecture = document.getElementById("lecture");
  const kind = document.getElementById("kind");
  const darkButton = document.getElementById("dark");
  const count = document.getElementById("count");
  const main = document.getElementById("cards");
  const phones = [];
  const byWindow = new Map();

  const frame =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><base target="_blank">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>' +
    data.style +
    ".replay-button svg{fill:currentColor}.replay-button circle{fill:none;stroke:currentColor;stroke-width:3}" +
    '</style></head><body class="card"><div id="qa" dir="auto"></div><script>' +
    data.frame +
    "</" + "script></body></html>";

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className || "";
    made.textContent = text || "";
    return made;
  }

  function complete(html) {
    return html
      .replace(/<script data-name="([^"]+)"><\/script>/g, (_, name) => "<script>" + data.scripts[name] + "</" + "script>")
      .replace(/(<img [^>]*?\bsrc=")([^"]+)"/g, (all, before, name) => before + (data.media[name] || name) + '"');
  }

  function isDark() {
    return root.classList.contains("dark");
  }

  function show(phone, side) {
    phone.side = side;
    phone.button.textContent = side === "front" ? data.words["show-answer"] : data.words["show-question"];
    phone.button.setAttribute("aria-label", phone.button.textContent + ": " + phone.label);
    if (phone.frame) {
      const message = {html: complete(phone.card[side]), number: phone.card.number, dark: isDark(), side: side};
      phone.frame.contentWindow.postMessage(message, "*");
    }
  }

  function flip(phone) {
    show(phone, phone.side === "front" ? "back" : "front");
  }

  function open(phone) {
    if (phone.frame) {
      return;
    }
    phone.frame = document.createElement("iframe");
    phone.frame.title = phone.label;
    // A card runs its own script and opens its own link; it reaches nothing else.
    phone.frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    phone.frame.srcdoc = frame;
    phone.screen.append(phone.frame);
    byWindow.set(phone.frame.contentWindow, phone);
  }

  function close(phone) {
    if (phone.frame) {
      byWindow.delete(phone.frame.contentWindow);
      phone.frame.remove();
      phone.frame = null;
    }
  }

  addEventListener("message", function (event) {
    const phone = byWindow.get(event.source);
    if (phone && event.data === "ready") {
      show(phone, phone.side);
    } else if (phone && event.data === "flip") {
      flip(phone);
    }
  });

  // A frame far from the screen is given back: three hundred at once would be slow. Its side is kept.
  const near = new IntersectionObserver(
    function (seen) {
      for (const entry of seen) {
        (entry.isIntersecting ? open : close)(entry.target.phone);
      }
    },
    {rootMargin: "600px"},
  );

  data.lectures.forEach(function (one, number) {
    const section = document.createElement("section");
    section.id = "lecture-" + (number + 1);
    const heading = element("h2", "", one.name);
    if (one.path) {
      heading.prepend(element("small", "", one.path));
    }
    const list = element("div", "phones");
    one.cards.forEach(function (card, place) {
      const figure = element("figure", "phone");
      const screen = element("div", "screen");
      const button = element("button", "", data.words["show-answer"]);
      button.type = "button";
      const phone = {
        card: card, figure: figure, screen: screen, button: button, side: "front", frame: null,
        label: one.name + " " + (place + 1),
      };
      button.addEventListener("click", () => flip(phone));
      button.setAttribute("aria-label", button.textContent + ": " + phone.label);
      figure.phone = phone;
      figure.append(screen, button);
      list.append(figure);
      phones.push(phone);
      near.observe(figure);
    });
    section.append(heading, list);
    main.append(section);
    lecture.append(new Option(one.name + " (" + one.cards.length + ")", section.id));
  });

  lecture.addEventListener("change", function () {
    document.getElementById(lecture.value).scrollIntoView();
  });

  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const phone of phones) {
      const fits = (!kind.value || phone.card.kind === kind.value)
        && words.every((word) => phone.card.text.includes(word));
      phone.figure.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    document.getElementById("nothing").hidden = shown > 0;
    for (const section of main.children) {
      section.hidden = !section.querySelector(".phone:not([hidden])");
    }
    const total = String(phones.length);
    count.textContent = data.words.cards + ": " + (shown === phones.length ? total : shown + " / " + total);
  }
  for (const name of new Set(phones.map((phone) => phone.card.kind))) {
    kind.append(new Option(data.kinds[name] || name, name));
  }
  kind.addEventListener("change", find);
  search.addEventListener("input", find);
  document.getElementById("flip").addEventListener("click", function () {
    const shown = phones.filter((phone) => !phone.figure.hidden);
    const side = shown.every((phone) => phone.side === "back") ? "front" : "back";
    shown.forEach((phone) => show(phone, side));
  });
  find();

  function setDark(dark) {
    root.classList.toggle("dark", dark);
    darkButton.setAttribute("aria-pressed", String(dark));
    for (const phone of phones) {
      if (phone.frame) {
        phone.frame.contentWindow.postMessage({number: phone.card.number, dark: dark}, "*");
      }
    }
  }
  darkButton.addEventListener("click", () => setDark(!isDark()));
  setDark(matchMedia("(prefers-color-scheme: dark)").matches);
})();
