import { SkewClock } from '../transport/skew-clock.ts'

/** The service's time for signatures: it knows, besides, what the last answer alone said. */
export class SigningClock extends SkewClock {
  /** The service's time less the local one by the last answer, milliseconds. Undefined where it did not tell the time. */
  lastOffset: number | undefined

  override observe(date: string | null | undefined, startedAt: number, endedAt: number): void {
    super.observe(date, startedAt, endedAt)
    const alone = new SkewClock(this.local)
    alone.observe(date, startedAt, endedAt)
    this.lastOffset = Number.isNaN(Date.parse(date ?? '')) ? undefined : alone.offset
  }
}
