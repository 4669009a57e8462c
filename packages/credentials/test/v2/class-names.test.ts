import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'

const resolveDir = fileURLToPath(new URL('.', import.meta.url))

test.for([true, false])('A4.6 classes have their names in a bundle, minified: %s, for errors to tell', (minify) => {
  const stdin = { contents: "import AWS from '../../src/v2.ts'; globalThis.AWS = AWS", resolveDir }
  const { outputFiles } = buildSync({ stdin, bundle: true, minify, write: false })
  const page = createContext({ setTimeout, queueMicrotask, URL })
  runInContext(outputFiles[0]?.text ?? '', page)
  runInContext('config = new AWS.Config({ credentials: new AWS.CognitoIdentityCredentials({ IdentityPoolId: "pool" }) })', page)
  runInContext('config.credentials.get = (done) => done(new Error("no")); config.getCredentials(({ message }) => { said = message })', page)
  expect(runInContext('said', page)).toBe('Could not load credentials from CognitoIdentityCredentials')
  expect(runInContext('[AWS.Credentials, AWS.Request, AWS.Service].map(({ name }) => name)', page)).toEqual([
    'Credentials',
    'Request',
    'Service',
  ])
})
