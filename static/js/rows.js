// One more row of a formset: clones the template and counts it. Without this script the page offers three empty rows.
{
  for (const button of document.querySelectorAll("[data-add-row]")) {
    const prefix = button.dataset.addRow;
    const rows = document.querySelector(`[data-rows="${prefix}"]`);
    const template = document.querySelector(`template[data-row="${prefix}"]`);
    const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
    const most = Number(document.getElementById(`id_${prefix}-MAX_NUM_FORMS`).value);
    const refresh = () => { button.hidden = Number(total.value) >= most; };
    button.addEventListener("click", () => {
      const html = template.innerHTML.replaceAll("__prefix__", total.value);
      rows.insertAdjacentHTML("beforeend", html);
      total.value = Number(total.value) + 1;
      rows.lastElementChild.querySelector("input").focus();
      refresh();
    });
    refresh();
  }
}
