// Ticks of hundreds of regions: all of a province with one press, and one field for all codes, because a server takes
// only so many fields of one form.
const form = document.getElementById("regions")
for (const button of form.querySelectorAll("[data-tick]")) {
  const boxes = [...button.closest("fieldset").querySelectorAll(".regencies > li > label input:enabled")]
  button.hidden = !boxes.length
  button.addEventListener("click", () => {
    const isWanted = !boxes.every((box) => box.checked)
    for (const box of boxes) box.checked = isWanted
  })
}
form.addEventListener("formdata", ({ formData }) => {
  const codes = formData.getAll("kode")
  formData.set("kode", codes.join(" "))
})
