/** Makes the compiler find every place that a new kind of thing must be handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
