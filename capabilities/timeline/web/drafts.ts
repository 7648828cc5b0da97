const beginning = 'banso.note.'

/** Under which key a browser keeps the note somebody has begun about a customer, until it is sent. */
export const draftKey = (accountId: string) => `${beginning}${accountId}`

/** Forgets every note that was begun: whoever signs in next in this browser is somebody else. */
export function forgetDrafts(kept: Pick<Storage, 'removeItem'>): void {
  for (const key of Object.keys(kept)) if (key.startsWith(beginning)) kept.removeItem(key)
}
