export interface Target {
  /** Undefined of a target in origin form. */
  readonly authority: string | undefined
  /** As it was sent. */
  readonly path: string
  /** As it was sent, without `?`. */
  readonly query: string
}

/**
 * The parts of a request target, in origin form or absolute, none of them read any further; undefined where it is neither, or has a
 * fragment or other characters that no target has.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function splitTarget(target: string): Target | undefined {
  const [, authority, path = '', query = ''] = /^(?:https?:\/\/([^/?#@\\]+))?(\/[^?#]*)?(?:\?([^#]*))?$/i.exec(target) ?? []
  if (!/^[\x21-\x7e\x80-\xff]+$/.test(target)) return undefined
  return path === '' && authority === undefined ? undefined : { authority, path: path === '' ? '/' : path, query }
}
