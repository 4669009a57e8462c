import { expect, test } from 'vitest'
import { guestScopeDown } from './guest-scope-down.ts'
import { parsePolicy } from './parse-policy.ts'

test('is a policy that allows on all resources and denies nothing', () => {
  expect(parsePolicy(guestScopeDown, 'identity')).toMatchObject({
    kind: 'policy',
    document: { version: '2012-10-17', statements: [{ effect: 'Allow', resources: { isNot: false, patterns: ['*'] }, conditions: [] }] },
  })
})

test('reaches no vendor by a wildcard, and neither STS, IAM nor EC2', () => {
  const parsed = parsePolicy(guestScopeDown, 'identity')
  const actions = parsed.kind === 'policy' ? parsed.document.statements.flatMap(({ actions }) => actions.patterns) : []
  const vendors = actions.map((action) => action.split(':')[0])
  expect(vendors).toContain('s3')
  expect(vendors).not.toContain('sts')
  expect(vendors).not.toContain('iam')
  expect(vendors).not.toContain('ec2')
  expect(vendors.join('')).not.toMatch(/[*?]/)
})
