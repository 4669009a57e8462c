// room -> the rooms below it that it may import; a new room fails until it is placed here (docs/architecture.md)
const ground = 'identity policy sigv4'
const tokens = `openid session keys ${ground}`
const ports = `logins saml store ${tokens}`
const services = `federation roles authorization operation ${ports}`
const below = {
  cli: `server wire explain cognito-identity sts iam ${services}`,
  server: `wire explain cognito-identity sts iam ${services}`,
  wire: `operation ${ground}`,
  explain: `cognito-identity ${services}`,
  'cognito-identity': services,
  sts: services,
  iam: services,
  federation: `operation ${ports}`,
  roles: `authorization operation ${ports}`,
  authorization: `operation ${ports}`,
  operation: ports,
  logins: `saml ${tokens}`,
  saml: ground,
  store: `keys ${ground}`,
  openid: `keys ${ground}`,
  session: `keys ${ground}`,
  keys: '',
  identity: '',
  policy: '',
  sigv4: '',
}
const src = '^packages/hallpass/src/'
const rooms = Object.keys(below).join('|')
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
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
}
