import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Writes an answer of the store as it comes, and leaves its end to the caller: `pipeline` does as much, at several times the cost.
 * @throws it breaks off, or who it is for has gone: the response is destroyed, so that it does not look whole
 */
export function pour(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      answer.destroy()
      response.destroy()
      reject(error)
    }
    const leave = () => fail(new Error('The caller has left.'))
    const breakOff = () => fail(new Error('The answer of the store breaks off.'))
    answer.once('error', fail).once('close', breakOff)
    answer.once('end', () => {
      answer.off('close', breakOff)
      response.off('close', leave)
      resolve()
    })
    response.once('close', leave)
    if (answer.destroyed) breakOff()
    else if (response.destroyed) leave()
    else answer.pipe(response, { end: false })
  })
}
