import type { ServerResponse } from 'node:http'

/** How much of each body is not counted, bytes: most are shorter. */
export const freeBytes = 16 * 1024
/** How many bytes of bodies are held at once besides: whoever sends many long ones slowly would have us hold them all. */
const mostBytes = 64 * 1024 * 1024

/** Counts what is held of bodies until their requests are answered. */
export class BodyBudget {
  #held = 0

  /**
   * Counts the body of one request.
   * @returns to be told how long the body is by now, bytes; says whether that is not too much besides the others
   */
  open(response: ServerResponse): (length: number) => boolean {
    let counted = 0
    response.once('close', () => {
      this.#held -= counted
    })
    return (length) => {
      const more = Math.max(0, length - freeBytes) - counted
      if (this.#held + more > mostBytes) return false
      counted += more
      this.#held += more
      return true
    }
  }
}
