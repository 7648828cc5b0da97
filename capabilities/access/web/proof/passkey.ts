/** Whether this browser has passkeys, at an address that takes them. */
export function hasPasskeys(): boolean {
  return globalThis.isSecureContext && 'PublicKeyCredential' in globalThis && !/^[\d.]+$|^\[/.test(location.hostname)
}

/** Has the browser make a passkey. Throws where its owner would rather not. */
export async function makePasskey(asked: Record<string, unknown>): Promise<Record<string, unknown>> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    asked as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  return written(await navigator.credentials.create({ publicKey }))
}

/** Has the browser sign with a passkey. Throws where its owner would rather not, or has none. */
export async function signWithPasskey(asked: Record<string, unknown>): Promise<Record<string, unknown>> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    asked as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  return written(await navigator.credentials.get({ publicKey }))
}

/** Whether an error says that a person closed the browser's question, or let it pass. */
export function isDeclined(error: unknown): boolean {
  return error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name)
}

function written(credential: Credential | null): Record<string, unknown> {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey', 'NotAllowedError')
  return credential.toJSON() as unknown as Record<string, unknown>
}
