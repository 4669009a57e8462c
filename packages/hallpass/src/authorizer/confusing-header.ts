import type { SignedHead } from '../s3/signed-head.ts'

/** By these, some applications take a request for one of another method. */
const methodHeaders = ['x-http-method-override', 'x-http-method', 'x-method-override']
/** By these, some applications take a request for one of another target. */
const targetHeaders = ['x-original-url', 'x-rewrite-url']

/** Says by which header a request may be another one to the application than it is to us; undefined where there is none. */
export function confusingHeader({ headers, method }: Pick<SignedHead, 'headers' | 'method'>): string | undefined {
  const confusing = headers.find(([name, value]) => {
    const lower = name.toLowerCase()
    return targetHeaders.includes(lower) || (methodHeaders.includes(lower) && value.trim().toUpperCase() !== method)
  })
  return confusing && `By the header ${confusing[0].toLowerCase()} the request may be another one to the application.`
}
