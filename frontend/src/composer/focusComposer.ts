/** Puts the caret into the composer of this page, when it has one. */
export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>('textarea[data-composer]')?.focus();
}

/** Opens the list of models of this page's composer, when it has one. */
export function openModelPicker(): void {
  document.querySelector<HTMLButtonElement>('button[data-model-picker]')?.click();
}
