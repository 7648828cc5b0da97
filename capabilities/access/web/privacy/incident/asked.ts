/** Where the leak is looked for, as the page has it; an empty text looks everywhere. */
export type Wanted = {
  from: string
  to: string
  personId: string
  address: string
  key: { id: string; name: string } | null
}

/** The same as the server is asked. */
export function askedOf({ from, to, personId, address, key }: Wanted): {
  from: string
  to: string
  personId?: string
  keyId?: string
  address?: string
} {
  const trimmed = address.trim()
  return {
    from,
    to,
    ...(personId ? { personId } : {}),
    ...(key ? { keyId: key.id } : {}),
    ...(trimmed ? { address: trimmed } : {}),
  }
}
