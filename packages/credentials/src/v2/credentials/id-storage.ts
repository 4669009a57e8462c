/** Where identity ids are kept: `localStorage`, tried once when the module is loaded; else one object, which lives as long as the page. */
export const idStorage: Record<string, unknown> = probe()

function probe(): Record<string, unknown> {
  try {
    // Workers and servers have no `window`; reading `localStorage`, or writing to it, throws where the user blocks it.
    const { localStorage } = globalThis.window
    if (localStorage !== null && typeof localStorage === 'object') {
      localStorage['aws.test-storage'] = 'foobar'
      delete localStorage['aws.test-storage']
      return localStorage
    }
  } catch {}
  return {}
}
