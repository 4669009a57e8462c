import { expect, test } from 'vitest'
import { originForm } from './origin-form.ts'

test.each([
  ['/', '/'],
  ['/?a=b', '/?a=b'],
  ['//', '//'],
  ['//host/x', '//host/x'],
  ['*', '*'],
  ['http://127.0.0.1:4255/', '/'],
  ['http://127.0.0.1:4255', '/'],
  ['HTTPS://id.example.com?a=b/c', '/?a=b/c'],
  ['http://id.example.com/x?a=http://y/', '/x?a=http://y/'],
  ['/http://id.example.com/', '/http://id.example.com/'],
  ['ftp://id.example.com/', 'ftp://id.example.com/'],
])('the target %s is %s', (target, expected) => {
  expect(originForm(target)).toBe(expected)
})
