// Questions of the open form's helpers to the server. Where the session is over, the sign-in inside the page comes
// first, and then the same question again.

// What `question` resolves to, {status, …}. Null without signal, undefined where somebody put the sign-in off.
export async function answerOf(question, name) {
  const since = performance.now();
  const answer = await question().catch(() => null);
  if (answer?.status !== 401) return answer;
  const dialog = await import("./sign_in.js").catch(() => null);
  if (!dialog) return null;
  return new Promise((resolve) => {
    dialog.open(since, () => resolve(answerOf(question, name)), resolve, name).catch(() => resolve(null));
  });
}

// The JSON at an address. Rejects where there is none.
export async function readJson(url) {
  const answer = await answerOf(async () => {
    const response = await fetch(url);
    if (response.redirected || response.status === 401) return { status: 401 };
    return { status: response.status, data: response.ok && (await response.json()) };
  }, Symbol(url)); // of two questions of one field, each is answered
  if (!answer?.data) throw new Error(answer?.status);
  return answer.data;
}
