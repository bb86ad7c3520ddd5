// The point of a photo that no crop loses: pressed on the picture, written into two fields (percent).

import { byId } from "../dom.js";

const figure = document.querySelector("[data-focus]");
const fields = ["x", "y"].map((axis) => byId(`id_focus_${axis}`));

if (figure && fields.every(Boolean)) {
  const image = figure.querySelector("img");
  const mark = document.createElement("span");
  mark.className = "focus-mark";
  figure.append(mark);
  const show = () => {
    mark.style.left = `${(image.offsetLeft + (image.clientWidth * fields[0].value) / 100)}px`;
    mark.style.top = `${(image.offsetTop + (image.clientHeight * fields[1].value) / 100)}px`;
  };
  image.addEventListener("click", (event) => {
    fields[0].value = Math.round((100 * event.offsetX) / image.clientWidth);
    fields[1].value = Math.round((100 * event.offsetY) / image.clientHeight);
    show();
  });
  fields.forEach((field) => field.addEventListener("input", show));
  image.complete ? show() : image.addEventListener("load", show);
  addEventListener("resize", show);
}
