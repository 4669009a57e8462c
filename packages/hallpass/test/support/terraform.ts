import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './run-program.ts'

/** A configuration in a folder of its own, in which `terraform init` has run. */
export interface Terraform {
  readonly folder: string
  /** Runs a command that speaks JSON lines (`plan`, `apply`, `destroy`), with these values of variables. */
  run(command: readonly string[], variables: Readonly<Record<string, unknown>>): Promise<TerraformRun>
  /** Takes resources out of Terraform's state; they stay where they are. */
  forget(addresses: readonly string[]): Promise<void>
  remove(): Promise<void>
}

export interface TerraformRun {
  /** Of `plan -detailed-exitcode`: 0 without a change, 2 with changes. */
  readonly exitCode: number | undefined
  readonly errors: readonly unknown[]
  /** Address → action, of what is not as the configuration says. */
  readonly planned: Readonly<Record<string, string>>
  /** `action address`, in the order in which they were done. */
  readonly done: readonly string[]
  /** How many were added, changed, imported and removed. */
  readonly counts: Readonly<Record<string, unknown>> | undefined
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>> | undefined
}

/**
 * Terraform with the provider that the configuration asks for, or why it is not to be had. Nothing is downloaded: the provider comes
 * out of a mirror in the file system, named by the CLI configuration that `TF_CLI_CONFIG_FILE` leads to.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export async function openTerraform(configuration: URL): Promise<Terraform | string> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
  await cp(configuration, folder, { recursive: true })
  const { TF_CLI_CONFIG_FILE } = process.env
  const settings = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...(TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE }) }
  const remove = () => rm(folder, { recursive: true })

  const { exitCode, stderr } = await runProgram(['terraform', 'init', '-input=false', '-no-color'], folder, settings)
  if (exitCode !== 0) {
    await remove()
    return exitCode === undefined ? 'no terraform in PATH' : `terraform init: ${/Error: (.*)/.exec(stderr)?.[1] ?? `exit code ${exitCode}`}`
  }
  return {
    folder,
    remove,
    async forget(addresses) {
      const { exitCode: ended, stderr: said } = await runProgram(['terraform', 'state', 'rm', ...addresses], folder, settings)
      if (ended !== 0) throw new Error(said)
    },
    async run(command, variables) {
      const values = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`)
      const run = await runProgram(['terraform', ...command, '-json', '-input=false', ...values], folder, settings)
      return { exitCode: run.exitCode, ...readLines(run.stdout) }
    },
  }
}

/** @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Line {
  readonly '@level': string
  readonly type: string
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string }
  readonly hook?: { readonly resource: { readonly addr: string }; readonly action: string }
  readonly changes?: Readonly<Record<string, unknown>>
  readonly outputs?: TerraformRun['outputs']
  readonly diagnostic?: unknown
}

function readLines(stdout: string): Omit<TerraformRun, 'exitCode'> {
  const texts = stdout.split('\n').filter((text) => text.startsWith('{'))
  // Terraform says what its lines look like.
  const lines = texts.map((text) => JSON.parse(text) as Line)
  const ofType = (type: string) => lines.filter((line) => line.type === type)
  const planned = ofType('planned_change').flatMap(({ change }) => (change ? [[change.resource.addr, change.action] as const] : []))
  return {
    errors: lines.filter((line) => line['@level'] === 'error').map(({ diagnostic }) => diagnostic),
    planned: Object.fromEntries(planned.filter(([, action]) => action !== 'read')),
    done: ofType('apply_complete').flatMap(({ hook }) => (hook ? [`${hook.action} ${hook.resource.addr}`] : [])),
    counts: ofType('change_summary').at(-1)?.changes,
    outputs: ofType('outputs').at(-1)?.outputs,
  }
}
