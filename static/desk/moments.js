// Moments in words, beside the fields that they are typed into.

// A moment in words, in the zone of the story's region.
function sayMoment(field) {
  const formatter = new Intl.DateTimeFormat("id", { dateStyle: "full", timeZone: "UTC" });
  const output = field.parentElement.querySelector(`output[for="${field.id}"]`);
  const button = field.closest("details, dialog").querySelector("button[type=submit]");
  const label = button.textContent;
  const show = () => {
    const [date, time] = field.value.split("T");
    const day = time && formatter.format(new Date(`${date}T00:00Z`));
    const moment = day && `${day} pukul ${time.slice(0, 5).replace(":", ".")} ${field.dataset.zone}`;
    output.textContent = moment ? field.dataset.words.replace("{time}", moment) : "";
    button.textContent = output.textContent || label;
  };
  field.addEventListener("input", show);
  show();
}

document.querySelectorAll("input[data-words]").forEach(sayMoment);
