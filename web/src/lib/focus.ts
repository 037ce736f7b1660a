/**
 * Puts the cursor into a field that has just come, unless a dialog is open over the page: whatever is being typed belongs to
 * the dialog.
 */
export function focusUnderNoDialog(field: HTMLElement | null): void {
  const dialogs = document.querySelectorAll('[role="dialog"], [role="alertdialog"]');
  if ([...dialogs].every((dialog) => dialog.contains(field))) field?.focus();
}
