import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'

test('a bundle has no expression that looks behind, at which Safari before 16.4 refuses the whole script', () => {
  const stdin = { contents: "export * from '../../src/v2.ts'", resolveDir: fileURLToPath(new URL('.', import.meta.url)) }
  const { outputFiles } = buildSync({ stdin, bundle: true, format: 'esm', write: false })
  expect(outputFiles[0]?.text).toContain('CognitoIdentityCredentials')
  expect(outputFiles[0]?.text).not.toMatch(/\(\?<[=!]/)
})
