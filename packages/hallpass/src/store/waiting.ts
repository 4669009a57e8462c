/** How to wait: without blocking the event loop. */
export interface Waiting {
  pause(milliseconds: number): Promise<void>
  /** From 0 to 1, never 1. */
  random(): number
}
