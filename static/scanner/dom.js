// Small helpers that every screen of the scanner uses: words, elements, icons, times.
export const config = JSON.parse(document.getElementById("config").textContent);

// The words for a key, with {names} filled in. An unknown key shows itself: seen at once, and no screen breaks.
export const t = (key, values = {}) =>
  (config.words[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ""));

export const hasWords = (key) => key in config.words;

// h("p", {class: "x", onclick: f, hidden: false}, "words", element, null)
export const h = (tag, props = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const SVG = "http://www.w3.org/2000/svg";
export const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
};

export const button = (words, onclick, { symbol, variant = "", ...props } = {}) =>
  h("button", { type: "button", class: `button ${variant}`.trim(), onclick, ...props }, symbol && icon(symbol), h("span", {}, words));

const zoned = (options) => {
  try {
    return new Intl.DateTimeFormat("ru", { ...options, timeZone: config.timeZone });
  } catch {
    return new Intl.DateTimeFormat("ru", options); // a browser without the zone's name: the phone's own time
  }
};
const hours = zoned({ hour: "2-digit", minute: "2-digit" });
const days = zoned({ day: "2-digit", month: "2-digit", year: "numeric" });

// 10:03; with the date before it when it is not today's.
export const clock = (moment) => {
  if (!moment) return "";
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return "";
  return days.format(time) === days.format(new Date()) ? hours.format(time) : `${days.format(time)} ${hours.format(time)}`;
};
// "2026-11-21" and "10:00:00" as they come from the server: no time zone in them.
export const plainDay = (text) => (text ? text.slice(0, 10).split("-").reverse().join(".") : "");
export const plainTime = (text) => (text ? text.slice(0, 5) : "");

// What this phone remembers about itself; a browser that keeps nothing is no reason to stop.
export const memory = {
  get: (key, otherwise = "") => {
    try {
      return localStorage.getItem(`scanner.${key}`) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`scanner.${key}`, value);
    } catch {
      // private window: forgotten at the next start
    }
  },
};

// A screen: its name with a way back, then what is on it.
export const screen = (app, title, ...children) =>
  h(
    "main",
    { class: "screen" },
    h(
      "header",
      { class: "screen__head" },
      app.canGoBack()
        ? h("button", { type: "button", class: "button button--icon", "aria-label": t("back"), onclick: app.back }, icon("back"))
        : null,
      h("h1", { tabindex: "-1" }, title),
    ),
    ...children,
  );

export const field = (id, label, input, help = "") =>
  h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    help ? h("p", { class: "field__help", id: `${id}-help` }, help) : null,
    input,
  );

export const notice = (kind, ...children) =>
  h("div", { class: `notice notice--${kind}` }, icon(kind), h("div", {}, ...children));
