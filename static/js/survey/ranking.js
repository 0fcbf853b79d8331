// Ranking by taps: the first tap is the first place, a second tap takes it back. Buttons stand for the page's selects,
// which stay the form's fields.

export const makeRankings = (form, words) => {
  for (const places of form.querySelectorAll("[data-places]")) makeRanking(places, words);
};

const makeRanking = (places, words) => {
  const selects = [...places.querySelectorAll("select")];
  const list = Object.assign(document.createElement("div"), { className: "ranks" });
  const buttons = [...selects[0].options].filter((option) => option.value).map((option) => makeButton(option));
  list.append(...buttons);
  places.before(list);
  places.hidden = true;

  const ranked = () => selects.filter((select) => !select.disabled && select.value).map((select) => select.value);
  const draw = () => {
    const order = ranked();
    for (const button of buttons) {
      const place = order.indexOf(button.value) + 1;
      button.setAttribute("aria-pressed", String(place > 0));
      button.querySelector(".rank__place").textContent = place || "";
      const told = place ? `, ${words.place.replace("%(number)s", place)}` : "";
      button.setAttribute("aria-label", button.dataset.text + told);
    }
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const declined = places.parentElement.querySelector("input[type=checkbox]");
    if (declined?.checked) declined.click();
    const order = ranked();
    const wished = order.includes(button.value)
      ? order.filter((code) => code !== button.value)
      : [...order, button.value].slice(0, selects.length);
    selects.forEach((select, place) => {
      select.value = wished[place] ?? "";
    });
    draw();
    selects[0].dispatchEvent(new Event("change", { bubbles: true }));
  });
  places.addEventListener("survey:restored", draw);
  places.closest("form").addEventListener("change", draw);
  draw();
};

const makeButton = (option) => {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "rank", value: option.value });
  button.dataset.text = option.text;
  const [place, text] = ["rank__place", "rank__text"].map((name) =>
    Object.assign(document.createElement("span"), { className: name }),
  );
  text.textContent = option.text;
  button.append(place, text);
  return button;
};
