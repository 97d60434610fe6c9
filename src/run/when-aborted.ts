/** Calls a function when a signal is aborted: at once if it is already, because its event comes only once. */
export function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}
