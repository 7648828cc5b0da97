const gaps = /\{([^{}]*)\}/g

/** What stands in braces in a text without being a fact: `{helth.score}` would be shown as it is written. */
export function unknownGaps(text: string, isKnown: (key: string) => boolean): string[] {
  return [...text.matchAll(gaps)].map(([, key]) => key!).filter((key) => !isKnown(key))
}
