// A point's position: taken from the phone by a button, if the phone allows it. Nothing is asked before the tap.
for (const form of document.querySelectorAll("[data-position]")) {
  const latitude = form.querySelector("[data-latitude]");
  const longitude = form.querySelector("[data-longitude]");
  const take = form.querySelector("[data-position-take]");
  const forget = form.querySelector("[data-position-forget]");
  const said = form.querySelector("[data-position-said]");
  const write = (north, east, words) => {
    latitude.value = north;
    longitude.value = east;
    said.textContent = words;
    forget.hidden = north === "";
  };
  take.hidden = !navigator.geolocation;
  forget.hidden = latitude.value === "";
  forget.addEventListener("click", () => write("", "", said.dataset.gone));
  take.addEventListener("click", () => {
    const taken = ({ coords }) => write(coords.latitude.toFixed(5), coords.longitude.toFixed(5), said.dataset.taken);
    const refused = () => { said.textContent = said.dataset.refused; };
    navigator.geolocation.getCurrentPosition(taken, refused, { enableHighAccuracy: true, timeout: 15000 });
  });
}
