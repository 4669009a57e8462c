import { createHash } from 'node:crypto'
import type { Engine, JobTraits } from './engine.ts'
import type { Db } from './schema.ts'
import type { Store } from './store.ts'

export type RedeemedAssertions = Pick<Store, 'redeemSamlAssertion'>

/** The part of the store that remembers which SAML assertions were redeemed, for as long as they could be redeemed again. */
export function redeemedAssertions({ write }: Engine): RedeemedAssertions {
  return {
    redeemSamlAssertion: (providerArn, assertionId, expiresAt, now) =>
      write(async (db) => {
        await forgetSome(db, now)
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('redeemed_assertion')
          .values({ id: digestOf(providerArn, assertionId), expires_at: expiresAt })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({ expires_at: expiresAt }).where('redeemed_assertion.expires_at', '<=', now),
          )
          .executeTakeFirstOrThrow()
        return numInsertedOrUpdatedRows === 1n
      }, traits),
  }
}

/** Whether an assertion is new is decided by one statement, on its key. */
const traits: JobTraits = { isolation: 'statement' }

/** How many expired rows one redemption takes with it: more than the one that it adds, so that they do not pile up. */
const batch = 100

async function forgetSome(db: Db, now: number): Promise<void> {
  const some = db.selectFrom('redeemed_assertion').select('id').where('expires_at', '<=', now).limit(batch)
  await db.deleteFrom('redeemed_assertion').where('id', 'in', some).execute()
}

/** An identity provider may make an id of any text, of any length. */
function digestOf(providerArn: string, assertionId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([providerArn, assertionId]))
    .digest('base64url')
}
