import { setImmediate } from 'node:timers/promises'

/** A node that calls are sent to. */
export interface Target {
  readonly url: string
  /** Whether the balancer sends calls to it. */
  isUp: boolean
}

export interface FailedCall {
  readonly target: Target
  /** Whether the node was in service when the call began, and had gone when it failed. */
  readonly wasCutOff: boolean
  /** The error's name on the wire; undefined where there was no answer. */
  readonly type: string | undefined
  /** Milliseconds. */
  readonly took: number
}

/** Callers that make guests, each one after another, and write down what was acknowledged. */
export class Load {
  readonly acknowledged: string[] = []
  readonly failed: FailedCall[] = []
  sent = 0
  readonly #targets: readonly Target[]
  readonly #poolId: string
  readonly #waiters: { readonly isMet: () => boolean; readonly resolve: () => void }[] = []
  #isOn = true
  #callers: Promise<void>[] = []

  constructor(targets: readonly Target[], poolId: string) {
    this.#targets = targets
    this.#poolId = poolId
  }

  /** @param width how many calls are under way at once */
  start(width: number): void {
    this.#callers = Array.from({ length: width }, (_, index) => this.#callOn(index))
  }

  /** Resolves once the condition holds after a call. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => this.#waiters.push({ isMet, resolve }))
  }

  /** So many more calls that were acknowledged. */
  untilAcknowledged(more: number): Promise<void> {
    const goal = this.acknowledged.length + more
    return this.until(() => this.acknowledged.length >= goal)
  }

  async stop(): Promise<void> {
    this.#isOn = false
    await Promise.all(this.#callers)
  }

  /** What is to be seen of it. */
  report(what: string, lost: number): string {
    const slowest = Math.round(Math.max(0, ...this.failed.map(({ took }) => took)))
    const failed = `${this.failed.length} failed${this.failed.length > 0 ? ` (the slowest after ${slowest} ms)` : ''}`
    return `${what}: ${this.sent} sent, ${this.acknowledged.length} acknowledged, ${failed}, ${lost} lost\n`
  }

  async #callOn(index: number): Promise<void> {
    for (let turn = index; this.#isOn; turn += 1) {
      const up = this.#targets.filter(({ isUp }) => isUp)
      const target = up[turn % up.length]
      // While no node is up, callers wait for the next one.
      await (target === undefined ? setImmediate() : this.#call(target))
      for (const { resolve } of this.#waiters.filter(({ isMet }) => isMet())) resolve()
    }
  }

  async #call(target: Target): Promise<void> {
    this.sent += 1
    const begun = performance.now()
    const answer = await getId(target.url, this.#poolId).catch(() => ({ id: undefined, type: undefined }))
    if (answer.id !== undefined) this.acknowledged.push(answer.id)
    else this.failed.push({ target, wasCutOff: !target.isUp, type: answer.type, took: performance.now() - begun })
  }
}

async function getId(url: string, IdentityPoolId: string): Promise<{ id: string | undefined; type: string | undefined }> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ IdentityPoolId }) })
  // What the service answers to this operation.
  const body = (await response.json()) as { IdentityId?: string; __type?: string }
  return { id: response.ok ? body.IdentityId : undefined, type: body.__type }
}
