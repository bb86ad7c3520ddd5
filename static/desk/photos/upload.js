// What an open form and the library's upload page have in common.

const PATIENCE = 300000; // ms
const SUPPLIED = ["citizen", "handout", "agency"];

// Tells how far it is, which fetch does not; rejects where no answer comes that is ours.
export function upload(url, body, tellPercent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = PATIENCE;
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) tellPercent(Math.floor((100 * loaded) / total));
    };
    request.onerror = request.ontimeout = reject;
    request.onload = () => {
      const { response, status } = request;
      if (response) resolve({ status, ...response });
      else if (status === 403 || status < 400) resolve({ status: 401 }); // the login's page
      else reject(new Error(status));
    };
    request.send(body);
  });
}

// Whose photo it is decides what else is asked, and the own credit is put in by itself.
export function followSource({ source, credit }, ownCredit) {
  const show = () => { document.querySelector("[data-supplied]").hidden = !SUPPLIED.includes(source.value); };
  source.addEventListener("change", () => {
    if (source.value === "own") credit.value ||= ownCredit();
    else if (credit.value === ownCredit()) credit.value = "";
    show();
  });
  return show;
}
