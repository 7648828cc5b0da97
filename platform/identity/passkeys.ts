import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'

/** What a browser is asked, and what it answers: JSON as WebAuthn level 3 writes it. */
export type PasskeyAsked = Record<string, unknown>
export type PasskeyAnswer = Record<string, unknown>

type Known = {
  id: string
  userId: string
  credentialId: string
  publicKey: Uint8Array
  counter: string
  transports: string[]
}

const columns = sql`id, user_id as "userId", credential_id as "credentialId", public_key as "publicKey", counter, transports`

/** Read when the first passkey is there: it is a sixth of what a process would have to read to start. */
const library = () => import('@simplewebauthn/server')

/** EdDSA, ES256 and RS256: what authenticators have. */
const algorithms = [-8, -7, -257]

/** Whether passkeys can be made for an address: they belong to a name, which a bare number is not. */
export function takesPasskeys(origin: string): boolean {
  return isIP(hostOf(origin).replace(/^\[|\]$/g, '')) === 0
}

/** What a browser is asked to make a passkey; one that is known here already is not made again. */
export async function askForNew(database: Database, origin: string, user: { id: string; email: string; name: string }) {
  const known = await passkeysOf(database, user.id)
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: 'Banso',
    rpID: hostOf(origin),
    userName: user.email,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.id),
    excludeCredentials: known.map(described),
    // It stands for the password too, so that it has to know its owner (a finger, a face, a number).
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { asked: options as unknown as PasskeyAsked, challenge: options.challenge }
}

/** The passkey that a browser made, to be kept; null where it is not what was asked for. */
export async function readNew(origin: string, challenge: string, answer: PasskeyAnswer) {
  const { verifyRegistrationResponse } = await library()
  const verified = await verifyRegistrationResponse({
    response: answer as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: hostOf(origin),
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  return verified?.verified ? verified.registrationInfo.credential : null
}

/** What a browser is asked to prove with a passkey: with one of a person's, or, of nobody yet, with any it has. */
export async function askForProof(database: Database, origin: string, userId: string | null) {
  const known = userId ? await passkeysOf(database, userId) : []
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: hostOf(origin),
    allowCredentials: known.map(described),
    userVerification: 'required',
  })
  return { asked: options as unknown as PasskeyAsked, challenge: options.challenge }
}

/** Whose passkey signed the challenge; null where none of ours did. A passkey that counts must have counted on. */
export async function readProof(
  database: Database,
  origin: string,
  challenge: string,
  answer: PasskeyAnswer,
  now: Date,
): Promise<string | null> {
  const { rows } = await database.system((tx) =>
    sql<Known>`select ${columns} from auth.factors where credential_id = ${String(answer.id)}`.execute(tx),
  )
  const [known] = rows
  if (!known) return null
  const { counter, publicKey, credentialId } = known
  const { verifyAuthenticationResponse } = await library()
  const verified = await verifyAuthenticationResponse({
    response: answer as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: hostOf(origin),
    credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: Number(counter) },
  }).catch(() => null)
  if (!verified?.verified) return null
  const { numAffectedRows } = await database.system((tx) =>
    sql`update auth.factors set counter = ${verified.authenticationInfo.newCounter}, last_used_at = ${now}
      where id = ${known.id} and counter = ${counter}`.execute(tx),
  )
  return numAffectedRows === 1n ? known.userId : null
}

async function passkeysOf(database: Database, userId: string): Promise<Known[]> {
  const { rows } = await database.system((tx) =>
    sql<Known>`select ${columns} from auth.factors where user_id = ${userId} and kind = 'passkey'`.execute(tx),
  )
  return rows
}

function described({ credentialId, transports }: Known) {
  return { id: credentialId, transports: transports as never }
}

function hostOf(origin: string): string {
  return new URL(origin).hostname
}
