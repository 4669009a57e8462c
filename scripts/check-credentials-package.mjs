// Packs the clients, installs the package into an empty folder, and takes from it what applications take: every entry, by `import` and by
// `require`, with all that it is to hold. Then what the tools for packages say of the tarball.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { packCredentials } from './pack-credentials.mjs'

const errors = ['AbortError', 'ClosedError', 'ConfigurationError', 'CredentialsProviderError', 'IdentityServiceError', 'LoginTokenError']
  .concat(['NetworkError', 'NotAuthenticatedError', 'NotAuthorizedException', 'StorageError', 'SupersededError', 'TimeoutError'])
  .concat(['ResourceNotFoundException', 'ResourceConflictException', 'TooManyRequestsException'])
const providers = ['fromCognitoIdentity', 'fromCognitoIdentityPool', 'fromWebToken']
const logins = ['amazon', 'apple', 'cognitoUserPool', 'developer', 'facebook', 'google', 'oidc', 'saml']
const v2 = ['Credentials', 'CredentialProviderChain', 'EnvironmentCredentials', 'CognitoIdentityCredentials', 'WebIdentityCredentials']
  .concat(['CognitoIdentity', 'STS', 'Service', 'Config', 'Request', 'Response', 'Endpoint', 'HttpClient', 'SequentialExecutor'])
  .concat(['ParamValidator'])
/** Entry → names that it holds at least. */
const entries = {
  '': [...providers, ...logins, ...errors, 'createSession', 'CognitoIdentityClient', 'fromTokenFile'],
  '/admin': ['createAdminClient', 'IdentityServiceError', 'InvalidInputError'],
  '/node': ['fromTokenFile'],
  '/v2': v2,
  '/storage': ['cookieStorage', 'indexedDbStorage', 'memoryStorage', 'webStorage'],
  '/dist/v3/commands.js': ['CognitoIdentityClient', 'GetIdCommand', 'GetCredentialsForIdentityCommand'],
  '/dist/v3/errors.js': ['CredentialsProviderError'],
  '/dist/v3/resolveLogins.js': ['resolveLogins'],
  '/dist/v3/localStorage.js': ['localStorage'],
  '/dist/v3/InMemoryStorage.js': ['InMemoryStorage'],
  '/dist/v3/IndexedDbStorage.js': ['IndexedDbStorage'],
  '/dist/v3/fromCognitoIdentity.js': ['fromCognitoIdentity'],
  '/dist/v3/fromCognitoIdentityPool.js': ['fromCognitoIdentityPool'],
  '/dist/v3/roleAssumer.js': ['getDefaultRoleAssumerWithWebIdentity'],
  '/dist/v3/fromWebToken.js': ['fromWebToken'],
  '/dist/v3/fromTokenFile.js': ['fromTokenFile'],
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { tarball, app } = packCredentials()

const packed = join(app, 'node_modules/@hallpass/credentials')
const strangers = readdirSync(packed, { recursive: true }).filter((path) => /\.(test|map|tsbuildinfo)|^(src|test)/.test(path))
if (strangers.length > 0) throw new Error(`These do not belong into the package: ${strangers.join(', ')}`)
const { scripts = {}, dependencies, publishConfig } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
const installing = Object.keys(scripts).filter((name) => /install|^prepare$/.test(name))
if (installing.length > 0) throw new Error(`The package runs ${installing.join(', ')} where it is installed.`)
if (publishConfig?.provenance !== true) throw new Error('The package would be published without its provenance.')
if (Object.keys(dependencies).join() !== 'aws4fetch') throw new Error(`The package depends on ${Object.keys(dependencies).join(', ')}.`)

writeFileSync(
  join(app, 'entries.mjs'),
  `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
for (const [path, names] of Object.entries(${JSON.stringify(entries)})) {
  const entry = '@hallpass/credentials' + path
  const required = require(entry)
  const imported = await import(entry)
  const missing = names.filter((name) => typeof imported[name] !== 'function' || required[name] !== imported[name])
  if (missing.length > 0) {
    console.error(entry + ' lacks ' + missing.join(', '))
    process.exitCode = 1
  }
}
`,
)
execFileSync(process.execPath, ['--no-warnings', 'entries.mjs'], { cwd: app, stdio: 'inherit' })
console.log(`Every entry can be imported and required: ${Object.keys(entries).length}.`)

// A name alone brings all that it stands on, though no module has side effects; and what is for browsers needs no setting to be bundled.
const named = `import { CognitoIdentity, util } from '@hallpass/credentials/v2'
const { endpoint } = new CognitoIdentity({ region: 'eu-central-1' })
console.log(endpoint.href, util.isNode())`
for (const [platform, isNode] of Object.entries({ node: true, browser: false })) {
  const outfile = join(app, `named-${platform}.mjs`)
  await build({
    stdin: { contents: named, resolveDir: app },
    bundle: true,
    format: 'esm',
    platform,
    outfile,
    minify: true,
    logLevel: 'error',
  })
  const printed = execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trim()
  if (printed !== `https://cognito-identity.eu-central-1.amazonaws.com/ ${isNode}`) throw new Error(`Bundled for ${platform}: ${printed}`)
}
console.log('One name of the v2 half can be bundled, for Node and for browsers.')

execFileSync('npx', ['--no-install', 'publint', 'run', '--strict', tarball], { stdio: 'inherit' })
execFileSync('npx', ['--no-install', 'attw', '--profile', 'esm-only', tarball], { stdio: 'inherit' })
