// Dialogs.
//   <a href="/…/hand-over" data-dialog="hand-over">   opens <dialog id="hand-over"> in place; the
//                                                     link leads to a page without scripts
//   <form data-confirm="Sentence.">                   asks before it is sent, in <dialog id="confirm">
//   <form data-confirm="Sentence." data-confirm-name="Bakkerij De Molen">   …and wants the name typed
//   <button data-close>                               closes the dialog around it

const agreed = new WeakSet<HTMLFormElement>();

export function startConfirm(): void {
  document.addEventListener("click", (event) => {
    const clicked = event.target as Element;
    const opener = clicked.closest<HTMLElement>("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (clicked.closest("[data-close]")) clicked.closest("dialog")?.close();
    // A click on the backdrop hits the dialog itself.
    if (clicked instanceof HTMLDialogElement) clicked.close();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset.confirm || agreed.has(form)) return;
    const dialog = document.getElementById("confirm");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(dialog, form, event.submitter);
  }, true);
}

/** Shows the sentence of `form` and sends the form once the reader agrees. */
function ask(dialog: HTMLDialogElement, form: HTMLFormElement, submitter: HTMLElement | null): void {
  const sentence = dialog.querySelector("[data-confirm-text]");
  const nameField = dialog.querySelector<HTMLElement>("[data-confirm-name-field]");
  const name = dialog.querySelector<HTMLInputElement>("[data-confirm-name-field] input");
  const yes = dialog.querySelector<HTMLButtonElement>("[data-confirm-yes]");
  if (!sentence || !yes) return;
  const wanted = form.dataset.confirmName;
  sentence.textContent = form.dataset.confirm ?? "";
  yes.textContent = submitter?.textContent?.trim() || yes.textContent;
  if (nameField && name) {
    nameField.hidden = !wanted;
    name.value = "";
    name.oninput = () => (yes.disabled = name.value.trim() !== wanted);
  }
  yes.disabled = Boolean(wanted);
  yes.onclick = () => {
    dialog.close();
    agreed.add(form);
    form.requestSubmit(submitter instanceof HTMLButtonElement ? submitter : undefined);
    agreed.delete(form);
  };
  dialog.showModal();
}
