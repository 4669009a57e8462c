/** Bytes whose `toString()` is the text that they encode (UTF-8), as a `Buffer`'s is: what applications are handed piece by piece. */
export class TextBytes extends Uint8Array {
  override toString(): string {
    return new TextDecoder().decode(this)
  }
}
