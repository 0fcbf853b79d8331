// How many people the lines of a group make together, while typing. The server adds them up again.
{
  const form = document.querySelector("[data-group]");
  if (form) {
    form.querySelector("[data-group-plain]").hidden = true; // Another line comes without asking the server.
    form.querySelector("[data-group-total]").hidden = false;
    const sum = form.querySelector("[data-group-sum]");
    const refresh = () => {
      const counts = [...form.querySelectorAll("[data-rows] [data-group-count]")];
      sum.textContent = counts.reduce((all, input) => all + (Number.parseInt(input.value, 10) || 0), 0);
    };
    form.addEventListener("input", refresh);
    window.addEventListener("pageshow", refresh);
    refresh();
  }
}
