// FNV-1a with two seeds and a last mixing: the same texts give the same number on every machine, which is all that is
// asked of it here; nobody's secret depends on it.
function hash(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at)
    value = Math.imul(value, 0x01000193) >>> 0
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0
  return (value ^ (value >>> 16)) >>> 0
}

/** Whether an account is among those that get nothing of a sequence: always the same ones, whoever asks and when. */
export const isHeldOut = (sequence: string, accountId: string, percent: number): boolean =>
  hash(`${sequence} ${accountId}`, 0) % 10_000 < percent * 100

/** Which of two texts a contact gets. */
export const halfOf = (broadcast: string, contactId: string): 'a' | 'b' =>
  hash(`${broadcast} ${contactId}`, 1) % 2 === 0 ? 'a' : 'b'

/** Whether a contact is among those on whom two texts are tried, a share in percent; the others wait for the outcome. */
export const isTriedOn = (broadcast: string, contactId: string, share: number): boolean =>
  hash(`${broadcast} ${contactId}`, 2) % 100 < share
