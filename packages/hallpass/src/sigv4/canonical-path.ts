import { brokenEscape, encodePath } from './percent-encoding.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

export type CanonicalPath = { readonly kind: 'path'; readonly path: string } | SignatureRefusal

/**
 * The path of the canonical request, for all services but S3: `.`, `..` and empty segments taken out, then encoded once more than it
 * was sent.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalPath(path: string): CanonicalPath {
  if (path !== '' && !path.startsWith('/')) return invalid(`Path is not absolute: ${path}`)
  const broken = brokenEscape(path)
  if (broken !== undefined) return invalid(broken)

  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return invalid(`Relative path entry '..' navigates above root: ${path}`)
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return { kind: 'path', path: encodePath(`/${segments.join('/')}${end}`) }
}

function invalid(message: string): SignatureRefusal {
  return { kind: 'invalid-uri-path', message }
}
