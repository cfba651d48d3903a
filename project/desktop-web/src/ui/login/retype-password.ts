/** After a sign-in that was refused: the button that had the focus may be disabled by now. */
export function retypePassword(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('[name="password"]');
  field?.focus();
  field?.select();
}
