// The search field that select2 puts in place of the regions has no name of its own.
// The list of accounts loads this, too.
window.django.jQuery(() => {
  const label = document.querySelector("label[for=id_regions]")?.textContent.trim();
  for (const field of document.querySelectorAll(".field-regions .select2-search__field")) field.ariaLabel = label;
});
