import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

describe('BoundedMap', () => {
  const use = fc.record({ key: fc.nat(9), value: fc.option(fc.nat(), { nil: undefined }) })

  test('gives the value that was set last, or nothing, and surely that of a key among the last half of its limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.array(use, { maxLength: 60 }), (limit, uses) => {
        const map = new BoundedMap<number, number>(limit)
        const values = new Map<number, number>()
        let inUse: number[] = []
        for (const { key, value } of uses) {
          const isSure = inUse.slice(0, Math.floor(limit / 2)).includes(key)
          if (value === undefined) {
            const found = map.get(key)
            if (isSure || found !== undefined) expect(found).toBe(values.get(key))
            if (found === undefined) continue
          } else {
            map.set(key, value)
            values.set(key, value)
          }
          inUse = [key, ...inUse.filter((other) => other !== key)]
        }
      }),
    )
  })

  test('keeps no more than its limit', () => {
    const map = new BoundedMap<number, number>(6)
    for (let key = 0; key < 100; key += 1) {
      map.set(key, key)
      map.get(key - 2)
    }
    const kept = Array.from({ length: 100 }, (_, key) => key).filter((key) => map.get(key) !== undefined)
    expect(kept.length).toBeLessThanOrEqual(6)
    expect(kept).toContain(99)
  })
})
