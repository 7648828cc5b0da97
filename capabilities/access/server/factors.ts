import { sql } from 'kysely'
import type { CallContext } from '#platform/http/context.ts'
import { takesPasskeys } from '#platform/identity/passkeys.ts'
import type { Made } from '#platform/identity/factors.ts'
import { recordChange } from './audit.ts'
import { refuseElsewhere } from './invitations.ts'
import { holdPerson, refuseRoleAbove } from './people.ts'
import { refused, refuseVouched } from './refusals.ts'

/** Which second factors the caller has. */
export async function listFactors({ identity, caller, visit }: CallContext) {
  const { factors, recoveryCodesLeft } = await identity.factors.list(caller.userId)
  return {
    factors: factors.map(({ createdAt, lastUsedAt, ...factor }) => ({
      ...factor,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft,
    takesPasskeys: takesPasskeys(visit.origin),
  }
}

/** The caller as an authenticator shows them. */
export async function factorOwner(context: CallContext) {
  const { caller, look } = context
  refuseVouched(context)
  const { rows } = await look((tx) =>
    sql<{ email: string }>`select email from people where id = ${caller.personId}`.execute(tx),
  )
  return { id: caller.userId, name: caller.name, email: rows[0]!.email }
}

/** Writes a new factor down; refused where its proof was wrong. */
export async function keptFactor(
  context: CallContext,
  made: Made | null,
  { field, kind, name }: { field: 'code' | 'passkey'; kind: 'totp' | 'passkey'; name: string },
): Promise<Made> {
  if (!made) throw refused(field, `factor.${field}`)
  await context.identity.renew(context.visit, context.caller.userId, null)
  await noteFactor(context, 'person.factor_add', { after: { kind, name } })
  return made
}

export async function removeFactor(context: CallContext, id: string): Promise<boolean> {
  const removed = await context.identity.factors.remove(context.caller.userId, id)
  if (removed) await noteFactor(context, 'person.factor_remove', { before: { kind: removed.kind, name: removed.name } })
  return removed !== null
}

export async function newRecoveryCodes(context: CallContext): Promise<string[]> {
  const { factors } = context.identity
  refuseVouched(context)
  if ((await factors.list(context.caller.userId)).factors.length === 0) throw refused('', 'factor.none')
  await noteFactor(context, 'person.recovery_codes', {})
  return await factors.newRecoveryCodes(context.caller.userId)
}

/** Takes the factors of somebody who lost them away. Not of whoever works elsewhere too: that is another company's door. */
export async function resetFactors(context: CallContext, id: string): Promise<number> {
  const userId = await context.transaction(async (tx) => {
    const person = await holdPerson(tx, id)
    await refuseRoleAbove(tx, context.caller, person.role, 'person.above')
    await refuseElsewhere(context, person.userId)
    await recordChange(tx, { by: context.caller, action: 'person.factors_reset', subjectId: id })
    return person.userId
  })
  return await context.identity.factors.reset(userId)
}

async function noteFactor({ transaction, caller }: CallContext, action: string, change: Record<string, unknown>) {
  await transaction((tx) => recordChange(tx, { by: caller, action, subjectId: caller.personId, ...change }))
}
