// Shows only the measures of the chosen project. Without this script they stand in groups and the server checks.
{
  const project = document.querySelector("[data-measures] [name=project]");
  const measure = document.querySelector("[data-measures] [name=measure]");
  const show = () => {
    const name = project.selectedOptions[0]?.textContent;
    for (const group of measure.querySelectorAll("optgroup")) {
      const fits = group.label === name;
      group.hidden = group.disabled = !fits;
      if (!fits && group.contains(measure.selectedOptions[0])) measure.value = "";
    }
  };
  if (project && measure) {
    project.addEventListener("change", show);
    show();
  }
}
