import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cookieStorage } from './cookie-storage.ts'

const key = (user: string) => `aws:cognito-identity-credentials:eu-central-1:pool:${user}`
const name = 'aws%3Acognito-identity-credentials%3Aeu-central-1%3Apool%3AANONYMOUS'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A document that keeps cookies as browsers do, but for their attributes other than the time they live. */
function browser() {
  const cookies = new Map<string, string>()
  return {
    read: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    write: vi.fn((line: string) => {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? []
      if (line.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }),
  }
}

describe('CP-ID-STORE-1: ids in cookies', () => {
  test('are kept, found and removed', () => {
    const storage = cookieStorage(browser())
    storage.setItem(key('ANONYMOUS'), 'eu-central-1:id')
    expect(storage.getItem(key('ANONYMOUS'))).toBe('eu-central-1:id')
    storage.removeItem(key('ANONYMOUS'))
    expect(storage.getItem(key('ANONYMOUS'))).toBeNull()
  })

  test('are written for the whole site, for a year, over https, and for no other site', () => {
    const { read, write } = browser()
    cookieStorage({ read, write }).setItem(key('ANONYMOUS'), 'eu-central-1:id')
    expect(write.mock.calls).toEqual([[`${name}=eu-central-1%3Aid; Max-Age=31536000; Path=/; SameSite=Lax; Secure`]])
  })

  test('are removed from where they were written', () => {
    const { read, write } = browser()
    cookieStorage({ read, write, path: '/app', domain: 'example.com' }).removeItem(key('ANONYMOUS'))
    expect(write.mock.calls).toEqual([[`${name}=; Max-Age=0; Path=/app; Domain=example.com; SameSite=Lax; Secure`]])
  })

  test('take the attributes that they are given', () => {
    const { read, write } = browser()
    const storage = cookieStorage({ read, write, path: '/app', domain: 'example.com', sameSite: 'Strict', secure: false, maxAge: 60 })
    storage.setItem(key('ANONYMOUS'), 'id')
    expect(write.mock.calls).toEqual([[`${name}=id; Max-Age=60; Path=/app; Domain=example.com; SameSite=Strict`]])
  })

  test('come from a request beside other cookies', () => {
    const header = `a=1; ${name}=eu-central-1%3Aid; ${name}x=other; b="2"; =; c`
    expect(cookieStorage({ read: () => header }).getItem(key('ANONYMOUS'))).toBe('eu-central-1:id')
  })

  test.each([
    ['', null],
    [undefined, null],
    [null, null],
    ['a=1', null],
    [`x${name}=id`, null],
    [`${name}`, null],
    [`${name}=%E0%A4%A`, null],
    [`${name}=`, ''],
    [`  ${name} =  id  ;`, 'id'],
    [`${name}=a=b`, 'a=b'],
    [`${name}=first; ${name}=second`, 'first'],
    [`__proto__=1; ${name}=id`, 'id'],
  ])('are read from %j as %j', (header, id) => {
    expect(cookieStorage({ read: () => header }).getItem(key('ANONYMOUS'))).toBe(id)
  })

  test('are known at once on a server, where the header of the request stays what it was', () => {
    const set: string[] = []
    const storage = cookieStorage({ read: () => `${name}=old`, write: (line) => void set.push(line) })
    storage.setItem(key('ANONYMOUS'), 'new')
    expect([storage.getItem(key('ANONYMOUS')), set.length]).toEqual(['new', 1])
    storage.removeItem(key('ANONYMOUS'))
    expect(storage.getItem(key('ANONYMOUS'))).toBeNull()
  })

  test('that another tab has changed since are read anew', () => {
    const document = browser()
    const storage = cookieStorage(document)
    storage.setItem(key('ANONYMOUS'), 'ours')
    cookieStorage(document).setItem(key('ANONYMOUS'), 'theirs')
    expect(storage.getItem(key('ANONYMOUS'))).toBe('theirs')
  })

  test('need nobody who writes', () => {
    const storage = cookieStorage({ read: () => '' })
    storage.setItem(key('ANONYMOUS'), 'id')
    expect(storage.getItem(key('ANONYMOUS'))).toBe('id')
  })

  test('lie in document.cookie unless told', () => {
    const { read, write } = browser()
    vi.stubGlobal('document', Object.defineProperty({}, 'cookie', { get: read, set: write }))
    cookieStorage().setItem(key('ANONYMOUS'), 'id')
    expect(cookieStorage().getItem(key('ANONYMOUS'))).toBe('id')
    expect(read()).toBe(`${name}=id`)
  })

  test('whatever they and their users are called, stay in one cookie each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (user, id) => {
        const document = browser()
        cookieStorage(document).setItem(key(user), id)
        expect(document.write.mock.calls[0]?.[0]).toMatch(
          /^[\w!#$%&'*+.^`|~-]+=[\w!#$%&'()*+./:<-@[\]^`{|}~-]*; Max-Age=31536000; Path=\/; SameSite=Lax; Secure$/,
        )
        expect(cookieStorage(document).getItem(key(user))).toBe(id)
      }),
    )
  })
})

describe('cookies refuse', () => {
  test.each(['credentials', 'aws:cognito-identity', ''])('CP-SEC-1: whatever is no identity id, such as what is kept under %j', (other) => {
    const { read, write } = browser()
    expect(() => cookieStorage({ read, write }).setItem(other, 'secret-value')).toThrow(
      expect.objectContaining({ name: 'StorageError', message: expect.not.stringContaining('secret-value') }),
    )
    expect(write).not.toHaveBeenCalled()
  })

  test.each([
    ['path', { path: '/; Domain=evil.example' }],
    ['domain', { domain: 'example.com\r\nSet-Cookie: a=b' }],
    ['sameSite', { sameSite: 'Lax; x' as 'Lax' }],
    ['path', { path: '' }],
    ['maxAge', { maxAge: 1.5 }],
    ['maxAge', { maxAge: Number.NaN }],
    ['maxAge', { maxAge: '1; Domain=evil.example' as never }],
  ])('a %s that is none', (option, options) => {
    expect(() => cookieStorage({ read: () => '', ...options })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message: expect.stringContaining(option) }),
    )
  })
})
