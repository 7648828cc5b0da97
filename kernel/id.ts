declare const kind: unique symbol

/** An identifier that cannot be mistaken for another kind of identifier. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

export type WorkspaceId = Id<'workspace'>
export type PersonId = Id<'person'>
export type AccountId = Id<'account'>
export type ContactId = Id<'contact'>
export type ContractId = Id<'contract'>
export type ContractLineId = Id<'contractLine'>
export type InquiryId = Id<'inquiry'>
export type ActivityId = Id<'activity'>
export type CtaId = Id<'cta'>
export type SignalId = Id<'signal'>
export type SignalRuleId = Id<'signalRule'>
export type ImportId = Id<'import'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text has the form of an identifier; nothing is said about whether such a thing exists. */
export function isId(text: string): boolean {
  return uuid.test(text)
}

/**
 * An identifier that sorts by the moment it was made (UUID version 7, RFC 9562), to the millisecond as text, and to about
 * a second by its second half alone: the event store orders by that half first, PostgreSQL by the first, and what was made
 * together lies together in both. `at` is milliseconds since 1970 UTC, `random` at least 10 bytes of randomness, of which
 * 44 bits are used.
 */
export function uuidV7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  bytes.set(random.subarray(0, 10), 6)
  bigEndian(bytes, 0, 6, at)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bigEndian(bytes, 8, 4, Math.floor(at / 1024) % 2 ** 30)
  bytes[8] = bytes[8]! | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function bigEndian(bytes: Uint8Array, from: number, count: number, value: number): void {
  for (let i = from + count - 1, rest = value; i >= from; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
}
