import { ContextKeyTypeEnum, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { type GuideExample, guideExamples } from './policy/guide-examples.ts'
import type { ContextJson, StatementJson } from './policy/policy-case.ts'

const cases = Object.entries(guideExamples).flatMap(([section, examples]) =>
  examples.map((example, index) => ({ name: `${section} ${index + 1}`, example })),
)

describe('the simulator decides as the IAM user guide says', () => {
  test.for(cases)('$name', async ({ example: [statements, decision, asked = {}] }, { hallpass: { iam } }) => {
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: policies(statements, asked),
        PermissionsBoundaryPolicyInputList: asked.boundary && policies(asked.boundary, asked),
        ActionNames: [asked.action ?? 's3:GetObject'],
        ResourceArns: [asked.resource ?? 'arn:aws:s3:::b/k'],
        ContextEntries: entries(asked.context),
      }),
    )
    expect(EvaluationResults).toMatchObject([{ EvalDecision: decision }])
  })
})

function policies(statements: readonly StatementJson[], { version = '2012-10-17' }: NonNullable<GuideExample[2]>): string[] {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    ...('NotAction' in statement ? {} : { Action: 's3:GetObject' }),
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...statement,
  }))
  return statements.length === 0 ? [] : [JSON.stringify({ Version: version, Statement })]
}

function entries(context: ContextJson = {}) {
  return Object.entries(context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyType: typeof value === 'string' ? ContextKeyTypeEnum.STRING : ContextKeyTypeEnum.STRING_LIST,
    ContextKeyValues: typeof value === 'string' ? [value] : [...value],
  }))
}
