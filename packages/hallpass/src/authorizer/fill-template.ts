import { type Refused, refused } from './inquiry.ts'
import type { RequestPath } from './request-path.ts'

/**
 * A name with `$method` and `$path`, or `{method}` and `{path}` (nginx takes `$` for a variable of its own), filled in: the method as it was
 * sent, the path percent-decoded once and with its slash. Refused where it needs a path that is read in more than one way.
 */
export function fillTemplate(template: string, method: string, path: RequestPath): string | Refused {
  if (path.ambiguity !== undefined && needsPath.test(template)) return refused(path.ambiguity)
  return template.replace(place, (_, name: string | undefined, braced: string | undefined) =>
    (name ?? braced) === 'method' ? method : path.text,
  )
}

const needsPath = /\$path\b|\{path\}/
const place = /\$(method|path)\b|\{(method|path)\}/g
