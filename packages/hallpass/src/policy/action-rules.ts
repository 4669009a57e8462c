import type { Fault } from './fault.ts'
import type { Located, PolicySyntax } from './syntax.ts'

/** Every statement names an action at least. */
export function checkActionsPresent({ statements }: PolicySyntax): Fault | undefined {
  const statement = statements.find(({ action }) => action === undefined || action.patterns.length === 0)
  return statement && { message: 'Policy statement must contain actions.', position: (statement.action ?? statement).position }
}

/** Actions are `*` or `VENDOR:NAME`; that there is such a vendor or name is not asked. Source: IAM user guide, "Action". */
export function checkActionForm({ statements }: PolicySyntax): Fault | undefined {
  for (const check of [checkVendorPresent, checkVendor]) {
    for (const { action } of statements) {
      for (const pattern of action?.patterns ?? []) {
        const message = check(pattern)
        if (message !== undefined) return { message, position: pattern.position }
      }
    }
  }
  return undefined
}

function checkVendorPresent({ value }: Located): string | undefined {
  if (value === '*' || value.includes(':')) return undefined
  return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
}

function checkVendor({ value }: Located): string | undefined {
  const [vendor = '', , ...more] = value.split(':', 3)
  if (more.length > 0) return 'Actions/Condition can contain only one colon.'
  return vendor === '*' || /^[A-Za-z0-9.-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`
}
