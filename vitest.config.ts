import { defineConfig } from 'vitest/config'

/** Files share a process, and the modules in it, which are most of what a file costs: the service has no state outside its objects. */
const together = { isolate: false }
const postgres = './packages/hallpass/test/counterparts/postgres/for-front-door.ts'
const tests = 'packages/hallpass/test'

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/{hallpass,authorizer}/src/**/*.test.ts'], ...together } },
      {
        extends: true,
        test: {
          name: 'front-door',
          include: ['packages/{hallpass,authorizer}/test/**/*.test.ts'],
          ...together,
          // HALLPASS_TEST_STORE=postgres: every server that tests start keeps its data in PostgreSQL.
          globalSetup: process.env['HALLPASS_TEST_STORE'] === 'postgres' ? [postgres] : [],
        },
      },
      {
        extends: true,
        test: {
          name: 'front-door on PostgreSQL',
          // What asks most of a store: identities that are made, found and merged at once, and what IAM keeps.
          include: [
            `${tests}/cognito-identity/{concurrent-logins,identity-merging,identity-lifecycle,guests,list-identities,credentials}.test.ts`,
            `${tests}/cognito-identity/{two-users-of-one-provider,unlink-identity,describe-and-delete-pools}.test.ts`,
            `${tests}/{iam-role,iam-user,iam-managed-policies,iam-saml-providers,unstorable-names}.test.ts`,
          ],
          ...together,
          globalSetup: [postgres],
        },
      },
      // The clients have state of a whole page or process, as those of the SDK have: each file begins with its own.
      { extends: true, test: { name: 'clients', include: ['packages/credentials/{src,test}/**/*.test.ts'] } },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One a core: the runner itself needs little.
    maxWorkers: '100%',
    sequence: { shuffle: { files: true, tests: true } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    expect: { requireAssertions: true },
  },
})
