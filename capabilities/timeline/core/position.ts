import { isId } from '#kernel/id.ts'

/** A place in a stream: after this moment (microseconds since 1970 UTC) and this entry. */
export type Position = { at: number; id: string }

/** A place as it is sent: opaque, safe in an address. */
export function writePosition({ at, id }: Position): string {
  return `${at.toString(36)}~${id}`
}

/** The place that a text holds, or null where it is none of ours. */
export function readPosition(text: string): Position | null {
  const match = /^(-?[0-9a-z]{1,12})~(.+)$/.exec(text)
  if (!match) return null
  const [at, id] = [Number.parseInt(match[1]!, 36), match[2]!]
  return Number.isSafeInteger(at) && isId(id) ? { at, id } : null
}
