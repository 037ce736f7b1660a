const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The command key as this person's keyboard names it. */
export const commandKey = apple ? '⌘' : 'Ctrl';
export const shiftKey = apple ? '⇧' : 'Shift';

export function hasCommand(event: KeyboardEvent): boolean {
  return apple ? event.metaKey : event.ctrlKey;
}

/** Whether what is typed goes into a field. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Enter that picks a word of an input method is not meant for the form. */
export function isComposing(event: { nativeEvent: KeyboardEvent }): boolean {
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
}
