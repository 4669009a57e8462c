import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const postgres = './packages/hallpass/test/counterparts/postgres/for-front-door.ts'
const tests = 'packages/hallpass/test'
const replacing = 'packages/credentials/test/module-paths/**/*.test.ts'
// Not by `exclude`: a project's own takes the place of the one on the command line.
const others = ['packages/credentials/test/**/*.test.ts', `!${replacing}`]

/** In any order; but a process is of one project, so that one comes after the other. */
function turn(groupOrder: number) {
  return { shuffle: { files: true, tests: true }, groupOrder }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'], sequence: turn(0) } },
      { extends: true, test: { name: 'clients', include: others, sequence: turn(1) } },
      // What replaces a module must be the first to load it.
      { extends: true, test: { name: 'replaced modules', include: [replacing], isolate: true, sequence: turn(4) } },
      {
        extends: true,
        test: {
          name: 'front-door',
          include: ['packages/{hallpass,authorizer}/test/**/*.test.ts'],
          sequence: turn(2),
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
          sequence: turn(3),
          globalSetup: [postgres],
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Files of a project share processes, and the modules in them, which are most of what a file costs.
    isolate: false,
    // One more than there are cores, since some wait for other programs. The runner itself needs little.
    maxWorkers: availableParallelism() + 1,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    expect: { requireAssertions: true },
  },
})
