import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'

const guide = readFileSync(new URL('../../../../docs/migrate-from-sdk-v2.md', import.meta.url), 'utf8')

test('the script that the guide for the SDK v2 has made gives pages a global AWS', () => {
  const [, contents = '', options = ''] =
    /^echo "(.*)" > aws-global\.js\nnpx esbuild aws-global\.js (.*) --outfile=aws\.js$/m.exec(guide) ?? []
  expect(options).toBe('--bundle --minify')
  const stdin = { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) }
  const { outputFiles, warnings } = buildSync({ stdin, bundle: true, minify: true, write: false })
  expect(warnings).toEqual([])

  const page = createContext({ setTimeout, queueMicrotask, URL })
  runInContext('var window = globalThis', page)
  runInContext(outputFiles[0]?.text ?? '', page)
  const program = 'AWS.config.region = "us-east-1"; new AWS.CognitoIdentity().getId({}, (error) => { said = error.message }); said'
  expect(runInContext(`var said; ${program}`, page)).toBe("Missing required key 'IdentityPoolId' in params")
  expect(runInContext('AWS.util.isBrowser()', page)).toBe(true)
})
