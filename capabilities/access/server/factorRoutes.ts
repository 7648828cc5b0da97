import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import type { SecondProof } from '#platform/identity/proofs.ts'
import { accessContract } from '../contract.ts'
import { recordChange } from './audit.ts'
import { callerIn, firstOpen } from './caller.ts'
import { type ProofKind, recordDenied } from './deniedSignIn.ts'
import { factorOwner, keptFactor, listFactors, newRecoveryCodes, removeFactor } from './factors.ts'
import { meOf } from './me.ts'
import { denied, refused, refuseVouched } from './refusals.ts'
import { proofByProvider } from './sso/routes.ts'

const done = { done: true } as const
const on = implement(accessContract).$context<CallContext>()

/** Lets an identity that proved itself in, where it is a person somewhere. */
export async function enter({ database, identity, visit }: CallContext, userId: string, proof: ProofKind) {
  const open = await firstOpen(database, userId)
  const caller = open && (await callerIn(database, userId, open))
  if (!caller) {
    if (await callerIn(database, userId)) throw refused('email', 'signIn.provider')
    await identity.endOtherSessions(userId, null)
    throw refused('email', 'signIn.nowhere')
  }
  await database.workspace(caller.workspaceId, (tx) =>
    recordChange(tx, {
      by: caller,
      action: 'person.sign_in',
      subjectId: caller.personId,
      after: { proof, address: visit.address },
    }),
  )
  return meOf(database, caller)
}

/** What a proof was given with: the field that its refusal is shown at. */
const fieldOf = (proof: Pick<SecondProof, 'passkey'>) => (proof.passkey ? 'passkey' : 'code')

export const secondStep = on.secondStep.router({
  finish: on.secondStep.finish.handler(async ({ context, input }) => {
    const proven = await context.identity.second.finish(context.visit, input)
    if (!proven.ok) {
      await recordDenied(context, proven.whose, fieldOf(input), proven)
      throw denied(proven, fieldOf(input), `factor.${fieldOf(input)}`)
    }
    return await enter(context, proven.userId, fieldOf(input))
  }),
  askPasskey: on.secondStep.askPasskey.handler(({ context }) => context.identity.second.askPasskey(context.visit)),
  passkey: on.secondStep.passkey.handler(async ({ context, input }) => {
    const proven = await context.identity.second.signInByPasskey(context.visit, input.ticket, input.passkey)
    if (!proven.ok) throw denied(proven, 'passkey', 'factor.passkey')
    return await enter(context, proven.userId, 'passkey')
  }),
})

export const factors = on.factors.router({
  list: on.factors.list.handler(({ context }) => listFactors(context)),
  beginTotp: on.factors.beginTotp.handler(async ({ context }) =>
    context.identity.factors.beginTotp(await factorOwner(context)),
  ),
  endTotp: on.factors.endTotp.handler(async ({ context, input }) => {
    const made = await context.identity.factors.endTotp(await factorOwner(context), input)
    return await keptFactor(context, made, { field: 'code', kind: 'totp', name: input.name })
  }),
  beginPasskey: on.factors.beginPasskey.handler(async ({ context }) =>
    context.identity.factors.beginPasskey(context.visit, await factorOwner(context)),
  ),
  endPasskey: on.factors.endPasskey.handler(async ({ context, input: { ticket, passkey, name } }) => {
    const owner = await factorOwner(context)
    const made = await context.identity.factors.endPasskey(context.visit, owner, { ticket, answer: passkey, name })
    return await keptFactor(context, made, { field: 'passkey', kind: 'passkey', name })
  }),
  remove: on.factors.remove.handler(async ({ context, input, errors }) => {
    refuseVouched(context)
    if (!(await removeFactor(context, input.id))) throw errors.NOT_FOUND()
    return done
  }),
  newCodes: on.factors.newCodes.handler(async ({ context }) => ({ recoveryCodes: await newRecoveryCodes(context) })),
})

export const proof = on.proof.router({
  byProvider: proofByProvider,
  check: on.proof.check.handler(() => done),
  ask: on.proof.ask.handler(async ({ context }) => ({
    second: await context.identity.second.askAgain(context.visit, context.caller.userId),
  })),
  give: on.proof.give.handler(async ({ context, input }) => {
    const { identity, visit, caller, transaction } = context
    const proven = await identity.second.proveAgain(visit, caller.userId, input)
    const field = 'password' in input ? 'password' : fieldOf(input)
    if (!proven.ok) throw denied(proven, field, field === 'password' ? 'password.wrong' : `factor.${field}`)
    await transaction((tx) => recordChange(tx, { by: caller, action: 'person.prove', subjectId: caller.personId }))
    return done
  }),
})
