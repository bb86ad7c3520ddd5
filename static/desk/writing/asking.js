// Questions of the open form's helpers to the server. Where the session is over, the sign-in inside the page comes
// first, and then the same question again.

// What `question` resolves to, {status, …}. Null without signal, undefined where somebody put the sign-in off.
export async function answerOf(question, name) {
  const answer = await question().catch(() => null);
  if (answer?.status !== 401) return answer;
  const dialog = await import("./sign_in.js").catch(() => null);
  if (!dialog) return null;
  return new Promise((resolve) => {
    dialog.open(() => resolve(answerOf(question, name)), resolve, name).catch(() => resolve(null));
  });
}
