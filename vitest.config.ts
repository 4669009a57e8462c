import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const postgres = './packages/hallpass/test/counterparts/postgres/for-front-door.ts'
const tests = 'packages/hallpass/test'

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'front-door',
          include: ['packages/*/test/**/*.test.ts'],
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
          globalSetup: [postgres],
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Files share processes, and the modules in them, which are most of what a file costs: nothing of ours has state outside its objects.
    isolate: false,
    // One more than there are cores, since some wait for other programs. The runner itself needs little.
    maxWorkers: availableParallelism() + 1,
    sequence: { shuffle: { files: true, tests: true } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    expect: { requireAssertions: true },
  },
})
