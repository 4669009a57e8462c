import { createHash } from 'node:crypto'

/** How many statements are named: many more than the store has queries. What is beyond is planned each time. */
const most = 300

/** Names for the statements that each connection prepares once. The same text has the same name in every process. */
export class StatementNames {
  readonly #names = new Map<string, string>()
  #isOn: boolean

  constructor(isOn: boolean) {
    this.#isOn = isOn
  }

  nameOf(sql: string): string | undefined {
    if (!this.#isOn) return undefined
    const known = this.#names.get(sql)
    if (known !== undefined || this.#names.size >= most) return known
    const name = `hallpass-${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`
    this.#names.set(sql, name)
    return name
  }

  /** Names no more. */
  stop(): void {
    this.#isOn = false
  }
}
