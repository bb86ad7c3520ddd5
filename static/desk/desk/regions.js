// Ticks of hundreds of regions, or of a set of categories: all of a group with one press, and one field for all codes,
// because a server takes only so many fields of one form.
for (const button of document.querySelectorAll("[data-tick]")) {
  const boxes = [...button.closest("fieldset").querySelectorAll(button.dataset.tick)]
  button.hidden = !boxes.length
  button.addEventListener("click", () => {
    const isWanted = !boxes.every((box) => box.checked)
    for (const box of boxes) box.checked = isWanted
  })
}
document.getElementById("regions")?.addEventListener("formdata", ({ formData }) => {
  const codes = formData.getAll("kode")
  formData.set("kode", codes.join(" "))
})
