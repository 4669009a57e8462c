import { memoryOf } from '../processes.mjs'

/**
 * What many identities take, after all that was asked about them.
 * @param {import('../population.mjs').Population} population that is running
 * @returns {import('../results.mjs').Result[]}
 */
export function size({ pid, identities, guestBytes, userBytes }) {
  const { resident, peak } = memoryOf(pid)
  const note = `${peak.toFixed(0)} MB at most`
  return [
    {
      kind: 'size',
      name: `Resident memory of a worker, ${identities.toLocaleString('en')} identities`,
      value: resident,
      unit: 'MB',
      atMost: 160,
      note,
    },
    { kind: 'size', name: 'On disk, an identity without logins', value: guestBytes, unit: 'bytes' },
    { kind: 'size', name: 'On disk, an identity with a login', value: userBytes, unit: 'bytes' },
  ]
}
