/* Passkeys: ask the browser for a new one, or for the proof of one, and send what it says. */
"use strict";

async function passkeyOptions(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
}

function wishes(form, options) {
  const alone = form.elements.passwordless.checked;
  const chosen = options.publicKey.authenticatorSelection;
  chosen.residentKey = alone ? "required" : "discouraged";
  chosen.requireResidentKey = alone;
  if (alone) chosen.userVerification = "required";
  return options;
}

function passkeyTrouble(error) {
  if (error.name === "InvalidStateError") return "This passkey is one of yours already.";
  if (error.name === "NotAllowedError") return "No passkey was given: it was cancelled, or took too long. Try again.";
  if (error.message === "429") return "There were too many attempts. Wait some minutes, then try again.";
  return "The browser could not use a passkey here.";
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  if (!webauthnJSON.supported()) {
    toast("This browser knows no passkeys here. They need HTTPS, or the name localhost.");
    return;
  }
  try {
    const options = await passkeyOptions(form);
    const made = form.dataset.passkey === "create"
      ? await webauthnJSON.create(wishes(form, options))
      : await webauthnJSON.get(options);
    form.elements.credential.value = JSON.stringify(made);
    form.submit();
  } catch (error) {
    toast(passkeyTrouble(error));
  }
});
