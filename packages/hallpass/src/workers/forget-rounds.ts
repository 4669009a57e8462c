import type { Child } from './child.ts'

interface Round {
  readonly asker: Child
  /** The asker's own. */
  readonly id: number
  readonly awaited: Set<Child>
}

/** Passes on to all other workers what one of them wrote, and tells it when all have forgotten what they knew. */
export class ForgetRounds {
  readonly #workers = new Set<Child>()
  readonly #rounds = new Map<number, Round>()
  #lastRound = 0

  add(worker: Child): void {
    this.#workers.add(worker)
  }

  /** A worker that is gone knows nothing. */
  remove(worker: Child): void {
    this.#workers.delete(worker)
    for (const round of this.#rounds.keys()) this.forgot(worker, round)
  }

  begin(asker: Child, id: number, key: string | undefined): void {
    this.#lastRound += 1
    const awaited = new Set(this.#workers)
    awaited.delete(asker)
    this.#rounds.set(this.#lastRound, { asker, id, awaited })
    for (const worker of awaited) worker.send({ kind: 'forget', id: this.#lastRound, key })
    this.#endWhereComplete(this.#lastRound)
  }

  forgot(worker: Child, round: number): void {
    this.#rounds.get(round)?.awaited.delete(worker)
    this.#endWhereComplete(round)
  }

  #endWhereComplete(number: number): void {
    const round = this.#rounds.get(number)
    if (round === undefined || round.awaited.size > 0) return
    this.#rounds.delete(number)
    round.asker.send({ kind: 'forgotten', id: round.id })
  }
}
