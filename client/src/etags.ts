const tags = new WeakMap<object, string>()

/** The `ETag` that came with an answer. */
export function etagOf(answer: object): string | undefined {
  return tags.get(answer)
}

export function keepTag(answer: unknown, tag: string | null): void {
  if (tag !== null && typeof answer === 'object' && answer !== null) tags.set(answer, tag)
}
