import type { SignedHead } from '../s3/signed-head.ts'
import { climbs } from './request-path.ts'

/** By these, some applications take a request for one of another method. */
const methodHeaders = ['x-http-method-override', 'x-http-method', 'x-method-override']
/** By these, some applications take a request for one of another target. */
const targetHeaders = ['x-original-url', 'x-rewrite-url']

/**
 * Says by what a request may be another one to the application than it is to us; undefined where there is nothing. Signatures do not tell:
 * they leave out segments `.` and `..`, and whoever signs may sign any header.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function confusingPart({ headers, method, path }: Pick<SignedHead, 'headers' | 'method' | 'path'>): string | undefined {
  if (climbs(path)) return 'The path has a segment . or ..'
  const confusing = headers.find(([name, value]) => {
    const read = asApplicationsRead(name)
    return targetHeaders.includes(read) || isForged(name) || (methodHeaders.includes(read) && value.trim().toUpperCase() !== method)
  })
  return confusing && `By the header ${confusing[0].toLowerCase()} the request may be another one to the application.`
}

/** CGI and WSGI have one name for both: `HTTP_X_HTTP_METHOD`. Source: RFC 3875, section 4.1.18. */
function asApplicationsRead(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** What applications would read as an answer of ours, and no proxy overwrites. */
function isForged(name: string): boolean {
  return name.includes('_') && asApplicationsRead(name).startsWith('x-hallpass-')
}
