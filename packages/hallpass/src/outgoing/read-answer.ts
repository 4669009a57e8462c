/**
 * The bytes of an answer, after decompression; undefined where there are more than these, of which no more is read.
 * @param longest bytes
 */
export async function readAnswer({ body }: Pick<Response, 'body'>, longest: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > longest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}
