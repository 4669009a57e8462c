/** Whether this is a number of seconds since the epoch that a date can be made of: they end in the year 275760. */
export function isEpoch(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && Math.abs(seconds) < 8.64e12
}
