import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

// Programs written for the SDK, `typed/*.ts`, which the check of types compiles against the SDK's own declarations. Here the import line
// is changed, and what is compiled is the package as it was built.
const programs = new URL('typed/', import.meta.url)
/** Sees the workspace's packages. */
const folder = new URL('../../../../.cache/typed-programs/', import.meta.url)
const timeout = 120_000

const surroundings: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, declaration: true, skipLibCheck: true, types: ['node'], lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'] },
  ...{ target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext },
}
const readers: Record<string, ts.CompilerOptions> = {
  'a lax compiler': { strict: false },
  'a strict compiler': {},
  'the strictest compiler': { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
  'a bundler': { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, customConditions: ['browser'] },
}

describe('programs in TypeScript that were written for the SDK', { timeout }, () => {
  const changed = Object.fromEntries(readdirSync(programs).map((name) => [name, withImport(readFileSync(new URL(name, programs), 'utf8'))]))

  test.each(Object.entries(readers))('compile by %s when their import line is changed', (_, options) => {
    // The wrong ones are wrong to strict compilers.
    const texts = options.strict === false ? withoutWrong(changed) : changed
    expect(problemsOf(texts, options)).toEqual([])
    expect(Object.keys(texts).length).toBeGreaterThanOrEqual(3)
  })

  test('compile by require', () => {
    const text = `
      import AWS = require('@hallpass/credentials/v2')
      const identity: AWS.CognitoIdentity = new AWS.AWS.CognitoIdentity()
      export const answer: Promise<AWS.CognitoIdentity.GetIdResponse> = identity.getId({ IdentityPoolId: 'x' }).promise()
    `
    expect(problemsOf({ 'by-require.cts': text })).toEqual([])
    expect(problemsOf({ 'by-require.cts': text.replace('GetIdResponse', 'Nope') })).toHaveLength(1)
  })
})

test('credentials of ours are credentials to the SDK', { timeout }, () => {
  const text = `
    import Theirs from 'aws-sdk'
    import Ours from '@hallpass/credentials/v2'
    const credentials = new Ours.CognitoIdentityCredentials({ IdentityPoolId: 'x' })
    Theirs.config.credentials = credentials
    export const clients = [new Theirs.S3({ credentials }), new Theirs.DynamoDB({ credentials: new Ours.Credentials('id', 'secret') })]
    export const ours = new Ours.CognitoIdentity({ credentials: new Theirs.Credentials('id', 'secret') })
  `
  expect(problemsOf({ 'together.ts': text })).toEqual([])
})

describe('the names of shapes', { timeout }, () => {
  const all = ['GetIdInput', 'LoginsMap', 'ClientConfiguration', 'TagResourceResponse', 'RoleMappingType']
  test.each([
    { service: 'CognitoIdentity', some: all, only: undefined },
    { service: 'STS', some: ['AssumeRoleWithWebIdentityRequest', 'roleSessionNameType'], only: namesIn('AssumeRoleWithWebIdentity') },
  ])('of $service are those of the SDK, and mean the same', ({ service, some, only = () => true }) => {
    const names = namesOf(service).filter(only)
    expect(names).toEqual(expect.arrayContaining(some))
    const lines = names.flatMap((name, index) => {
      // Classes of the SDK have more members than ours: options need not fit each other.
      if (name.startsWith('Client')) return [`export type Options${index} = [Theirs.${name}, Ours.${name}]`]
      return [
        `export const here${index}: (shape: Theirs.${name}) => Ours.${name} = (shape) => shape`,
        `export const back${index}: (shape: Ours.${name}) => Theirs.${name} = (shape) => shape`,
      ]
    })
    const head = [
      `import Theirs from 'aws-sdk/clients/${service.toLowerCase()}.js'`,
      `import { ${service} as Ours } from '@hallpass/credentials/v2'`,
    ]
    expect(problemsOf({ 'shapes.ts': [...head, ...lines].join('\n') })).toEqual([])
  })
})

/** The texts with the one line changed that changes. */
function withImport(text: string): string {
  return text.replace("from 'aws-sdk'", "from '@hallpass/credentials/v2'")
}

function withoutWrong(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name !== 'wrong.ts'))
}

function problemsOf(texts: Record<string, string>, options: ts.CompilerOptions = {}): readonly string[] {
  mkdirSync(folder, { recursive: true })
  const files = Object.entries(texts).map(([name, text]) => {
    const path = fileURLToPath(new URL(name, folder))
    writeFileSync(path, text)
    return path
  })
  const program = ts.createProgram(files, { ...surroundings, ...options })
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
    return `${file?.fileName.replace(/.*\//, '')}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

/** What the SDK's declarations of a service export besides the class. */
function namesOf(service: string): readonly string[] {
  return [...declarationsOf(service).matchAll(/^ {2}export (?:interface|type) (\w+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'Blob')
}

/** Whether a name occurs in the shapes of an operation, or in those that they refer to. */
function namesIn(operation: string): (name: string) => boolean {
  const text = declarationsOf('STS')
  const found = new Set<string>()
  const follow = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const [, body = ''] = new RegExp(`^ {2}export (?:interface|type) ${name}\\b(.*?)^ {2}(?:export|})`, 'ms').exec(text) ?? []
    for (const [, next = ''] of body.replaceAll(/\/\*\*.*?\*\//gs, '').matchAll(/[:=] *(\w+)(?:\[\])?;/g)) follow(next)
  }
  for (const kind of ['Request', 'Response']) follow(operation + kind)
  return (name) => found.has(name)
}

function declarationsOf(service: string): string {
  const path = fileURLToPath(import.meta.resolve(`aws-sdk/clients/${service.toLowerCase()}.d.ts`))
  return readFileSync(path, 'utf8')
}
