// room -> the rooms below it that it may import; a new room fails until it is placed here (docs/architecture.md)
const ground = 'identity policy sigv4 xml limits'
const tokens = `openid session keys ${ground}`
const ports = `logins saml store upstream outgoing ${tokens}`
const services = `federation authentication roles authorization operation ${ports}`
const below = {
  cli: `workers server wire explain gateway authorizer s3 cognito-identity sts iam ${services}`,
  workers: `server ${ports}`,
  server: `wire explain gateway authorizer s3 cognito-identity sts iam ${services}`,
  wire: `operation ${ground}`,
  explain: `cognito-identity ${services}`,
  'cognito-identity': services,
  sts: services,
  iam: services,
  federation: `operation ${ports}`,
  authentication: `s3 roles authorization operation ${ports}`,
  roles: `authorization operation ${ports}`,
  authorization: `operation ${ports}`,
  operation: ports,
  logins: `saml outgoing ${tokens}`,
  gateway: `s3 ${services}`,
  authorizer: `s3 ${services}`,
  saml: ground,
  upstream: `session outgoing ${ground}`,
  s3: 'sigv4 xml',
  store: `keys ${ground}`,
  openid: `keys ${ground}`,
  session: `keys ${ground}`,
  keys: 'limits',
  limits: '',
  identity: '',
  policy: '',
  sigv4: '',
  xml: '',
  outgoing: '',
}
const src = '^packages/hallpass/src/'
const rooms = Object.keys(below).join('|')

// The same for the clients. `v3` holds the modules whose paths are public: the shapes and stores that lower rooms speak of as well as the
// providers on top of them.
const calls = 'transport events errors'
const clientBelow = {
  v2: `model ${calls}`,
  admin: `model cache v3 ${calls}`,
  session: `identity logins cache stores tabs v3 ${calls}`,
  identity: `logins cache stores tabs v3 ${calls}`,
  v3: `identity logins cache stores ${calls}`,
  logins: `v3 ${calls}`,
  cache: `v3 ${calls}`,
  stores: `tabs v3 ${calls}`,
  tabs: calls,
  transport: 'events errors',
  events: 'errors',
  errors: '',
  model: '',
}
const clientSrc = '^packages/credentials/src/'
const clientRooms = Object.keys(clientBelow).join('|')
const onNode = `${clientSrc}(((node|index\\.node|v2\\.node|v3/fromTokenFile)\\.ts$)|v2/node/)`
const tests = '\\.test\\.ts$'
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unplaced-room', severity: 'error', from: { path: `${src}([^/]+)/`, pathNot: `${src}(${rooms})/` }, to: {} },
    ...Object.entries(below).map(([room, allowed]) => ({
      name: `${room}-points-down`,
      severity: 'error',
      from: { path: `${src}${room}/`, pathNot: '\\.test\\.ts$' },
      to: { path: src, pathNot: `${src}(${[room, ...allowed.split(' ')].filter(Boolean).join('|')})/` },
    })),
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      from: { path: `${src}(identity|policy)/`, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'sql-only-in-store',
      severity: 'error',
      from: { path: src, pathNot: `${src}store/` },
      to: { path: 'node_modules/(kysely|@photostructure/sqlite|pg)/|^(node:)?sqlite$' },
    },
    {
      name: 'no-unplaced-client-room',
      severity: 'error',
      from: { path: `${clientSrc}([^/]+)/`, pathNot: `${clientSrc}(${clientRooms})/` },
      to: {},
    },
    ...Object.entries(clientBelow).map(([room, allowed]) => ({
      name: `client-${room}-points-down`,
      severity: 'error',
      from: { path: `${clientSrc}${room}/`, pathNot: tests },
      to: { path: '^packages/', pathNot: `${clientSrc}(${[room, ...allowed.split(' ')].filter(Boolean).join('|')})/` },
    })),
    {
      name: 'clients-share-nothing-with-the-service',
      severity: 'error',
      from: { path: clientSrc, pathNot: tests },
      to: { path: '^packages/hallpass/' },
    },
    {
      // A package that only `import` resolves, as the service is, has no path here.
      name: 'clients-import-what-is-found',
      severity: 'error',
      from: { path: clientSrc, pathNot: tests },
      to: { couldNotResolve: true },
    },
    {
      name: 'clients-run-in-browsers',
      severity: 'error',
      from: { path: clientSrc, pathNot: [onNode, tests] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-parts-by-node-entries-only',
      severity: 'error',
      from: { path: clientSrc, pathNot: [onNode, tests] },
      to: { path: onNode },
    },
    {
      name: 'signed-calls-in-admin-only',
      severity: 'error',
      from: { path: clientSrc, pathNot: [`${clientSrc}((admin|v2|v2\\.node)\\.ts$|admin/|v2/|model/)`, tests] },
      to: { path: [`${clientSrc}(admin|model)/`, 'node_modules/aws4fetch/'] },
    },
    {
      // Who takes credentials alone carries no service object.
      name: 'v2-in-its-entry-only',
      severity: 'error',
      from: { path: clientSrc, pathNot: [`${clientSrc}(v2/|v2(\\.node)?\\.ts$)`, tests] },
      to: { path: `${clientSrc}(v2/|v2(\\.node)?\\.ts$)` },
    },
    {
      // What is loaded later costs a round trip, and may be missing by then.
      name: 'public-calls-load-nothing-later',
      severity: 'error',
      from: { path: clientSrc, pathNot: [`${clientSrc}(admin|v2)/`, tests] },
      to: { dynamic: true },
    },
    {
      name: 'clients-depend-on-aws4fetch-alone',
      severity: 'error',
      from: { path: clientSrc, pathNot: tests },
      to: { path: 'node_modules/', pathNot: 'node_modules/aws4fetch/' },
    },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
}
