import { type Role, roleArnOf, userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { writeDocument } from './policy-document.ts'

/**
 * A role's trust policy as answers have it: the document as it was uploaded, but for the roles and users that it names. Of one that has
 * gone it shows the unique id, of one that was renamed the ARN of today.
 * Source: IAM user guide, "AWS JSON policy elements: Principal", "IAM role principals".
 */
export async function showTrustPolicy({ trustPolicy, trustedIds }: Role, { store }: Pick<Context, 'store'>): Promise<string> {
  const renamed = new Map<string, string>()
  for (const [arn, id] of trustedIds) {
    const entity = await store.findEntity(id)
    const shown = entity === undefined ? id : 'trustPolicy' in entity ? roleArnOf(entity) : userArnOf(entity)
    if (shown !== arn) renamed.set(arn, shown)
  }
  return writeDocument(renamed.size === 0 ? trustPolicy : renamePrincipals(trustPolicy, renamed))
}

/** The document, which is valid JSON, with these texts changed where they stand in its `Principal` elements, and nothing else. */
export function renamePrincipals(document: string, renamed: ReadonlyMap<string, string>): string {
  return document.replace(/"Principal"\s*:\s*\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}/g, (element) =>
    element.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => {
      const shown = renamed.get(String(JSON.parse(literal)))
      return shown === undefined ? literal : JSON.stringify(shown)
    }),
  )
}
