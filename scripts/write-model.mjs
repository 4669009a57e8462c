// Writes what the clients know of the API: the shapes of its operations as data, and as TypeScript. Both are made from the shapes by which
// the server, as it was last built, reads requests and writes answers: the rules have one source.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const server = 'packages/hallpass/dist/cognito-identity'
const { cognitoIdentity } = await import(`../${server}/api.js`)
const sharedShapes = await import(`../${server}/shapes.js`)
const { assumeRoleWithWebIdentity } = await import('../packages/hallpass/dist/sts/assume-role-with-web-identity.js')

const operations = [...cognitoIdentity.operations.values()].map(({ name, auth, input, output }) => ({
  name,
  method: uncapitalized(name),
  isPublic: auth === 'public',
  input,
  output: output ?? { kind: 'structure', members: {} },
}))
/** What the server's sources call a shape that several operations share. */
const sharedNames = new Map(Object.entries(sharedShapes).map(([name, shape]) => [shape, name]))

const target = 'packages/credentials/src/model/generated'
mkdirSync(target, { recursive: true })
write('operations.ts', operationData())
write('types.ts', typeDeclarations())
write('sts.ts', stsData())

/** What is there already is left alone, so that nothing is compiled again. */
function write(file, lines) {
  const content = `${['// Written by scripts/write-model.mjs from the shapes of the server: change those.', '', ...lines].join('\n')}\n`
  const path = `${target}/${file}`
  if (!readdirSync(target).includes(file) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content)
}

function operationData() {
  /** Name → declaration, each after those that it refers to. */
  const shared = new Map()
  const reference = (shape) => {
    const name = sharedNames.get(shape)
    if (name === undefined) return literal(shape, reference)
    if (!shared.has(name)) shared.set(name, `const ${name}: Shapes.${capitalized(shape.kind)}Shape = ${literal(shape, reference)}`)
    return name
  }
  const entries = operations.map(
    ({ name, isPublic, input, output }) =>
      `  ${name}: { ${isPublic ? 'isPublic: true, ' : ''}input: ${reference(input)}, output: ${reference(output)} },`,
  )
  return [
    "import type * as Shapes from '../shape.ts'",
    "import type { OperationName } from './types.ts'",
    '',
    ...shared.values(),
    '',
    '/** Amazon Cognito Federated Identities, API version 2014-06-30: its operations. */',
    'export const operations: Readonly<Record<OperationName, Shapes.OperationModel>> = {',
    ...entries,
    '}',
  ]
}

/** The one operation that the clients call. Without least lengths: AWS's clients know none, and tests of applications have roles called `arn`. */
function stsData() {
  const { name, input } = assumeRoleWithWebIdentity
  const inPlace = ({ min, ...shape }) => literal(shape, inPlace)
  return [
    "import type { OperationModel } from '../shape.ts'",
    '',
    '/** AWS Security Token Service, API version 2011-06-15: the operation that needs no signature. */',
    `export const ${uncapitalized(name)}: OperationModel = { isPublic: true, input: ${inPlace(asInAws(input))}, output: ${inPlace(stsOutput())} }`,
  ]
}

/** AWS's model lets `arn` of a policy be left out, so clients of AWS do not ask for it; the server refuses a policy without a name. */
function asInAws({ members, ...rest }) {
  const { PolicyArns } = members
  const { member } = PolicyArns.shape
  const policyArns = { ...PolicyArns.shape, member: { ...member, members: allOptional(member.members) } }
  return { ...rest, members: { ...members, PolicyArns: { kind: 'optional', shape: policyArns } } }
}

/** The server's operation has no shape of its output, which it writes as it comes. */
function stsOutput() {
  const text = { kind: 'string' }
  const structure = (members) => ({ kind: 'structure', members: allOptional(members) })
  return structure({
    Credentials: structure({
      AccessKeyId: text,
      SecretAccessKey: { kind: 'string', sensitive: true },
      SessionToken: text,
      Expiration: { kind: 'timestamp' },
    }),
    SubjectFromWebIdentityToken: text,
    AssumedRoleUser: structure({ AssumedRoleId: text, Arn: text }),
    PackedPolicySize: { kind: 'integer' },
    Provider: text,
    Audience: text,
    SourceIdentity: text,
  })
}

function allOptional(members) {
  return Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, { kind: 'optional', shape }]))
}

function literal({ kind, members, member, key, value, pattern, saysNotNull, ...rules }, reference) {
  const required = membersOf(members).filter(({ isRequired }) => isRequired)
  const parts = [
    `kind: '${kind}'`,
    members &&
      `members: { ${membersOf(members)
        .map(({ name, shape }) => `${name}: ${reference(shape)}`)
        .join(', ')} }`,
    required.length > 0 && `required: ${JSON.stringify(required.map(({ name }) => name))}`,
    member && `member: ${reference(member)}`,
    key && `key: ${reference(key)}`,
    value && `value: ${reference(value)}`,
    pattern && `pattern: ${JSON.stringify(pattern.text)}`,
    ...Object.entries(rules).map(([name, rule]) => `${name}: ${JSON.stringify(rule)}`),
  ]
  return `{ ${parts.filter(Boolean).join(', ')} }`
}

/** An interface a structure, called as in AWS's model, and a method an operation, with the words of the server's sources. */
function typeDeclarations() {
  const own = operations.flatMap(({ name, input, output }) => [
    [input, `${name}Input`],
    [output, isEmpty(output) ? 'Record<string, never>' : `${name}Response`],
  ])
  const shared = [...sharedNames].filter(([{ kind }]) => kind === 'structure').map(([shape, name]) => [shape, capitalized(name)])
  const interfaces = new Map([...own, ...shared])
  const nameOf = (shape) => interfaces.get(shape)
  const descriptions = readDescriptions()
  return [
    `export type OperationName = ${operations.map(({ name }) => `'${name}'`).join(' | ')}`,
    '',
    '/** The operations as methods. `Options` is what may be said of a call besides its input. */',
    'export interface Operations<Options> {',
    ...operations.flatMap(({ name, method, input, output }) => [
      `  ${descriptions.get(name).replaceAll('\n', '\n  ')}`,
      `  ${method}(input: ${nameOf(input)}, options?: Options): Promise<${nameOf(output)}>`,
    ]),
    '}',
    ...[...interfaces].filter(([shape]) => !isEmpty(shape)).flatMap(([shape, name]) => interfaceDeclaration(shape, name, nameOf)),
  ]
}

/** The docstrings of the server's operations by name. */
function readDescriptions() {
  const sources = readdirSync(server).filter((file) => file.endsWith('.d.ts'))
  const found = sources.flatMap((file) => [...readFileSync(`${server}/${file}`, 'utf8').matchAll(/\/\*\*\n \* `(\w+)`:[\s\S]*?\*\//g)])
  return new Map(found.map(([docstring, name]) => [name, docstring]))
}

function interfaceDeclaration(shape, name, nameOf) {
  const lines = membersOf(shape.members).flatMap(({ name: member, shape: of, isRequired }) => {
    const type = typeOf(of, nameOf)
    return [...rulesOf(of), isRequired ? `  ${member}: ${type}` : `  ${member}?: ${type} | undefined`]
  })
  return ['', `export interface ${name} {`, ...lines, '}']
}

function typeOf(shape, nameOf) {
  switch (shape.kind) {
    case 'string':
      return shape.values?.map((value) => `'${value}'`).join(' | ') ?? 'string'
    case 'integer':
      return 'number'
    case 'timestamp':
      return 'Date'
    case 'list':
      return `${typeOf(shape.member, nameOf)}[]`
    case 'map':
      return `Record<string, ${typeOf(shape.value, nameOf)}>`
    case 'structure':
      return nameOf(shape)
    default:
      return shape.kind
  }
}

/** What a type cannot say. */
function rulesOf({ kind, min = 0, max, pattern }) {
  if (max === undefined) return []
  const unit = { string: ' characters', list: ' elements', map: ' entries' }[kind] ?? ''
  return [`  /** ${min} to ${max}${unit}${pattern ? `: \`${pattern.text}\`` : ''}. */`]
}

function membersOf(members = {}) {
  return Object.entries(members).map(([name, member]) =>
    member.kind === 'optional' ? { name, shape: member.shape, isRequired: false } : { name, shape: member, isRequired: true },
  )
}

function isEmpty({ members }) {
  return Object.keys(members).length === 0
}

function capitalized(name) {
  return `${name[0].toUpperCase()}${name.slice(1)}`
}

function uncapitalized(name) {
  return `${name[0].toLowerCase()}${name.slice(1)}`
}
