/** The kinds of picture a logo may be; drawings that can carry scripts (SVG) are none of them. */
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type LogoType = (typeof logoTypes)[number]

/** The largest logo, in bytes. */
export const logoLimit = 512 * 1024

const begins = (bytes: Uint8Array, at: number, signature: readonly number[]) =>
  signature.every((byte, offset) => bytes[at + offset] === byte)

/** What kind of picture bytes are, by how they begin and whatever they call themselves; null: none that is taken. */
export function logoTypeOf(head: Uint8Array): LogoType | null {
  if (begins(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (begins(head, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  const isWebp = begins(head, 0, [0x52, 0x49, 0x46, 0x46]) && begins(head, 8, [0x57, 0x45, 0x42, 0x50])
  return isWebp ? 'image/webp' : null
}
