import { fileKind } from '#kernel/fileKind.ts'

/** The kinds of picture a logo may be; drawings that can carry scripts (SVG) are none of them. */
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type LogoType = (typeof logoTypes)[number]

/** The largest logo, in bytes. */
export const logoLimit = 512 * 1024

const takenAs = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const

/** What kind of picture bytes are, by how they begin and whatever they call themselves; null: none that is taken. */
export function logoTypeOf(head: Uint8Array): LogoType | null {
  const kind = fileKind(head)
  return kind === 'png' || kind === 'jpeg' || kind === 'webp' ? takenAs[kind] : null
}
