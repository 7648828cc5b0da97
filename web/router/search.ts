/**
 * State that stands in the address after the `?`: texts only, empty ones left out, so that an address stays short. Of
 * anything else in an address nothing is taken over.
 */
export function textSearch<Key extends string>(...keys: readonly Key[]) {
  return (search: Record<string, unknown>): { [key in Key]?: string } => {
    const kept: { [key in Key]?: string } = {}
    for (const key of keys) {
      const value = search[key]
      if (typeof value === 'string' && value !== '') kept[key] = value
      else if (typeof value === 'number' || typeof value === 'boolean') kept[key] = String(value)
    }
    return kept
  }
}

/** One of a few words in the address, or the first of them. */
export function oneOf<Word extends string>(value: unknown, words: readonly [Word, ...Word[]]): Word {
  return words.find((word) => word === value) ?? words[0]
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/

/** The past day that an address asks for (`asOf`); nothing where it is none. */
export function pastDayOf({ asOf }: { asOf?: string }): { asOf?: string } {
  return asOf !== undefined && dayForm.test(asOf) ? { asOf } : {}
}
