import { addDays, type Day, daysBetween } from '#kernel/day.ts'

/** What a link stands for at a moment. */
export const linkStates = ['live', 'expired', 'revoked'] as const
export type LinkState = (typeof linkStates)[number]

/** A link opens up to and on its last day; what was revoked stays revoked. */
export function linkState(link: { expiresOn: Day; revoked: boolean }, today: Day): LinkState {
  if (link.revoked) return 'revoked'
  return today > link.expiresOn ? 'expired' : 'live'
}

/** What is done with a link, and in which states. A link that has expired is prolonged; one that was revoked is made anew. */
const moves = {
  open: ['live'],
  send: ['live'],
  makeCode: ['live'],
  copy: ['live'],
  prolong: ['live', 'expired'],
  revoke: ['live', 'expired'],
} satisfies Record<string, LinkState[]>
export type LinkMove = keyof typeof moves

export const mayWithLink = (move: LinkMove, state: LinkState): boolean => (moves[move] as LinkState[]).includes(state)

/** A code is good for so many minutes, and for so many tries. */
export const codeMinutes = 10
export const codeTries = 5
/** Seconds between two codes by mail for one link: nobody's mailbox is filled from outside. */
export const codeRestSeconds = 60

export type Code = { madeAt: Date; tries: number; used: boolean }
export type CodeState = 'good' | 'over' | 'spent' | 'used'

/** Whether a code may still be tried at a moment. */
export function codeState({ madeAt, tries, used }: Code, now: Date): CodeState {
  if (used) return 'used'
  if (tries >= codeTries) return 'spent'
  return now.getTime() - madeAt.getTime() > codeMinutes * 60_000 ? 'over' : 'good'
}

/** Seconds until another code may be sent by mail; 0: at once. */
export function codeRest(last: Pick<Code, 'madeAt'> | null, now: Date): number {
  if (!last) return 0
  return Math.max(0, Math.ceil(codeRestSeconds - (now.getTime() - last.madeAt.getTime()) / 1000))
}

/** A browser that was let in is known for so many days after it was last used. */
export const browserDays = 90

/** A link lives so long unless told otherwise, and at most so long. In days. */
export const usualLinkDays = 90
export const mostLinkDays = 400

/** Whether a day may be a link's last. */
export const mayEndOn = (expiresOn: Day, today: Day): boolean =>
  expiresOn >= today && daysBetween(today, expiresOn) <= mostLinkDays

export const usualEnd = (today: Day): Day => addDays(today, usualLinkDays)

/** An address of which only its owner knows whose it is: `h•••@s•••.jp`. */
export function maskedAddress(address: string): string {
  const [name = '', host = ''] = address.split('@')
  const end = host.includes('.') ? host.slice(host.lastIndexOf('.')) : ''
  return `${name.slice(0, 1)}•••@${host.slice(0, 1)}•••${end}`
}

/** A name of which only those who know the person recognise the rest: `高•••`. */
export const maskedName = (name: string): string => `${Array.from(name)[0] ?? ''}•••`
